package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.SettingsHealthCheck;
import dev.apitokens.keycloak.audit.TokenMetrics;
import dev.apitokens.keycloak.model.RealmSettings;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Counts the active tokens of each realm, and its settings that can't be read, for the metrics and the health check, where
 * one of them is on. One node tells of them, so that a sum over the nodes is right; the others tell of none.
 */
final class RealmSample implements Runnable {

    /** Its row in the database. */
    static final String JOB = "sample";

    /** Nobody needs to know more exactly, and every entry of the index that is counted costs. */
    static final int MOST_OF_A_REALM = 100_000;

    private final KeycloakSessionFactory factory;
    private final Duration interval;
    private final boolean healthIsOn;
    private final Clock clock;

    RealmSample(KeycloakSessionFactory factory, Duration interval, boolean healthIsOn, Clock clock) {
        this.factory = factory;
        this.interval = interval;
        this.healthIsOn = healthIsOn;
        this.clock = clock;
    }

    @Override
    public void run() {
        if (healthIsOn || TokenMetrics.areOn()) {
            List<Sampled> realms = JobLease.claim(factory, clock, JOB, interval)
                    .map(this::sample)
                    .orElse(List.of());
            TokenMetrics.active(byRealm(realms, Sampled::activeTokens));
            Map<String, Long> unreadable = byRealm(realms, Sampled::unreadableSettings);
            TokenMetrics.unreadable(unreadable);
            SettingsHealthCheck.unreadable(unreadable);
        }
    }

    private static Map<String, Long> byRealm(List<Sampled> realms, Function<Sampled, Long> what) {
        return realms.stream().collect(Collectors.toMap(Sampled::realmName, what));
    }

    private List<Sampled> sample(JobLease lease) {
        return KeycloakModelUtils.runJobInTransactionWithResult(factory, RealmsWithTokens::of).stream()
                .flatMap(realmId -> lease.inRealm(realmId, RealmSample::sample).stream())
                .toList();
    }

    private static long activeTokens(RealmWork work) {
        return work.store().housekeeping().countActive(work.realm().getId(), work.now(), MOST_OF_A_REALM);
    }

    private record Sampled(String realmName, long activeTokens, long unreadableSettings) {}

    private static Sampled sample(RealmWork work) {
        return new Sampled(
                work.realm().getName(),
                TokenMetrics.areOn() ? activeTokens(work) : 0,
                RealmSettings.faults(work.realm()).size());
    }
}
