package dev.apitokens.systemtests.scale;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * How long the slowest hundredth of introspections takes while a tenth of {@link ManyTokens} is purged, and while as many are revoked by a
 * filter. Nothing is asserted of time.
 *
 * @param product runs its jobs all the time
 */
public record MassChanges(Product product) {

    private static final Duration BETWEEN_CALLS = Duration.ofMillis(10);
    private static final int CALLS = ManyTokens.ARE_MEASURED ? 3000 : 20;

    /** So many of the first calls nobody looks at. */
    private static final int WARM_UP = CALLS / 3;

    /** What an answer to everything may take. */
    private static final Duration PATIENCE = Duration.ofHours(2);

    private static final String LONG_REVOKED = "REVOKED_AT = 1 and REALM_ID = ?";

    /** Does both, and prints a row for each. */
    public void report() {
        StoredTokens database = new StoredTokens(product.database);
        String realmId =
                product.admin().get("/" + ManyTokens.MANY_REALM).path("id").asText();
        // A server whose jobs run all the time would look for each of a million people all the time.
        database.update("delete from API_TOKEN_OWNER where REALM_ID = ?", realmId);
        Person person = Person.login(
                product.realm(ManyTokens.MANY_REALM), "cli", product.admin().createUser(ManyTokens.MANY_REALM));
        String secret = person.create("in use").secret();
        List<Duration> alone = calls(secret, times -> times.size() < CALLS);
        double quiet = percentile99(alone.subList(WARM_UP, alone.size()));
        System.out.printf(
                Locale.ROOT,
                "%n| | tokens | seconds | p99 of an introspection, ms | ratio | wanted |%n"
                        + "| --- | --- | --- | --- | --- | --- |%n| nothing | | | %.2f | | |%n",
                quiet);

        database.update(
                "update API_TOKEN set REVOKED_AT = 1 where NAME_SEARCH like 'laptop-%7' and REALM_ID = ?", realmId);
        row("purge", count(database, LONG_REVOKED, realmId), quiet, secret, () -> awaitPurge(database, realmId));
        String active = "REVOKED_AT is null and (EXPIRES_AT is null or EXPIRES_AT > "
                + Instant.now().toEpochMilli() + ") and NAME_SEARCH like 'laptop-1%' and REALM_ID = ?";
        row("revocation by a filter", count(database, active, realmId), quiet, secret, this::revoke);
        assertThat(count(database, active, realmId)).isZero();
    }

    private static void awaitPurge(StoredTokens database, String realmId) {
        await("the purge")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> database.query("select ID from API_TOKEN where " + LONG_REVOKED + " limit 1", realmId)
                        .isEmpty());
    }

    private void revoke() {
        Http.Answer answer =
                Http.send(Http.request(product.server + "/admin/realms/" + ManyTokens.MANY_REALM + "/api-tokens/revoke")
                        .timeout(PATIENCE)
                        .header("Authorization", "Bearer " + product.admin().bearer())
                        .header("Content-Type", "application/json")
                        .POST(Http.json(Map.of("search", "laptop-1"))));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private static long count(StoredTokens database, String which, String realmId) {
        return Long.parseLong(database.query("select count(*) from API_TOKEN where " + which, realmId)
                .get(0));
    }

    private void row(String name, long tokens, double quiet, String secret, Runnable work) {
        long start = System.nanoTime();
        CompletableFuture<Void> done = CompletableFuture.runAsync(work);
        List<Duration> calls = calls(secret, times -> !done.isDone());
        done.join();
        double seconds = Duration.ofNanos(System.nanoTime() - start).toMillis() / 1e3;
        double meanwhile = percentile99(calls);
        System.out.printf(
                Locale.ROOT,
                "| %s | %,d | %.0f | %.2f | %.2f | 1.5 |%n",
                name,
                tokens,
                seconds,
                meanwhile,
                meanwhile / quiet);
    }

    /**
     * One after the other, a hundred a second, while that goes on. A call counts from when it was due: one that others were late for
     * waited as well.
     */
    private List<Duration> calls(String secret, Predicate<List<Duration>> goesOn) {
        List<Duration> times = new ArrayList<>();
        long due = System.nanoTime();
        do {
            LockSupport.parkNanos(due - System.nanoTime());
            introspect(secret);
            times.add(Duration.ofNanos(System.nanoTime() - due));
            due += BETWEEN_CALLS.toNanos();
        } while (goesOn.test(times));
        return times;
    }

    private void introspect(String secret) {
        Http.Answer answer = Introspection.at(
                product.realm(ManyTokens.MANY_REALM) + "/protocol/openid-connect/token/introspect", "the-api", secret);
        assertThat(answer.body()).contains("\"active\":true");
    }

    private static double percentile99(List<Duration> times) {
        return times.stream()
                        .sorted()
                        .skip(times.size() * 99L / 100)
                        .findFirst()
                        .orElseThrow()
                        .toNanos()
                / 1e6;
    }
}
