package dev.apitokens.systemtests.benchmark;

import dev.apitokens.launcher.Database;
import dev.apitokens.launcher.KeycloakOptions;
import dev.apitokens.launcher.KeycloakServer;
import dev.apitokens.launcher.Layout;
import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.product.PostgresServer;
import dev.apitokens.systemtests.product.Product;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Two Keycloaks in production mode, each with a database of its own in one PostgreSQL: with the extension, and as Keycloak comes.
 *
 * @param servers by what tells them apart
 * @param postgres theirs
 */
record WithAndWithout(Map<String, KeycloakServer> servers, PostgresServer postgres) implements AutoCloseable {

    static final String WITH = "with";
    static final String WITHOUT = "without";

    private static final Path FOLDER = Path.of("target/cost").toAbsolutePath();

    static WithAndWithout start() {
        Product.delete(FOLDER);
        PostgresServer postgres = PostgresServer.find(FOLDER.resolve("postgres.log"), "-c jit=off")
                .orElseThrow(() -> new IllegalStateException(PostgresServer.howToGet()));
        postgres.start();
        Layout layout = Layout.find();
        WithAndWithout both = new WithAndWithout(
                Map.of(
                        WITH,
                        server(WITH, postgres.database(), List.of(layout.providerJar(), layout.themesJar())),
                        WITHOUT,
                        server(WITHOUT, postgres.newDatabase(WITHOUT), List.of())),
                postgres);
        both.servers().values().forEach(KeycloakServer::start);
        return both;
    }

    private static KeycloakServer server(String name, Database database, List<Path> providers) {
        return KeycloakServer.of(
                Layout.find().distribution(),
                KeycloakOptions.of(FOLDER.resolve(name), Ports.free(), database)
                        .inProduction()
                        .withProviders(providers)
                        .withOptions(List.of(
                                "--http-enabled=true",
                                "--hostname-strict=false",
                                "--cache=local",
                                "--metrics-enabled=true",
                                "--http-management-port=" + Ports.free()))
                        .withEnvironment(Map.of("JAVA_OPTS_APPEND", "-Xms1g -Xmx1g")));
    }

    static Admin admin(KeycloakServer server) {
        return new Deployment(server.baseUrl().toString(), "", "").admin();
    }

    @Override
    public void close() {
        servers.values().forEach(KeycloakServer::close);
        postgres.close();
    }
}
