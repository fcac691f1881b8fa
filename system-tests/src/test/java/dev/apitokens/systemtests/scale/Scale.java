package dev.apitokens.systemtests.scale;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.benchmark.Median;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.client.UnknownSecret;
import dev.apitokens.systemtests.product.PostgresServer;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.SqlLog;
import dev.apitokens.systemtests.product.StoredTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A realm with a million tokens, each filter finding ten thousand of them, or more that have expired.
 *
 * @param product runs on that PostgreSQL
 */
public record Scale(Product product, PostgresServer postgres) {

    /** Who has each hundredth; Keycloak does not know them. */
    private static final String HEAVY_USER = "a-person-with-many";

    private static final String REALM = "million";
    private static final String SMALL_REALM = "thousand";
    private static final int FOUND = 10_000;

    /** Twenty, and what is revoked between them. */
    private static final int MOST_OF_A_PAGE = 1000;

    /** A piece of each statement that is sent when each kind of background work has something to do. */
    private static final List<String> BACKGROUND_WORK = List.of(
            "select min(",
            "select count(",
            "set LAST_USED_AT=",
            ".IDLE_SINCE<",
            "set REVOKED_AT=",
            ".REVOKED_AT<",
            ".EXPIRES_AT<",
            "delete from API_TOKEN ",
            ".EXPIRY_NOTICE_SENT_AT is null",
            "set EXPIRY_NOTICE_SENT_AT=",
            ".CHECKED_AT<",
            "set CHECKED_AT=",
            ".USED_AT<",
            "delete from API_TOKEN_ORIGIN ",
            ".DUE_AT<=",
            "delete from API_TOKEN_LEAK_REPORT ");

    /** Fills both realms, past Keycloak. */
    public void fill() {
        Admin admin = product.admin();
        for (String realm : List.of(REALM, SMALL_REALM)) {
            admin.createRealm(realm);
            ClientBuilder.named("the-api").isResourceServer().createIn(realm, admin);
            generator()
                    .insert(
                            admin.get("/" + realm).path("id").asText(),
                            admin.clientUuid(realm, "the-api"),
                            realm.equals(REALM) ? 1_000_000 : 1000,
                            HEAVY_USER);
        }
        generator().insertMore(admin.get("/" + REALM).path("id").asText(), 1_000_000);
        generator().analyze();
    }

    private TokenGenerator generator() {
        return new TokenGenerator(database(), false);
    }

    private StoredTokens database() {
        return new StoredTokens(postgres.database());
    }

    /** Filters that find as many as are counted. */
    private List<String> filters() {
        List<String> filters = new ArrayList<>(narrowing(HEAVY_USER));
        filters.add("createdBefore=" + oldest().plusMillis(FOUND));
        return filters;
    }

    /**
     * Filters that find the tokens of one kind.
     *
     * @param heavyUser whose tokens are one
     */
    static List<String> narrowing(String heavyUser) {
        Instant now = Instant.now();
        return List.of(
                "search=ci-",
                "userId=" + heavyUser,
                "status=expired",
                "status=revoked",
                "resource=the-api",
                "unusedSince=" + now.minus(Duration.ofDays(200)),
                "status=active&expiresBefore=" + now.plus(Duration.ofDays(30)));
    }

    /** When the first was made; one was in each millisecond after that. */
    private Instant oldest() {
        String realmId = product.admin().get("/" + REALM).path("id").asText();
        return Instant.ofEpochMilli(Long.parseLong(database()
                .query("select min(CREATED_AT) from API_TOKEN where REALM_ID = ?", realmId)
                .get(0)));
    }

    /** Where nothing but a bound narrows the count, and where nothing does. */
    private static List<String> boundsAlone() {
        return List.of(
                "",
                "expiresBefore=" + Instant.now().plus(Duration.ofDays(30)),
                "status=active",
                "neverExpires=true",
                "status=active&neverExpires=true",
                "createdBefore=" + Instant.now(),
                "status=active&createdBefore=" + Instant.now(),
                "status=active&unusedSince=" + Instant.now().minus(Duration.ofDays(200)));
    }

    private List<String> pages() {
        List<String> pages = new ArrayList<>(List.of(
                "status=active",
                "sort=name",
                "sort=name&direction=desc",
                "sort=lastUsedAt",
                "neverExpires=true",
                "neverExpires=true&sort=name",
                "first=100",
                "first=9000",
                "first=900000"));
        pages.addAll(byEnd());
        pages.addAll(filters());
        return pages.stream().map(page -> page + "&max=20").toList();
    }

