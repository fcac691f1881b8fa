package dev.apitokens.systemtests.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.benchmark.Median;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.LiveHeap;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

/**
 * What a call takes in a database with a thousand tokens, and then with many. Nothing is asserted of time. With
 * {@code -Dscale.tokens=10000000} it is ten million, of a million people; else it only shows that it can be measured.
 *
 * @param product runs on a PostgreSQL
 */
public record ManyTokens(Product product) {

    private static final long MANY = Long.getLong("scale.tokens", 2000);

    /** Whether somebody wants to know, and not only that it works. */
    public static final boolean ARE_MEASURED = MANY >= 1_000_000;

    /** Where they are. */
    static final String MANY_REALM = "many";

    private static final int FEW = 1000;
    private static final int CALLS = ARE_MEASURED ? 200 : 2;
    private static final int PAGES = ARE_MEASURED ? 15 : 1;

    /** As many as there are people with few tokens. */
    private static final int KNOWN = ARE_MEASURED ? 100 : 5;

    private static final String LIVE_HEAP = "live heap of Keycloak, MB";

    /** The largest that a row may be, as the table of the report says it; they are what is wanted and not what is asserted. */
    private static final Map<String, Double> WANTED = Map.of(
            "introspection",
            1.1,
            "introspection, the first of each token",
            1.1,
            "create",
            1.2,
            "own list",
            1.2,
            "own list of who has a hundredth",
            1.2,
            LIVE_HEAP,
            1.0);

    private static final double WANTED_OF_A_PAGE = 2;

    private static final List<String> ORDERS =
            List.of("", "&sort=name", "&sort=expiresAt", "&sort=expiresAt&direction=desc", "&sort=lastUsedAt");

    private interface Call {
        Http.Answer send();
    }

    /** Measures with few, makes many, and measures again. */
    public void report() {
        if (ARE_MEASURED) {
            // Nobody looks at those: what comes first is the slowest of a server that has just started.
            measured("warm-up", FEW);
        }
        Map<String, Double> few = measured("few", FEW);
        Map<String, Double> many = measured(MANY_REALM, MANY);

        assertThat(many)
                .hasSameSizeAs(few)
                .allSatisfy((kind, time) -> assertThat(time).isPositive());
        System.out.printf(
                Locale.ROOT,
                "%n| milliseconds of | %,d tokens | %,d | ratio | wanted |%n| --- | --- | --- | --- | --- |%n",
                FEW,
                MANY);
        many.forEach((kind, time) -> System.out.printf(
                Locale.ROOT,
                "| %s | %.2f | %.2f | %.2f | %.1f |%n",
                kind,
                few.getOrDefault(kind, Double.NaN),
                time,
                time / few.getOrDefault(kind, Double.NaN),
                WANTED.getOrDefault(kind, WANTED_OF_A_PAGE)));
    }

    private Map<String, Double> measured(String realm, long tokens) {
        Admin admin = product.admin();
        admin.createRealm(realm, Map.of("api-tokens.max-per-user", "10000"));
        ClientBuilder.named("the-api").isResourceServer().createIn(realm, admin);
        String heavyUser = admin.createUser(realm);
        List<String> secrets = fill(realm, tokens, admin.userId(realm, heavyUser));
        Map<String, Double> times = new LinkedHashMap<>();
        people(realm, heavyUser, secrets)
                .forEach((kind, call) ->
                        times.put(kind, kind.contains("first") ? median(call, 0, KNOWN) : median(call, CALLS, CALLS)));
        admins(tokens, admin.userId(realm, heavyUser))
                .forEach((kind, query) -> times.put(
                        kind,
                        median(() -> admin.send("GET", "/" + realm + "/api-tokens" + query, null), PAGES, PAGES)));
        times.put(LIVE_HEAP, LiveHeap.of(product.keycloak.pid()).bytes() / 1e6);
        return times;
    }

    /** @return secrets of some */
    private List<String> fill(String realm, long tokens, String heavyUserId) {
        Admin admin = product.admin();
        String realmId = admin.get("/" + realm).path("id").asText();
        String clientUuid = admin.clientUuid(realm, "the-api");
        TokenGenerator generator = new TokenGenerator(new StoredTokens(product.database), true);
        generator.insertPeople(realmId, tokens);
        Runnable insert = () -> generator.insert(realmId, clientUuid, tokens, heavyUserId);
        if (tokens > FEW) {
            generator.withoutIndexes(insert);
        } else {
            insert.run();
        }
        List<String> secrets = generator.secrets(realmId, tokens, KNOWN);
        generator.analyze();
        return secrets;
    }

    private Map<String, Call> people(String realm, String heavyUser, List<String> secrets) {
        Person person =
                Person.login(product.realm(realm), "cli", product.admin().createUser(realm));
        Person heavy = Person.login(product.realm(realm), "cli", heavyUser);
        AtomicInteger next = new AtomicInteger();
        Call introspection = () -> Introspection.at(
                product.realm(realm) + "/protocol/openid-connect/token/introspect",
                "the-api",
                secrets.get(next.getAndIncrement() % secrets.size()));
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put("introspection, the first of each token", introspection);
        calls.put("introspection", introspection);
        AtomicInteger made = new AtomicInteger();
        calls.put("create", () -> person.post(new HashMap<>(Map.of("name", "number " + made.getAndIncrement()))));
        calls.put("own list", () -> person.get("?max=20"));
        calls.put("own list of who has a hundredth", () -> heavy.get("?max=20"));
        return calls;
    }

    /** What is asked of the admin REST, by what the report calls it. */
    private static Map<String, String> admins(long tokens, String heavyUserId) {
        List<String> filters = new ArrayList<>(List.of("", "status=active", "neverExpires=true"));
        filters.addAll(Scale.narrowing(heavyUserId));
        filters.add("createdBefore=" + Instant.now().minusMillis(tokens * 99 / 100));
        filters.addAll(List.of(
                "search=person-7",
                "search=ci-&status=active",
                "resource=the-api&status=active",
                "userId=" + heavyUserId + "&neverExpires=true"));
        Map<String, String> queries = new LinkedHashMap<>();
        for (String filter : filters) {
            String name = filter.replaceAll("20\\d\\d-[^&]*|(?<=userId=)[^&]*", "…");
            ORDERS.forEach(order -> queries.put("page " + name + order, "?" + filter + order + "&max=20"));
            queries.put("count " + name, "/count?" + filter);
        }
        // What lies before a page is read, without a bound: as far down as each of both lists goes.
        queries.put("page, 900 or 9,000 down", "?max=20&first=" + Math.min(9000, tokens * 9 / 10));
        return queries;
    }

    /** Milliseconds, after calls that nobody looks at. */
    private static double median(Call call, int warmUp, int times) {
        return Median.of(LongStream.range(-warmUp, times)
                        .map(i -> {
                            long start = System.nanoTime();
                            Http.Answer answer = call.send();
                            long passed = System.nanoTime() - start;
                            assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
                            return i < 0 ? -1 : passed;
                        })
                        .filter(passed -> passed >= 0)
                        .asDoubleStream())
                / 1e6;
    }
}
