package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.TokenMetrics;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Counts the active tokens of each realm for the metrics, where they are on. One node tells of them, so that a sum over
 * the nodes is right; the others tell of none.
 */
final class ActiveTokensSample implements Runnable {

    /** Its row in the database. */
    static final String JOB = "sample";

    /** Nobody needs to know more exactly, and every entry of the index that is counted costs. */
    static final int MOST_OF_A_REALM = 100_000;

    private final KeycloakSessionFactory factory;
    private final Duration interval;
    private final Clock clock;

    ActiveTokensSample(KeycloakSessionFactory factory, Duration interval, Clock clock) {
        this.factory = factory;
        this.interval = interval;
        this.clock = clock;
    }

    @Override
    public void run() {
        if (TokenMetrics.areOn()) {
            TokenMetrics.active(JobLease.claim(factory, clock, JOB, interval)
                    .map(this::count)
                    .orElse(Map.of()));
        }
    }

    private Map<String, Long> count(JobLease lease) {
        Map<String, Long> byName = new HashMap<>();
        for (String realmId : KeycloakModelUtils.runJobInTransactionWithResult(factory, RealmsWithTokens::of)) {
            lease.inRealm(realmId, ActiveTokensSample::count)
                    .ifPresent(counted -> byName.put(counted.realmName(), counted.tokens()));
        }
        return byName;
    }

    private record Counted(String realmName, long tokens) {}

    private static Counted count(RealmWork work) {
        return new Counted(
                work.realm().getName(),
                work.store().housekeeping().countActive(work.realm().getId(), work.now(), MOST_OF_A_REALM));
    }
}
