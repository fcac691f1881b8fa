package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.LeaseTerms;
import dev.apitokens.keycloak.policy.Setting;
import dev.apitokens.keycloak.verification.LeaseLimits;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;

/**
 * Makes a realm's setting of leases what its nodes grant and wait for. A longer lease is waited for from the moment that it may
 * be granted. A shorter one is granted first, and what was granted before is waited for until every node knows and the last
 * of the longer ones is over.
 */
final class LeaseJob implements Job {

    private static final Logger LOG = Logger.getLogger(LeaseJob.class);

    /** After which nobody grants by a limit that was lowered, and no lease by it is out. */
    static final Duration UNTIL_OVER = LeaseLimits.MOST_AGE.plusSeconds(Setting.MAX_LEASE_SECONDS);

    private final LongSupplier nanoTime;
    private final Map<String, Seen> lowered = new ConcurrentHashMap<>();
    private final Set<String> warned = ConcurrentHashMap.newKeySet();

    LeaseJob() {
        this(System::nanoTime);
    }

    LeaseJob(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Which terms this node saw first when. Each node counts for itself: no two need agree on what time it is. */
    private record Seen(long version, long at) {}

    @Override
    public String name() {
        return "leases";
    }

    /** It comes often, and most realms grant none. */
    @Override
    public Collection<String> realms(KeycloakSession session) {
        return session.getProvider(ApiTokenProvider.class).leases().realms();
    }

    @Override
    public void work(JobLease lease, String realmId) {
        lease.inRealm(realmId, this::adjust);
    }

    private boolean adjust(RealmWork work) {
        String realmId = work.realm().getId();
        int wanted = wanted(work, realmId);
        LeaseTerms terms = work.store().leases().find(realmId);
        if (wanted != terms.grantSeconds()) {
            return work.store().leases().replace(realmId, terms, wanted, Math.max(wanted, terms.waitSeconds()));
        }
        if (terms.waitSeconds() == terms.grantSeconds()) {
            lowered.remove(realmId);
            return false;
        }
        return isOver(realmId, terms) && work.store().leases().replace(realmId, terms, wanted, wanted);
    }

    private int wanted(RealmWork work, String realmId) {
        int set = work.settings().leaseSeconds();
        if (set == 0 || work.store().leases().isSafe()) {
            return set;
        }
        if (warned.add(realmId)) {
            LOG.warnf(
                    "Realm %s has leases of %d s set, and none are granted: in this database, transactions do not read what others"
                            + " commit meanwhile (READ COMMITTED)",
                    realmId, set);
        }
        return 0;
    }

    private boolean isOver(String realmId, LeaseTerms terms) {
        long now = nanoTime.getAsLong();
        Seen seen = lowered.compute(
                realmId,
                (none, before) -> before != null && before.version() == terms.version()
                        ? before
                        : new Seen(terms.version(), now));
        return Duration.ofNanos(now - seen.at()).compareTo(UNTIL_OVER) >= 0;
    }
}
