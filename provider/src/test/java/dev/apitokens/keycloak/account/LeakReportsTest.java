package dev.apitokens.keycloak.account;

import static dev.apitokens.keycloak.model.ApiTokenBuilder.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.SettableClock;
import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.ApiTokenBuilder;
import dev.apitokens.keycloak.model.Owner;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.tracing.NoopTracingProvider;
import org.keycloak.tracing.TracingProvider;

class LeakReportsTest {

    private static final int MOST_WAITING = 2000;
    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final TestRealm realm = new TestRealm();
    private final LeakReports reports = new LeakReports(realm.sessions(), new SettableClock(NOW));

    @BeforeEach
    void trace() {
        // Events want to be traced.
        realm.provide(TracingProvider.class, new NoopTracingProvider());
    }

    private void stored(ApiTokenBuilder stored) {
        realm.store().put(stored.build(), "hash");
    }

    private @Nullable String reasonAfter(String... hashes) {
        assertThat(reports.take(TestRealm.ID, Set.of(hashes))).isTrue();
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
    void takeWhenClosedThenNoMore() {
        reports.close();

        assertThat(reports.take(TestRealm.ID, Set.of("hash"))).isFalse();
    }

    @Test
    void takeWhenTooManyWaitThenNoMoreUntilOneIsDone() {
        CountDownLatch held = new CountDownLatch(1);
        realm.store().hold(held);
        for (int i = 0; i < MOST_WAITING; i++) {
            assertThat(reports.take(TestRealm.ID, Set.of("made up"))).isTrue();
        }
        assertThat(reports.take(TestRealm.ID, Set.of("made up"))).isFalse();

        held.countDown();
        reports.close();
    }
}
