package dev.apitokens.systemtests.scale;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.LiveHeap;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

    private static final String LIVE_HEAP = "live heap of Keycloak, MB";

    /** The largest that a row may be, as the table of the report says it; they are what is wanted and not what is asserted. */
    private static final Map<String, Double> WANTED =
            Map.of("introspection", 1.1, "create", 1.2, "own list", 1.2, LIVE_HEAP, 1.0);

    private static final double WANTED_OF_A_PAGE = 2;

    private static final List<String> ORDERS =
            List.of("", "&sort=name", "&sort=expiresAt", "&sort=expiresAt&direction=desc", "&sort=lastUsedAt");

    private interface Call {
        Http.Answer send();
    }

    /** Measures with few, makes many, and measures again. */
    public void report() {
        Map<String, Double> few = measured("few", FEW);
        Map<String, Double> many = new LinkedHashMap<>();
        generator().withoutIndexes(() -> fill(MANY_REALM, MANY));
        generator().analyze();
        many.putAll(measured(MANY_REALM, 0));

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

    private TokenGenerator generator() {
        return new TokenGenerator(new StoredTokens(product.database));
    }

    private void fill(String realm, long tokens) {
        Admin admin = product.admin();
        admin.createRealm(realm, Map.of("api-tokens.max-per-user", "10000"));
        ClientBuilder.named("the-api").isResourceServer().createIn(realm, admin);
        generator().insert(admin.get("/" + realm).path("id").asText(), admin.clientUuid(realm, "the-api"), tokens);
    }

    /** @param tokens that are made first; 0: they are there */
    private Map<String, Double> measured(String realm, long tokens) {
        if (tokens > 0) {
            fill(realm, tokens);
            generator().analyze();
        }
        Person person =
                Person.login(product.realm(realm), "cli", product.admin().createUser(realm));
        String secret = person.create("the first").secret();
        Map<String, Call> calls = new LinkedHashMap<>();
        calls.put(
                "introspection",
                () -> Introspection.at(
                        product.realm(realm) + "/protocol/openid-connect/token/introspect", "the-api", secret));
        List<Integer> made = new ArrayList<>();
        calls.put("create", () -> {
            made.add(made.size());
            return person.post(new HashMap<>(Map.of("name", "number " + made.size())));
        });
        calls.put("own list", () -> person.get("?max=20"));
        Map<String, Double> times = new LinkedHashMap<>();
        calls.forEach((kind, call) -> times.put(kind, median(call, CALLS)));
        for (String filter : filters()) {
            for (String order : ORDERS) {
                String query = filter + order + "&max=20";
                times.put(
                        "admin page " + query.replaceAll("20\\d\\d-[^&]*", "…"),
                        median(() -> product.admin().send("GET", "/" + realm + "/api-tokens?" + query, null), PAGES));
            }
        }
        times.put(LIVE_HEAP, LiveHeap.of(product.keycloak.pid()).bytes() / 1e6);
        return times;
    }

    private static List<String> filters() {
        List<String> filters = new ArrayList<>(List.of("", "status=active", "neverExpires=true"));
        filters.addAll(Scale.narrowing());
        return filters;
    }

    /** Milliseconds, after as many calls that nobody looks at. */
    private static double median(Call call, int times) {
        return LongStream.range(-times, times)
                        .map(i -> {
                            long start = System.nanoTime();
                            Http.Answer answer = call.send();
                            long passed = System.nanoTime() - start;
                            assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
                            return i < 0 ? -1 : passed;
                        })
                        .filter(passed -> passed >= 0)
                        .sorted()
                        .skip(times / 2)
                        .findFirst()
                        .orElseThrow()
                / 1e6;
    }
}
