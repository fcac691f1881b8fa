package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.change.OwnerTransaction;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.LeakReport;
import dev.apitokens.keycloak.model.LeakReportQueue;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.model.RevocationCause;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderEvent;

/**
 * Revokes tokens that were reported as leaked, after the reporter has got their answer: the request stores the report and
 * looks nothing up, so that neither what it answers nor how long it takes depends on which tokens exist. A report that is
 * stored is worked on until that is done, by this node or, when it can't, by another one.
 */
final class LeakReports implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LeakReports.class);

    /** So many reported secrets of one address, and of all, may wait on a node; whoever comes then has to come again. */
    static final int MOST_OF_AN_ADDRESS = 10_000;

    static final int MOST_WAITING = 100_000;

    /** Longer than an answer takes to go out. */
    private static final Duration DELAY = Duration.ofMillis(250);

    /** How long the node that took a report has for it, and how long one that fails is left alone. */
    private static final Duration TURN = Duration.ofSeconds(30);

    private static final Duration ROUND = Duration.ofSeconds(10);
    private static final int MOST_OF_A_ROUND = 500;
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);

    private final KeycloakSessionFactory sessions;
    private final Clock clock;
    private final Duration patience;
    private final Map<String, Integer> waitingByAddress = new ConcurrentHashMap<>();

    // One thread: a flood of reports takes no more of the database than one report does.
    private final ScheduledThreadPoolExecutor worker = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "api-token-leak-reports");
        thread.setDaemon(true);
        return thread;
    });

    LeakReports(KeycloakSessionFactory sessions, Clock clock) {
        this(sessions, clock, PATIENCE_AT_THE_END);
    }

    /** @param patience how long what waits at the end has to be done */
    LeakReports(KeycloakSessionFactory sessions, Clock clock, Duration patience) {
        this.sessions = sessions;
        this.clock = clock;
        this.patience = patience;
    }

    /** Works on what this node, or another one, has left over, once the server is up. */
    void onEvent(ProviderEvent event) {
        if (event instanceof PostMigrationEvent) {
            // What it throws is caught there.
            ScheduledFuture<?> unused = worker.scheduleWithFixedDelay(
                    this::workOnWhatIsDue, ROUND.toMillis(), ROUND.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * Takes reports, and ends the transaction of the session: they are stored for good when it returns.
     *
     * @param address where they come from
     * @param secretHashes hashes of what was reported
     * @return false when too many wait already, of that address or of all
     */
    boolean take(KeycloakSession session, String address, Set<String> secretHashes) {
        int count = secretHashes.size();
        if (!reserve(address, count)) {
            return false;
        }
        try {
            List<LeakReport> reports = queue(session)
                    .add(
                            session.getContext().getRealm().getId(),
                            secretHashes,
                            clock.instant().plus(TURN));
            RequestTransaction.commit(session);
            // What it throws is caught there.
            ScheduledFuture<?> unused = worker.schedule(
                    () -> {
                        work(reports);
                        release(address, count);
                    },
                    DELAY.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The server is going down; the reports are stored, and another node's.
            release(address, count);
        } catch (RuntimeException e) {
            release(address, count);
            throw e;
        }
        return true;
    }

    private synchronized boolean reserve(String address, int count) {
        int waiting = waitingByAddress.getOrDefault(address, 0);
        int all = waitingByAddress.values().stream().mapToInt(Integer::intValue).sum();
        if (waiting + count > MOST_OF_AN_ADDRESS || all + count > MOST_WAITING) {
            return false;
        }
        waitingByAddress.put(address, waiting + count);
        return true;
    }

    private synchronized void release(String address, int count) {
        waitingByAddress.computeIfPresent(address, (none, waiting) -> waiting == count ? null : waiting - count);
    }

    private void workOnWhatIsDue() {
        try {
            work(KeycloakModelUtils.runJobInTransactionWithResult(
                    sessions, session -> queue(session).due(clock.instant(), MOST_OF_A_ROUND)));
        } catch (RuntimeException e) {
            LOG.warnf("Reports of leaked API tokens could not be read, they are tried again: %s", e);
        }
    }

    /** Forgets reports of what is no active token, which cost no more than a look for all of them, and works on the others. */
    private void work(List<LeakReport> reports) {
        if (reports.isEmpty()) {
            return;
        }
        try {
            RequestTransaction.once(sessions, session -> found(session, reports))
                    .forEach(this::work);
        } catch (RuntimeException e) {
            failed(e, reports);
        }
    }

    private Map<LeakReport, ApiToken> found(KeycloakSession session, List<LeakReport> reports) {
        Map<String, PresentedToken> byHash = session.getProvider(ApiTokenProvider.class)
                .findBySecretHashes(reports.stream().map(LeakReport::secretHash).collect(Collectors.toSet()));
        Map<LeakReport, ApiToken> found = new LinkedHashMap<>();
        reports.forEach(report -> Optional.ofNullable(byHash.get(report.secretHash()))
                .filter(presented -> isActive(presented, report))
                .ifPresent(presented -> found.put(report, presented.token())));
        queue(session)
                .done(reports.stream()
                        .filter(report -> !found.containsKey(report))
                        .toList());
        return found;
    }

    private boolean isActive(PresentedToken presented, LeakReport report) {
        return presented.isActive(clock.instant())
                && presented.token().realmId().equals(report.realmId());
    }

    /** One report's trouble is not the others'. */
    private void work(LeakReport report, ApiToken token) {
        try {
            revoke(token, report);
        } catch (RuntimeException e) {
            failed(e, List.of(report));
        }
    }

    private void failed(RuntimeException why, List<LeakReport> reports) {
        LOG.errorf("Tokens that were reported as leaked could not be looked up or revoked, it is tried again: %s", why);
        LOG.debug("Tokens that were reported as leaked could not be looked up or revoked", why);
        try {
            KeycloakModelUtils.runJobInTransaction(
                    sessions,
                    session -> queue(session).putOff(reports, clock.instant().plus(TURN)));
        } catch (RuntimeException e) {
            LOG.debug("Reports of leaked API tokens could not be put off, they are due when they were", e);
        }
    }

    private void revoke(ApiToken token, LeakReport report) {
        List<ApiToken> revoked = new OwnerTransaction(sessions).run(token.owner(), ApiTokenEvents.Actor.NONE, work -> {
            work.store().leakReports().done(List.of(report));
            // Once more: it may have been rotated since it was found, and what leaked is dead then.
            return work.store()
                            .findBySecretHash(report.secretHash())
                            .filter(presented -> isActive(presented, report))
                            .isPresent()
                    ? work.revocation().revoke(List.of(token.id()), RevocationCause.REPORTED_LEAKED, clock.instant())
                    : List.of();
        });
        if (!revoked.isEmpty()) {
            LOG.infof("API token %s was reported as leaked and is revoked", token.id());
        }
    }

    private static LeakReportQueue queue(KeycloakSession session) {
        return session.getProvider(ApiTokenProvider.class).leakReports();
    }

    /** Does what waits, unless that takes too long, and takes nothing more. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
