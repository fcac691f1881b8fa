package dev.apitokens.keycloak.lifecycle;

import java.time.Duration;
import org.keycloak.Config;

/**
 * How often what is done in the background.
 *
 * @param uses how often each node writes last uses
 * @param jobs how often one node cleans up and sends notices
 * @param samples how often each node counts the active tokens
 */
public record LifecycleConfig(Duration uses, Duration jobs, Duration samples) {

    static final String CONFIG_USES = "last-use-interval";
    static final String CONFIG_JOBS = "job-interval";
    static final String CONFIG_SAMPLES = "sample-interval";

    /** What applies without options. */
    public static final LifecycleConfig DEFAULT =
            new LifecycleConfig(Duration.ofSeconds(15), Duration.ofHours(1), Duration.ofMinutes(1));

    /** What the server's options say, in seconds. */
    public static LifecycleConfig of(Config.Scope config) {
        return new LifecycleConfig(
                seconds(config, CONFIG_USES, DEFAULT.uses()),
                seconds(config, CONFIG_JOBS, DEFAULT.jobs()),
                seconds(config, CONFIG_SAMPLES, DEFAULT.samples()));
    }

    private static Duration seconds(Config.Scope config, String name, Duration fallback) {
        int seconds = config.getInt(name, Math.toIntExact(fallback.toSeconds()));
        if (seconds < 1) {
            throw new IllegalArgumentException(name + " must be a number of seconds, at least 1");
        }
        return Duration.ofSeconds(seconds);
    }
}
