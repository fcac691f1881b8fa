package dev.apitokens.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How a Keycloak server is run.
 *
 * @param home folder of this server's own copy of the distribution, made on first use
 * @param mode how it is started: {@code start-dev} or {@code start}
 * @param port HTTP port
 * @param providers jars to install
 * @param realms realm files to import when the realm is not there
 * @param database where it keeps its data
 * @param options more command-line options
 * @param environment environment variables, added to the launcher's own
 * @param log file that its output is appended to
 */
public record KeycloakOptions(
        Path home,
        String mode,
        int port,
        List<Path> providers,
        List<Path> realms,
        Database database,
        List<String> options,
        Map<String, String> environment,
        Path log) {

    /** A server in development mode without providers and realms; it logs beside its home. */
    public static KeycloakOptions of(Path home, int port, Database database) {
        Path log = home.resolveSibling(home.getFileName() + ".log");
        return new KeycloakOptions(home, "start-dev", port, List.of(), List.of(), database, List.of(), Map.of(), log);
    }

    /** The same with these providers. */
    public KeycloakOptions withProviders(List<Path> jars) {
        return new KeycloakOptions(home, mode, port, jars, realms, database, options, environment, log);
    }

    /** The same with these realms. */
    public KeycloakOptions withRealms(List<Path> files) {
        return new KeycloakOptions(home, mode, port, providers, files, database, options, environment, log);
    }

    /** The same with these command-line options. */
    public KeycloakOptions withOptions(List<String> more) {
        return new KeycloakOptions(home, mode, port, providers, realms, database, more, environment, log);
    }

    /** The same with these environment variables. */
    public KeycloakOptions withEnvironment(Map<String, String> variables) {
        return new KeycloakOptions(home, mode, port, providers, realms, database, options, variables, log);
    }

    /** The same in production mode. */
    public KeycloakOptions inProduction() {
        return new KeycloakOptions(home, "start", port, providers, realms, database, options, environment, log);
    }
}
