package dev.apitokens.keycloak.lifecycle;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;
import org.keycloak.timer.TimerProvider;

/** Starts the work that nobody waits for once the server is up. */
final class BackgroundWork implements ProviderEventListener {

    /** Keycloak's timers share one thread, in which nothing of ours may take long. */
    static final String POOL = "api-tokens";

    /**
     * A pool of Keycloak's has four threads, however much waits. Jobs that wait for a directory or a mail server, or have much to do, have
     * one of their own, for what each node does every few seconds must not wait for them.
     */
    static final String POOL_OF_JOBS = "api-tokens-jobs";

    private static final Duration AFTER_THE_START = Duration.ofMinutes(1);
    private static final Logger LOG = Logger.getLogger(BackgroundWork.class);

    private final LifecycleConfig config;
    private final LastUses uses;
    private final boolean healthIsOn;
    private final Clock clock;

    BackgroundWork(LifecycleConfig config, LastUses uses, boolean healthIsOn, Clock clock) {
        this.config = config;
        this.uses = uses;
        this.healthIsOn = healthIsOn;
        this.clock = clock;
    }

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent started) {
            KeycloakSessionFactory factory = started.getFactory();
            KeycloakModelUtils.runJobInTransaction(factory, session -> schedule(session, factory));
        }
    }

    private void schedule(KeycloakSession session, KeycloakSessionFactory factory) {
        ExecutorsProvider pools = session.getProvider(ExecutorsProvider.class);
        ExecutorService often = pools.getExecutor(POOL);
        schedule(session, often, LastUses.JOB, config.uses(), () -> uses.write(factory));
        schedule(
                session,
                often,
                RealmSample.JOB,
                config.samples(),
                new RealmSample(factory, config.samples(), healthIsOn, clock));
        schedule(session, often, new LeaseJob(), config.leases(), factory);
        ExecutorService seldom = pools.getExecutor(POOL_OF_JOBS);
        for (Job job : List.of(new PurgeJob(), new UnusedTokensJob(), new ExpiryNoticeJob(), new MissingOwnersJob())) {
            schedule(session, seldom, job, config.jobs(), factory);
        }
    }

    private void schedule(
            KeycloakSession session, ExecutorService pool, Job job, Duration interval, KeycloakSessionFactory factory) {
        schedule(session, pool, job.name(), interval, new JobRun(factory, job, interval, clock));
    }

    private static void schedule(
            KeycloakSession session, ExecutorService pool, String name, Duration interval, Runnable work) {
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
}
