package dev.apitokens.systemtests.versions;

import dev.apitokens.launcher.Database;
import dev.apitokens.launcher.KeycloakOptions;
import dev.apitokens.launcher.KeycloakServer;
import dev.apitokens.launcher.Layout;
import dev.apitokens.launcher.LogFile;
import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.product.Product;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Keycloak of some version with both jars. */
final class ServerOfVersion implements AutoCloseable {

    private final KeycloakServer keycloak;

    /**
     * One that is not started yet.
     *
     * @param realms that it has, whatever it finds in the database
     */
    ServerOfVersion(String version, Database database, List<Path> realms, List<String> options) {
        Layout layout = Layout.find();
        Path folder = Path.of("target/versions").resolve(version).toAbsolutePath();
        Product.delete(folder);
        keycloak = KeycloakServer.of(
                KeycloakDistribution.of(version),
                KeycloakOptions.of(folder.resolve("keycloak"), Ports.free(), database)
                        .withProviders(List.of(layout.providerJar(), layout.themesJar()))
                        .withRealms(realms)
                        .withOptions(options)
                        .withEnvironment(Map.of(
                                "GRAPHQL_URL", "http://localhost/graphql",
                                "MCP_URL", "http://localhost/mcp")));
    }

    /** As {@link KeycloakServer#start()}. */
    void start() {
        keycloak.start();
    }

    /** It by itself: no resource server runs beside it. */
    Deployment deployment() {
        return new Deployment(keycloak.baseUrl().toString(), "", "");
    }

    /** What it has logged until now. */
    String log() {
        return new LogFile(keycloak.log()).text();
    }

    @Override
    public void close() {
        keycloak.close();
    }
}