    /** Orders in which many tokens are equal, or that begin with what the filter leaves out. */
    private static List<String> byEnd() {
        return Stream.of("", "neverExpires=true&", "status=active&")
                .flatMap(filter ->
                        Stream.of("asc", "desc").map(direction -> filter + "sort=expiresAt&direction=" + direction))
                .toList();
    }

    /**
     * Of many tokens that have expired and are kept, and of many that never expire, no more are read than are told of: neither read
     * and left out, nor sorted.
     */
    public void assertReadsNoMoreThanItTells() {
        plans().assertReads(MOST_OF_A_PAGE, () -> byEnd().forEach(page -> page(REALM, page + "&max=20")));
        plans().assertReads(FOUND + 1, () -> count(REALM, "status=active"));
    }

    /**
     * No list and no count reads a table from end to end. One may: the count of a resource server's tokens, which
     * PostgreSQL finds by an index and then looks up in whatever order costs less.
     */
    public void assertPlansUseIndexes() {
        for (String filter : filters()) {
            assertThat(count(REALM, filter)).as(filter).isEqualTo(FOUND);
        }
        Set<String> judged = plans().assertNoFullRead(SqlLog.Sender.REQUEST, () -> {
            filters().stream().filter(filter -> !filter.startsWith("resource")).forEach(filter -> count(REALM, filter));
            boundsAlone().forEach(filter -> count(REALM, filter));
            pages().forEach(page -> page(REALM, page));
            for (String filter : List.of("", "status=active")) {
                product.admin().get("/" + REALM + "/api-tokens/owners?" + filter);
            }
            // Few of a million, in some batches: the first, and those that go on from another.
            product.admin().call("GET", "/" + REALM + "/api-tokens/export?search=ci-1&status=active", null);
        });
        assertThat(judged).hasSizeGreaterThanOrEqualTo(filters().size() + pages().size() - 3);
    }

    /**
     * Nothing that runs by itself reads a table from end to end. Each kind of work has something to do among many tokens
     * that it must leave alone.
     */
    public void assertBackgroundPlansUseIndexes() {
        String few = "NAME_SEARCH like 'laptop-99%' and REALM_ID = ?";
        String others = "NAME_SEARCH not like 'laptop-99%' and REALM_ID = ?";
        String realmId = product.admin().get("/" + REALM).path("id").asText();
        Person.Created used = product.newPerson("editor").create("used");
        SqlLog log = new SqlLog(product.keycloak.log());
        int mark = log.mark();

        Set<String> judged = plans().assertNoFullRead(SqlLog.Sender.BACKGROUND, () -> {
            long now = System.currentTimeMillis();
            long idle = now - Duration.ofDays(100).toMillis();
            long soon = now + Duration.ofDays(7).toMillis();
            long monthAgo = now - Duration.ofDays(30).toMillis();
            for (String change : List.of(
                    "REVOKED_AT = 1 where REVOKED_AT is not null and " + few,
                    "EXPIRES_AT = 1 where EXPIRES_AT < " + now + " and " + few,
                    "IDLE_SINCE = " + now + " where IDLE_SINCE < " + idle + " and " + others,
                    // Of those that were made for less, nobody is told.
                    "CREATED_AT = " + monthAgo + " where EXPIRES_AT > " + now + " and " + few,
                    "EXPIRY_NOTICE_SENT_AT = " + now + " where EXPIRES_AT < " + soon + " and " + others)) {
                database().update("update API_TOKEN set " + change, realmId);
            }
            product.admin().setting(REALM, "unused-revoke-days", "200");
            product.admin()
                    .call(
                            "PUT",
                            "/" + REALM,
                            Map.of("smtpServer", Map.of("host", "localhost", "from", "a@example.org")));
            product.introspect(used.secret());
            // Something to forget, for each job that forgets.
            database()
                    .update(
                            "update API_TOKEN_ORIGIN set USED_AT = 1 where REALM_ID = ? and ADDRESS like '%.7'",
                            realmId);
            assertThat(Http.send(Http.request(product.realm(REALM) + "/api-tokens/revoke")
                                    .header("Content-Type", "application/json")
                                    .POST(Http.json(Map.of("tokens", List.of(UnknownSecret.secret())))))
                            .status())
                    .isEqualTo(202);
            await("all background work")
                    .untilAsserted(() -> assertThat(String.join("\n", log.since(mark, SqlLog.Sender.BACKGROUND)))
                            .contains(BACKGROUND_WORK));
        });

        assertThat(String.join("\n", judged))
                .contains(BACKGROUND_WORK.stream()
                        .map(piece -> piece.toLowerCase(Locale.ROOT))
                        .toList());
    }

