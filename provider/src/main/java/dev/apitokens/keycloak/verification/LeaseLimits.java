package dev.apitokens.keycloak.verification;

import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.keycloak.models.KeycloakSession;

/**
 * How long a lease this node may grant in each realm. Whoever ends a token waits for as long as the database says, once that
 * is committed; so no node grants more than the database said a short while ago, whatever the realm's settings say there.
 */
public final class LeaseLimits {

    /**
     * How long after the database was asked an answer may grant what it said. A lower limit is known everywhere, and the
     * longest lease under the one before is over, after this and {@link dev.apitokens.keycloak.policy.Setting#MAX_LEASE_SECONDS}.
     */
    public static final Duration MOST_AGE = Duration.ofSeconds(15);

    /** Asked again after that time, so that an answer has the rest of it to be made in. */
    static final Duration KNOWN_FOR = Duration.ofSeconds(10);

    private final LongSupplier nanoTime;
    private final InstantSource clock;
    private final Map<String, Limit> limits = new ConcurrentHashMap<>();

    public LeaseLimits() {
        this(System::nanoTime, InstantSource.system());
    }

    /**
     * @param nanoTime as {@link System#nanoTime}, which may stand still while the machine is suspended
     * @param clock goes on meanwhile, and may be set back; time has passed when either says so
     */
    public LeaseLimits(LongSupplier nanoTime, InstantSource clock) {
        this.nanoTime = nanoTime;
        this.clock = clock;
    }

    /**
     * @param seconds that an answer may grant
     * @param askedAt when the database was asked, before it said so
     * @param clockThen what the clock said then
     */
    private record Limit(int seconds, long askedAt, Instant clockThen) {}

    /**
     * What an answer may grant that is begun now. It must be asked for before the token is read: a token that was read after
     * its end was committed is not active, and one that was read before is waited for by the limit as it was then.
     *
     * @throws RuntimeException when the database is out of reach, see {@link dev.apitokens.keycloak.model.Outage}
     */
    public LeaseGrant begin(KeycloakSession session, ApiTokenSettings settings) {
        // Most realms grant none, and pay nothing for it.
        if (!settings.enabled() || settings.leaseSeconds() == 0) {
            return LeaseGrant.NONE;
        }
        String realmId = session.getContext().getRealm().getId();
        Limit limit = limits.get(realmId);
        if (limit == null || age(limit).compareTo(KNOWN_FOR) > 0) {
            long now = nanoTime.getAsLong();
            Instant clockNow = clock.instant();
            limit = new Limit(
                    session.getProvider(ApiTokenProvider.class)
                            .leases()
                            .find(realmId)
                            .grantSeconds(),
                    now,
                    clockNow);
            limits.put(realmId, limit);
        }
        Limit known = limit;
        int seconds = Math.min(settings.leaseSeconds(), known.seconds());
        return new LeaseGrant(seconds, () -> age(known).compareTo(MOST_AGE) <= 0);
    }

    private Duration age(Limit limit) {
        Duration counted = Duration.ofNanos(nanoTime.getAsLong() - limit.askedAt());
        Duration told = Duration.between(limit.clockThen(), clock.instant());
        return counted.compareTo(told) > 0 ? counted : told;
    }
}
