package dev.apitokens.systemtests;

import dev.apitokens.launcher.Database;
import dev.apitokens.launcher.JavaServer;
import dev.apitokens.launcher.KeycloakOptions;
import dev.apitokens.launcher.KeycloakServer;
import dev.apitokens.launcher.Layout;
import dev.apitokens.launcher.Ports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The whole product, run for the tests as {@code ./start} runs it; its servers end with the JVM. */
final class Product {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    final Database database;
    final KeycloakServer keycloak;
    final JavaServer graphQl;
    final JavaServer mcp;

    private Product(Path folder, Database database, List<String> options) {
        Layout layout = Layout.find();
        delete(folder);
        int port = Ports.free();
        int graphQlPort = Ports.free();
        int mcpPort = Ports.free();
        this.database = database;
        keycloak = KeycloakServer.of(
                layout.distribution(),
                KeycloakOptions.of(folder.resolve("keycloak"), port, database)
                        .withProviders(List.of(layout.providerJar(), layout.themesJar()))
                        .withRealms(List.of(layout.demoRealm()))
                        .withOptions(options)
                        .withEnvironment(Map.of(
                                "GRAPHQL_URL", "http://localhost:" + graphQlPort + "/graphql",
                                "MCP_URL", "http://localhost:" + mcpPort + "/mcp")));
        Map<String, String> environment = Map.of("ISSUER_URI", keycloak.baseUrl() + "/realms/demo");
        graphQl = JavaServer.of(
                "GraphQL API", layout.graphQlJar(), graphQlPort, environment, folder.resolve("graphql.log"));
        mcp = JavaServer.of("MCP server", layout.mcpJar(), mcpPort, environment, folder.resolve("mcp.log"));
        keycloak.start();
        graphQl.start();
        mcp.start();
    }

    /** The product on embedded H2 that most tests share. */
    static Product shared() {
        return Shared.PRODUCT;
    }

    private static final class Shared {
        private static final Path FOLDER = TARGET.resolve("product");
        // The H2 file lies beside the home, as in the demo.
        static final Product PRODUCT = new Product(FOLDER, Database.embeddedH2(FOLDER.resolve("data")), List.of());
    }

    /** A product of one's own on another database, with every SQL statement in the log. */
    static Product on(Database database) {
        return new Product(
                TARGET.resolve("product-" + database.kind()),
                database,
                List.of("--log-level=INFO,org.hibernate.SQL:debug"));
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String realm(String name) {
        return keycloak.baseUrl() + "/realms/" + name;
    }

    Admin admin() {
        return new Admin(keycloak.baseUrl().toString());
    }

    Person alice() {
        return person("alice");
    }

    Person bob() {
        return person("bob");
    }

    /** A person of the demo realm whose password is their name. */
    Person person(String username) {
        return Person.login(realm("demo"), "demo-cli", username);
    }

    /** A new person, for a test that changes what it finds. */
    Person newPerson(String... roles) {
        String name = admin().createUser("demo", roles);
        return person(name);
    }

    Http.Answer introspect(String token) {
        return introspect(token, "graphql-api");
    }

    Http.Answer introspect(String token, String clientId) {
        return Introspection.at(realm("demo") + "/protocol/openid-connect/token/introspect", clientId, token);
    }

    /** Calls a tool of the MCP server, without the ceremony of a client. */
    Http.Answer mcpTool(String token, String tool, Map<String, ?> arguments) {
        Map<String, ?> call = Map.of(
                "jsonrpc",
                "2.0",
                "id",
                1,
                "method",
                "tools/call",
                "params",
                Map.of("name", tool, "arguments", arguments));
        return Http.send(Http.request(mcp.baseUrl() + "/mcp")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .POST(Http.json(call)));
    }

    Http.Answer graphQl(String token, String query) {
        return Http.send(Http.request(graphQl.baseUrl() + "/graphql")
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .POST(Http.json(Map.of("query", query))));
    }
}
