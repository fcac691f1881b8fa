package dev.apitokens.launcher;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real Keycloak distribution as a child process, with the admin {@code admin}/{@code admin}. */
public final class KeycloakServer extends ChildServer {

    /** Options of Java for a server whose start is much of what it does; Keycloak's script asks for the other collector before. */
    public static final String STARTS_FAST = "-XX:TieredStopAtLevel=1 -XX:-UseG1GC -XX:+UseSerialGC";

    private final Path distribution;
    private final KeycloakOptions options;

    private KeycloakServer(Path distribution, KeycloakOptions options) {
        super("Keycloak", options.port(), options.log());
        this.distribution = distribution;
        this.options = options;
    }

    /**
     * A server that is not started yet.
     *
     * @param distribution of Keycloak; or the home of another server, which runs with the same providers and build options, so that
     *     they need not be built once more
     */
    public static KeycloakServer of(Path distribution, KeycloakOptions options) {
        return new KeycloakServer(distribution, options);
    }

    @Override
    public void start() {
        new KeycloakHome(options.home()).prepare(distribution, options.providers(), options.realms());
        process.launch(command(), options.home(), environment());
        process.awaitAnswer(baseUrl().resolve("/realms/master"));
    }

    List<String> command() {
        List<String> command = new ArrayList<>(List.of(
                options.home().toAbsolutePath().resolve("bin/kc.sh").toString(),
                options.mode(),
                "--http-port=" + options.port(),
                "--db=" + options.database().kind(),
                "--db-url=" + options.database().url(),
                "--db-username=" + options.database().user()));
        if (!options.realms().isEmpty()) {
            command.add("--import-realm");
        }
        command.addAll(options.options());
        return command;
    }

    // The passwords go by environment: a command line is there for everybody to read.
    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>();
        // The server lives for minutes: the compiler and the collector that start fast pay off, those for long runs do
        // not.
        environment.put("JAVA_OPTS_APPEND", STARTS_FAST);
        environment.putAll(options.environment());
        environment.put("KC_DB_PASSWORD", options.database().password());
        environment.put("KC_BOOTSTRAP_ADMIN_USERNAME", "admin");
        environment.put("KC_BOOTSTRAP_ADMIN_PASSWORD", "admin");
        return environment;
    }

    /** Ends it at once, as a crash would. */
    public void kill() {
        process.kill();
    }

    /** Stops and starts it. */
    public void restart() {
        stop();
        start();
    }

    /** Its own copy of the distribution. */
    public Path home() {
        return options.home();
    }
}
