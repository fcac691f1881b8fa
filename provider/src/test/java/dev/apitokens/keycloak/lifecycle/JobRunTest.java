package dev.apitokens.keycloak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.apitokens.keycloak.fixtures.SettableClock;
import dev.apitokens.keycloak.fixtures.TestRealm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;

class JobRunTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final String PURGE = "purge";

    private final TestRealm realm = new TestRealm();
    private final FakeHousekeeping housekeeping = new FakeHousekeeping();
    private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));
    private final List<String> worked = new ArrayList<>();

    @BeforeEach
    void keepInOrder() {
        realm.store().housekeeping(housekeeping.make());
    }

    private interface Work {
        void in(JobLease lease, String realmId);
    }

    private void run(Work work) {
        run(List.of(TestRealm.ID), work);
    }

    private void run(List<String> realms, Work work) {
        Job job = new Job() {
            @Override
            public String name() {
                return PURGE;
            }

            @Override
            public Collection<String> realms(KeycloakSession session) {
                return realms;
            }

            @Override
            public void work(JobLease lease, String realmId) {
                worked.add(realmId);
                work.in(lease, realmId);
            }
        };
        new JobRun(realm.sessions(), job, HOUR, clock).run();
    }

    private void run() {
        run((lease, realmId) -> {});
    }

    private Optional<JobLease> claim() {
        return JobLease.claim(realm.sessions(), clock, PURGE, HOUR);
    }

    @Test
    void runWhenOneRealmHasMoreToDoThanATurnTakesThenTheOthersHaveTheirs() {
        Map<String, Integer> batches = new HashMap<>();

        run(List.of("busy", "after it"), (lease, realmId) -> {
            do {
                batches.merge(realmId, 1, Integer::sum);
                clock.forward(Duration.ofMillis(1));
            } while (lease.renewAfter(500));
        });

        assertThat(batches).containsOnly(Map.entry("busy", 200), Map.entry("after it", 200));
    }

    @Test
    void runThenWorksInEachRealmWithTokensOnceInTheInterval() {
        run();
        run();
        assertThat(worked).containsExactly(TestRealm.ID);

        clock.forward(HOUR);
        run();
        assertThat(worked).hasSize(2);
    }

    @Test
    void runWhenTheTimerIsALittleEarlyThenTheTurnIsNotLost() {
        run();
        clock.forward(HOUR.minusMinutes(5));
        run();

        assertThat(worked).hasSize(2);
    }

    @Test
    void runWhenTheJobFailsInARealmThenItDoesNotFail() {
        assertThatCode(() -> run((lease, realmId) -> {
                    throw new IllegalStateException("this realm's trouble");
                }))
                .doesNotThrowAnyException();
        assertThat(worked).hasSize(1);
    }

    @Test
    void runWhenDatabaseIsOutThenItIsTriedAgain() {
        housekeeping.outage = new IllegalStateException("out");
        run();
        assertThat(worked).isEmpty();

        housekeeping.outage = null;
        run();
        assertThat(worked).hasSize(1);
    }

    @Test
    void renewAfterWhenStillItsTurnThenGoesOnAndHoldsTheTurn() {
        run((lease, realmId) -> {
            clock.forward(Duration.ofMinutes(50));
            assertThat(lease.renewAfter(500)).isTrue();
            clock.forward(Duration.ofMinutes(50));
            assertThat(claim()).as("another node's").isEmpty();
        });
    }

    @Test
    void renewAfterWhenAnotherNodeTookOverThenStopsAndIsLost() {
        run((lease, realmId) -> {
            clock.forward(HOUR);
            assertThat(claim()).as("another node's").isPresent();

            assertThat(lease.renewAfter(1)).isFalse();
            assertThat(lease.isLost()).isTrue();
        });
    }

    @Test
    void renewAfterWhenItNeverEndsThenItEnds() {
        run((lease, realmId) -> {
            int batches = 1;
            while (lease.renewAfter(500)) {
                batches++;
                clock.forward(Duration.ofMillis(1));
            }
            assertThat(batches).isEqualTo(200);
            assertThat(lease.isLost()).isFalse();
        });
    }

    @Test
    void inRealmWhenRealmIsGoneThenEmpty() {
        run((lease, realmId) -> {
            assertThat(lease.inRealm("gone", work -> "worked")).isEmpty();
            assertThat(lease.inRealm(realmId, work -> work.realm().getName())).contains("test");
        });
    }
}
