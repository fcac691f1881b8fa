package dev.apitokens.keycloak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.Fake;
import dev.apitokens.keycloak.fixtures.SettableClock;
import dev.apitokens.keycloak.fixtures.TestRealm;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.Test;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.timer.TimerProvider;

class BackgroundWorkTest {

    private final TestRealm realm = new TestRealm();
    private final Map<String, Runnable> ticks = new HashMap<>();
    private final Map<String, String> pools = new HashMap<>();
    private String ticking = "";

    /** Its tasks are told of, and never run: as if all its threads waited. */
    private ExecutorService pool(String name) {
        return Fake.of(ExecutorService.class)
                .answers("execute", arguments -> {
                    pools.put(ticking, name);
                    return null;
                })
                .make();
    }

    private void start() {
        realm.provide(
                ExecutorsProvider.class,
                Fake.of(ExecutorsProvider.class)
                        .answers("getExecutor", arguments -> pool((String) arguments[0]))
                        .make());
        realm.provide(
                TimerProvider.class,
                Fake.of(TimerProvider.class)
                        .answers("schedule", arguments -> {
                            ticks.put((String) arguments[3], (Runnable) arguments[0]);
                            return null;
                        })
                        .make());
        new BackgroundWork(
                        LifecycleConfig.DEFAULT,
                        new LastUses(),
                        false,
                        new SettableClock(Instant.parse("2030-01-01T00:00:00Z")))
                .onEvent(new PostMigrationEvent(realm.sessions()));
    }

    @Test
    void tickWhenJobsWaitForOthersThenWhatEachNodeDoesOftenDoesNotWaitForThem() {
        start();

        ticks.forEach((name, tick) -> {
            ticking = name;
            tick.run();
        });

        assertThat(pools)
                .containsEntry("api-tokens-purge", BackgroundWork.POOL_OF_JOBS)
                .containsEntry("api-tokens-missing-owners", BackgroundWork.POOL_OF_JOBS);
        assertThat(pools)
                .containsEntry("api-tokens-last-use", BackgroundWork.POOL)
                .containsEntry("api-tokens-leases", BackgroundWork.POOL)
                .containsEntry("api-tokens-" + RealmSample.JOB, BackgroundWork.POOL);
    }

    @Test
    void tickWhenItIsNotDoneThenNotOnceMore() {
        start();
        ticks.values().forEach(Runnable::run);
        pools.clear();

        ticks.values().forEach(Runnable::run);

        assertThat(pools).isEmpty();
    }
}