    private Plans plans() {
        return new Plans(new SqlLog(product.keycloak.log()), postgres);
    }

    /** How much longer a page takes in the larger realm, for people to read; nothing is asserted of time. */
    public void reportTimes() {
        for (String page : pages()) {
            double small = medianMilliseconds(SMALL_REALM, page);
            double large = medianMilliseconds(REALM, page);
            System.out.printf(
                    Locale.ROOT,
                    "admin page ?%-60s 1,000 tokens %6.1f ms, 1,000,000 tokens %6.1f ms, ratio %.1f%n",
                    page.replaceAll("20\\d\\d-[^&]*", "…"),
                    small,
                    large,
                    large / small);
        }
    }

    private double medianMilliseconds(String realm, String page) {
        String bearer =
                Person.login(product.realm("master"), "admin-cli", "admin").accessToken();
        return Median.of(LongStream.range(0, 5)
                        .map(i -> {
                            long start = System.nanoTime();
                            Http.send(Http.request(product.server + "/admin/realms/" + realm + "/api-tokens?" + page)
                                    .header("Authorization", "Bearer " + bearer)
                                    .GET());
                            return System.nanoTime() - start;
                        })
                        .asDoubleStream())
                / 1e6;
    }

    /** Ten thousand are revoked by a filter while people make more. */
    public void assertRevocationByFilterIsExact() throws Exception {
        String realmId = product.admin().get("/" + REALM).path("id").asText();
        List<String> revokedBefore = idsRevoked(realmId);
        Person person =
                Person.login(product.realm(REALM), "cli", product.admin().createUser(REALM));
        product.admin().setting(REALM, "max-per-user", "10000");
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger made = new AtomicInteger();
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            Future<List<String>> creations = executor.submit(() -> {
                List<String> ids = new ArrayList<>();
                for (int i = 0; !over.get() && i < 5000; i++) {
                    ids.add(person.create("laptop of mine " + i).id());
                    person.create("ci-of-mine " + i);
                    made.incrementAndGet();
                }
                return ids;
            });
            await("the first that is made meanwhile").until(() -> made.get() > 0 || creations.isDone());

            SqlLog log = new SqlLog(product.keycloak.log());
            int mark = log.mark();
            int revoked = product.admin()
                    .call("POST", "/" + REALM + "/api-tokens/revoke", Map.of("search", "ci-"))
                    .json()
                    .path("revoked")
                    .asInt();
            over.set(true);

            assertThat(log.since(mark, SqlLog.Sender.REQUEST))
                    .filteredOn(sql -> sql.contains(".NAME_SEARCH>=?"))
                    .hasSizeGreaterThan(FOUND / 500)
                    .allMatch(sql -> sql.contains("fetch first"));
            List<String> untouched = creations.get();
            assertThat(untouched).isNotEmpty();
            assertThat(revoked).isGreaterThanOrEqualTo(FOUND);
            List<String> revokedNow = new ArrayList<>(idsRevoked(realmId));
            revokedNow.removeAll(new HashSet<>(revokedBefore));
            assertThat(revokedNow).hasSize(revoked).doesNotContainAnyElementsOf(untouched);
            assertThat(database()
                            .query(
                                    "select count(*) from API_TOKEN where REALM_ID = ? and NAME_SEARCH like 'ci-%'"
                                            + " and NAME_SEARCH not like 'ci-of%' and REVOKED_AT is null",
                                    realmId))
                    .containsExactly("0");
            assertThat(database()
                            .query(
                                    "select count(*) from API_TOKEN where REALM_ID = ? and NAME_SEARCH not like 'ci-%'"
                                            + " and REVOCATION_REASON is not null",
                                    realmId))
                    .containsExactly("0");
        } finally {
            over.set(true);
            executor.shutdown();
        }
    }

    private List<String> idsRevoked(String realmId) {
        return database().query("select ID from API_TOKEN where REALM_ID = ? and REVOKED_AT is not null", realmId);
    }

    private int count(String realm, String filter) {
        return product.admin()
                .get("/" + realm + "/api-tokens/count?" + filter)
                .path("count")
                .asInt();
    }

    private void page(String realm, String query) {
        product.admin().get("/" + realm + "/api-tokens?" + query);
    }
}
