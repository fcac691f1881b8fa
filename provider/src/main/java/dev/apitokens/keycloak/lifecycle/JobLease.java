package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.TokenMetrics;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.model.RequestTransaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/** A node's turn at a job: it lasts while the node renews its claim, and not for ever. */
final class JobLease {

    /**
     * Of each realm, a hundred thousand tokens: an end when something goes round in circles, and when one realm has more to do
     * than the others would wait for.
     */
    private static final int MOST_BATCHES = 200;

    private final KeycloakSessionFactory factory;
    private final Clock clock;
    private final String job;
    private final Instant began;
    private Instant claimedAt;
    private int batches;
    private boolean lost;

    private JobLease(KeycloakSessionFactory factory, Clock clock, String job, Instant claimedAt) {
        this.factory = factory;
        this.clock = clock;
        this.job = job;
        this.began = claimedAt;
        this.claimedAt = claimedAt;
    }

    /** The turn, or empty when it is another node's, or was within the interval. */
    static Optional<JobLease> claim(KeycloakSessionFactory factory, Clock clock, String job, Duration interval) {
        // The database has no more than milliseconds.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        // A little less than the interval: the timer that ticks a moment early must not lose a whole turn.
        Instant notSince = now.minus(interval.multipliedBy(9).dividedBy(10));
        return claim(factory, job, now, notSince)
                ? Optional.of(new JobLease(factory, clock, job, now))
                : Optional.empty();
    }

    private static boolean claim(KeycloakSessionFactory factory, String job, Instant now, Instant notSince) {
        return RequestTransaction.once(
                factory,
                session -> session.getProvider(ApiTokenProvider.class)
                        .housekeeping()
                        .claimJob(job, now, notSince));
    }

    /** When the turn began. */
    Instant began() {
        return began;
    }

    /** The turn goes on with another realm, whatever those before it had to do. */
    void nextRealm() {
        batches = 0;
    }

    /** Counts a batch of what was done, and says whether there may be another one. */
    boolean renewAfter(int items) {
        TokenMetrics.jobDid(job, items);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        if (!claim(factory, job, now, claimedAt)) {
            lost = true;
            return false;
        }
        claimedAt = now;
        return ++batches < MOST_BATCHES;
    }

    /** Whether another node has taken the job over, because this one was slow. */
    boolean isLost() {
        return lost;
    }

    /** One transaction, or empty when the realm is gone. */
    <T> Optional<T> inRealm(String realmId, Function<RealmWork, T> work) {
        return RequestTransaction.once(factory, session -> {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm == null) {
                return Optional.empty();
            }
            session.getContext().setRealm(realm);
            return Optional.of(work.apply(new RealmWork(
                    session,
                    realm,
                    RealmSettings.of(realm),
                    session.getProvider(ApiTokenProvider.class),
                    clock.instant())));
        });
    }

    KeycloakSessionFactory factory() {
        return factory;
    }
}
