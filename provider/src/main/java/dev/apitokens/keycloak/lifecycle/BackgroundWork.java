package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.TokenMetrics;
import dev.apitokens.keycloak.model.ApiTokenHousekeeping;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;
import org.keycloak.timer.TimerProvider;

/**
 * Starts the work that nobody waits for once the server is up.
 *
 * @param intervals how often each is done
 * @param uses what is to be written of last uses
 * @param clock what time it is
 */
public record BackgroundWork(LifecycleConfig intervals, LastUses uses, Clock clock) implements ProviderEventListener {

    /** Keycloak's timers share one thread, in which nothing of ours may take long. */
    private static final String POOL = "api-tokens";

    private static final Duration AFTER_THE_START = Duration.ofMinutes(1);
    private static final Logger LOG = Logger.getLogger(BackgroundWork.class);

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent started) {
            KeycloakSessionFactory factory = started.getFactory();
            KeycloakModelUtils.runJobInTransaction(factory, session -> schedule(session, factory));
        }
    }

    private void schedule(KeycloakSession session, KeycloakSessionFactory factory) {
        schedule(session, "last-use", intervals.uses(), () -> uses.write(factory));
        schedule(session, "sample", intervals.samples(), () -> sample(factory));
        for (Job job : List.of(new PurgeJob(), new UnusedTokensJob(), new ExpiryNoticeJob())) {
            schedule(session, job.name(), intervals.jobs(), new JobRun(factory, job, intervals.jobs(), clock)::run);
        }
    }

    private static void schedule(KeycloakSession session, String name, Duration interval, Runnable work) {
        ExecutorService pool = session.getProvider(ExecutorsProvider.class).getExecutor(POOL);
        AtomicBoolean running = new AtomicBoolean();
        Runnable guarded = () -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.warnf(e, "Background work on API tokens (%s) failed, it is tried again", name);
            } finally {
                running.set(false);
            }
        };
        Runnable tick = () -> {
            // One that is slower than its interval is not overtaken.
            if (running.compareAndSet(false, true)) {
                try {
                    pool.execute(guarded);
                } catch (RejectedExecutionException e) {
                    // The server is going down. Thrown on, it would end Keycloak's timer for everybody.
                    running.set(false);
                }
            }
        };
        Duration first = interval.compareTo(AFTER_THE_START) < 0 ? interval : AFTER_THE_START;
        session.getProvider(TimerProvider.class)
                .schedule(tick, first.toMillis(), interval.toMillis(), POOL + "-" + name);
    }

    private void sample(KeycloakSessionFactory factory) {
        TokenMetrics.active(KeycloakModelUtils.runJobInTransactionWithResult(factory, session -> {
            Map<String, Long> byName = new HashMap<>();
            ApiTokenHousekeeping housekeeping =
                    session.getProvider(ApiTokenProvider.class).housekeeping();
            for (String realmId : RealmsWithTokens.of(session)) {
                RealmModel realm = session.realms().getRealm(realmId);
                if (realm != null) {
                    byName.put(realm.getName(), housekeeping.countActive(realmId, clock.instant(), 100_000));
                }
            }
            return byName;
        }));
    }
}
