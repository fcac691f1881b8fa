package dev.apitokens.keycloak.account;

import static dev.apitokens.keycloak.model.ApiTokenBuilder.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.fixtures.SettableClock;
import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.ApiTokenBuilder;
import dev.apitokens.keycloak.model.Owner;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LeakReportsTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final TestRealm realm = new TestRealm();
    // Whatever waits at the end is done, on the slowest machine.
    private final LeakReports reports =
            new LeakReports(realm.sessions(), new SettableClock(NOW), Duration.ofMinutes(10));

    private void stored(ApiTokenBuilder stored) {
        realm.store().put(stored.build(), "hash");
    }

    private @Nullable String reasonAfter(String... hashes) {
        assertThat(reports.take(realm.session(), "192.0.2.1", Set.of(hashes))).isTrue();
        // Whatever waits is done before it ends.
        reports.close();
        return realm.store()
                .findBySecretHash("hash")
                .map(found -> found.token().revocationReason())
                .orElse(null);
    }

    @Test
    void takeThenRevokedAfterwards() {
        stored(token("1"));

        assertThat(reasonAfter("hash", "made up")).isEqualTo("reported_leaked");
    }

    @Test
    void takeWhenNobodyHasItThenNothing() {
        stored(token("1"));

        assertThat(reasonAfter("made up")).isNull();
    }

    @Test
    void takeWhenOfAnotherRealmThenNothing() {
        stored(token("1").owner(new Owner("another", "alice-id")));

        assertThat(reasonAfter("hash")).isNull();
    }

    @Test
    void takeWhenExpiredThenNothing() {
        stored(token("1").expiresAt(NOW));

        assertThat(reasonAfter("hash")).isNull();
    }

    @Test
    void takeWhenItsNodeGoesDownThenStoredForAnother() {
        stored(token("1"));
        reports.close();

        assertThat(reports.take(realm.session(), "192.0.2.1", Set.of("hash"))).isTrue();

        assertThat(realm.store().reported()).hasSize(1);
    }

    @Test
    void takeWhenItCannotBeStoredThenNotTaken() {
        RuntimeException outage = new IllegalStateException("no database");
        realm.store().fail(outage);

        assertThatThrownBy(() -> reports.take(realm.session(), "192.0.2.1", Set.of("hash")))
                .isSameAs(outage);

        realm.store().fail(null);
        assertThat(realm.store().reported()).isEmpty();
        assertThat(reasonAfter("hash")).isNull();
    }

    @Test
    void takeWhenDoneThenForgotten() {
        stored(token("1"));

        reasonAfter("hash", "made up");

        assertThat(realm.store().reported()).isEmpty();
    }

    @Test
    void takeWhenTheWorkFailsThenTheReportStays() {
        stored(token("1"));
        CountDownLatch held = new CountDownLatch(1);
        realm.store().hold(held);
        assertThat(reports.take(realm.session(), "192.0.2.1", Set.of("hash", "other")))
                .isTrue();
        realm.store().fail(new IllegalStateException("a deadlock"));

        held.countDown();
        reports.close();

        realm.store().fail(null);
        assertThat(realm.store().reported()).hasSize(2);
    }

    @Test
    void takeWhenOneAddressSendsTooManyThenItWaitsAndOthersDoNot() {
        CountDownLatch held = new CountDownLatch(1);
        realm.store().hold(held);
        for (int i = 0; i < LeakReports.MOST_OF_AN_ADDRESS / 500; i++) {
            assertThat(reports.take(realm.session(), "192.0.2.1", many())).isTrue();
        }

        assertThat(reports.take(realm.session(), "192.0.2.1", Set.of("one more")))
                .isFalse();
        assertThat(reports.take(realm.session(), "192.0.2.2", many())).isTrue();

        held.countDown();
        reports.close();
    }

    private static Set<String> many() {
        return IntStream.range(0, 500)
                .mapToObj(i -> UUID.randomUUID().toString())
                .collect(Collectors.toSet());
    }
}
