package dev.apitokens.systemtests.versions;

import dev.apitokens.launcher.Database;
import dev.apitokens.launcher.KeycloakOptions;
import dev.apitokens.launcher.KeycloakServer;
import dev.apitokens.launcher.Layout;
import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A Keycloak of some version with both jars and the demo's realm, which runs. */
final class ServerOfVersion implements AutoCloseable {

    private final Database database;
    private final KeycloakServer keycloak;

    ServerOfVersion(String version) {
        Layout layout = Layout.find();
        Path folder = Path.of("target/versions").resolve(version).toAbsolutePath();
        Product.delete(folder);
        database = Database.embeddedH2(folder.resolve("data"));
        keycloak = KeycloakServer.of(
                KeycloakDistribution.of(version),
                KeycloakOptions.of(folder.resolve("keycloak"), Ports.free(), database)
                        .withProviders(List.of(layout.providerJar(), layout.themesJar()))
                        .withRealms(List.of(layout.demoRealm()))
                        .withEnvironment(Map.of(
                                "GRAPHQL_URL", "http://localhost/graphql",
                                "MCP_URL", "http://localhost/mcp")));
        keycloak.start();
    }

    /** It by itself: no resource server runs beside it. */
    Deployment deployment() {
        return new Deployment(keycloak.baseUrl().toString(), "", "");
    }

    /** What it has logged until now. */
    String log() {
        try {
            return Files.readString(keycloak.log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it has kept, once it has ended: another version of its database may not share the file with ours. */
    StoredTokens end() {
        keycloak.stop();
        return new StoredTokens(database);
    }

    @Override
    public void close() {
        keycloak.close();
    }
}
