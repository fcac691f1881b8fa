package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.RevocationCause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Revokes tokens that were reported as leaked, after the reporter has got their answer: the request looks nothing up, so
 * that neither what it answers nor how long it takes depends on which tokens exist.
 */
final class LeakReports implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(LeakReports.class);

    /** So many reports of at most 100 tokens may wait, some 25 MB; whoever comes then has to come again. */
    private static final int MOST_WAITING = 2000;

    /** Longer than an answer takes to go out. */
    private static final Duration DELAY = Duration.ofMillis(250);

    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(5);

    private final KeycloakSessionFactory sessions;
    private final Clock clock;
    private final Semaphore places = new Semaphore(MOST_WAITING);

    // One thread: a flood of reports takes no more of the database than one report does.
    private final ScheduledThreadPoolExecutor worker = new ScheduledThreadPoolExecutor(1, work -> {
        Thread thread = new Thread(work, "api-token-leak-reports");
        thread.setDaemon(true);
        return thread;
    });

    LeakReports(KeycloakSessionFactory sessions, Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    /**
     * Takes a report.
     *
     * @param secretHashes hashes of what was reported
     * @return false when too many wait already
     */
    boolean take(String realmId, Set<String> secretHashes) {
        if (!places.tryAcquire()) {
            return false;
        }
        try {
            // What it throws is caught there.
            ScheduledFuture<?> unused =
                    worker.schedule(() -> work(realmId, secretHashes), DELAY.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (RejectedExecutionException e) {
            places.release();
            return false;
        }
    }

    private void work(String realmId, Set<String> secretHashes) {
        try {
            find(secretHashes).forEach((hash, found) -> {
                ApiToken token = found.token();
                if (token.realmId().equals(realmId) && found.isActive(clock.instant())) {
                    revoke(token, hash);
                }
            });
        } catch (RuntimeException e) {
            // Nobody waits for it, and without this line nobody would know.
            LOG.error("Tokens that were reported as leaked could not be looked up or revoked", e);
        } finally {
            places.release();
        }
    }

    private Map<String, PresentedToken> find(Set<String> secretHashes) {
        return KeycloakModelUtils.runJobInTransactionWithResult(
                sessions, session -> session.getProvider(ApiTokenProvider.class).findBySecretHashes(secretHashes));
    }

    private void revoke(ApiToken token, String hash) {
        List<ApiToken> revoked = new OwnerTransaction(sessions).run(token.owner(), ApiTokenEvents.Actor.NONE, work -> {
            Instant now = clock.instant();
            // Once more: it may have been rotated since it was found, and what leaked is dead then.
            boolean isActive = work.store()
                    .findBySecretHash(hash)
                    .filter(found -> found.isActive(now))
                    .isPresent();
            return isActive
                    ? work.revocation().revoke(List.of(token.id()), RevocationCause.REPORTED_LEAKED, now)
                    : List.of();
        });
        if (!revoked.isEmpty()) {
            LOG.infof("API token %s was reported as leaked and is revoked", token.id());
        }
    }

    /** Does what waits, unless that takes too long, and takes nothing more. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(PATIENCE_AT_THE_END.toMillis(), TimeUnit.MILLISECONDS)) {
                worker.shutdownNow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
