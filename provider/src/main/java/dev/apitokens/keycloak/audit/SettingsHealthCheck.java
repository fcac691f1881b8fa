package dev.apitokens.keycloak.audit;

import io.smallrye.health.api.Wellness;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Tells of settings that can't be read where somebody asks for the server's health. The check is up nevertheless: whoever
 * may set one realm's attributes must not take the server from all others, and there are balancers that ask for everything
 * at once. What it tells was sampled for the metrics; nobody who asks costs the database anything.
 */
@Wellness
public final class SettingsHealthCheck implements HealthCheck {

    /** What the check is called. */
    static final String NAME = "API tokens: settings";

    private static final String UNREADABLE = "unreadable";

    private static volatile Map<String, Long> sampled = Map.of();

    /** How many settings can't be read, by the name of the realm; empty on a node that did not look. */
    public static void unreadable(Map<String, Long> settings) {
        sampled = Map.copyOf(settings);
    }

    @Override
    public HealthCheckResponse call() {
        Map<String, Object> data = new TreeMap<>();
        sampled.forEach((realm, count) -> {
            if (count > 0) {
                data.put(UNREADABLE + "." + realm, count);
                data.merge(UNREADABLE, count, (a, b) -> (long) a + (long) b);
            }
        });
        return new HealthCheckResponse(
                NAME, HealthCheckResponse.Status.UP, data.isEmpty() ? Optional.empty() : Optional.of(data));
    }
}
