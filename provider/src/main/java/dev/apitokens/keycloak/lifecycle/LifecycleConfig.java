package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.model.UpstreamCheck;
import java.time.Duration;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderConfigurationBuilder;

/**
 * How often what is done in the background.
 *
 * @param uses how often each node writes last uses
 * @param jobs how often one node cleans up and sends notices
 * @param samples how often one node counts the active tokens, and the settings that can't be read
 * @param leases how often one node looks whether a realm's leases are still those of its setting
 * @param upstreamChecks how long a person from another store counts as being there; {@link UpstreamCheck} reads it itself
 */
record LifecycleConfig(Duration uses, Duration jobs, Duration samples, Duration leases, Duration upstreamChecks) {

    static final String CONFIG_USES = "last-use-interval";
    static final String CONFIG_JOBS = "job-interval";
    static final String CONFIG_SAMPLES = "sample-interval";
    static final String CONFIG_LEASES = "lease-interval";

    /** What applies without options. */
    static final LifecycleConfig DEFAULT = new LifecycleConfig(
            Duration.ofSeconds(15),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            Duration.ofSeconds(15),
            UpstreamCheck.DEFAULT_INTERVAL);

    /**
     * What the server's options say, in seconds.
     *
     * @param earlier where they were before, which counts for what is not in {@code config}
     * @throws IllegalArgumentException when one is no number of seconds, at least 1
     */
    static LifecycleConfig of(Config.Scope config, Config.Scope earlier) {
        return new LifecycleConfig(
                seconds(config, earlier, CONFIG_USES, DEFAULT.uses()),
                seconds(config, earlier, CONFIG_JOBS, DEFAULT.jobs()),
                seconds(config, earlier, CONFIG_SAMPLES, DEFAULT.samples()),
                seconds(config, earlier, CONFIG_LEASES, DEFAULT.leases()),
                seconds(config, earlier, UpstreamCheck.CONFIG_INTERVAL, DEFAULT.upstreamChecks()));
    }

    private static Duration seconds(Config.Scope config, Config.Scope earlier, String name, Duration fallback) {
        int seconds = config.getInt(name, earlier.getInt(name, Math.toIntExact(fallback.toSeconds())));
        if (seconds < 1) {
            throw new IllegalArgumentException(name + " must be a number of seconds, at least 1");
        }
        return Duration.ofSeconds(seconds);
    }

    /** The options, for whoever lists a server's. */
    static List<ProviderConfigProperty> metadata() {
        ProviderConfigurationBuilder options = ProviderConfigurationBuilder.create();
        option(
                options,
                CONFIG_USES,
                DEFAULT.uses(),
                "Seconds after which each node writes when tokens were last used.");
        option(
                options,
                CONFIG_JOBS,
                DEFAULT.jobs(),
                "Seconds between purges, revocations of unused tokens, expiry notices, and looks for missing people, which one node does.");
        option(
                options,
                CONFIG_SAMPLES,
                DEFAULT.samples(),
                "Seconds after which one node counts the active tokens, and the settings that can't be read.");
        option(
                options,
                CONFIG_LEASES,
                DEFAULT.leases(),
                "Seconds after which a change of api-tokens.lease-seconds is taken up, by one node for all.");
        option(
                options,
                UpstreamCheck.CONFIG_INTERVAL,
                DEFAULT.upstreamChecks(),
                "Seconds after which a person from another user store, whom Keycloak has in its cache, is looked for there again"
                        + " when one of their tokens is used.");
        return options.build();
    }

    private static void option(ProviderConfigurationBuilder options, String name, Duration fallback, String helpText) {
        options.property()
                .name(name)
                .type("int")
                .helpText(helpText)
                .defaultValue(Math.toIntExact(fallback.toSeconds()))
                .add();
    }
}
