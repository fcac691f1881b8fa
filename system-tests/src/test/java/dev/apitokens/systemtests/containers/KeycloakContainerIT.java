package dev.apitokens.systemtests.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dasniko.testcontainers.keycloak.KeycloakContainer;
import dev.apitokens.launcher.Database;
import dev.apitokens.launcher.JavaServer;
import dev.apitokens.launcher.KeycloakServer;
import dev.apitokens.launcher.Layout;
import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.OwnServers;
import dev.apitokens.systemtests.product.StoredTokens;
import dev.apitokens.systemtests.protocol.MainJob;
import dev.apitokens.systemtests.rest.Governance;
import dev.apitokens.systemtests.scale.Concurrency;
import dev.apitokens.systemtests.schema.Migrations;
import dev.apitokens.systemtests.schema.Uninstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.testcontainers.containers.Network;
import org.testcontainers.images.PullPolicy;
import org.testcontainers.mariadb.MariaDBContainer;
import org.testcontainers.postgresql.PostgreSQLContainer;
import org.testcontainers.utility.MountableFile;

/** The built jars in Keycloak's own image, on each database that the README names. */
@OwnServers
@NeedsImages({KeycloakContainerIT.KEYCLOAK, KeycloakContainerIT.POSTGRES, KeycloakContainerIT.MARIADB, "alpine:3.17"})
class KeycloakContainerIT {

    static final String KEYCLOAK = "quay.io/keycloak/keycloak:26.7.3";
    static final String POSTGRES = "postgres:17";
    static final String MARIADB = "mariadb:11.8";

    private static final List<String> COLUMNS = List.of(
            "API_TOKEN.ADDRESSES",
            "API_TOKEN.CONTACT_EMAIL",
            "API_TOKEN.CONTACT_REALM_ID",
            "API_TOKEN.CONTACT_USER_ID",
            "API_TOKEN.CREATED_AT",
            "API_TOKEN.CREATED_BY_CLIENT",
            "API_TOKEN.DESCRIPTION",
            "API_TOKEN.EXPIRES_AT",
            "API_TOKEN.EXPIRY_NOTICE_SENT_AT",
            "API_TOKEN.HINT",
            "API_TOKEN.ID",
            "API_TOKEN.IDLE_SINCE",
            "API_TOKEN.LAST_USED_AT",
            "API_TOKEN.LAST_USED_BY",
            "API_TOKEN.NAME",
            "API_TOKEN.NAME_KEY",
            "API_TOKEN.NAME_SEARCH",
            "API_TOKEN.PREVIOUS_SECRET_ENDS_AT",
            "API_TOKEN.PREVIOUS_SECRET_HASH",
            "API_TOKEN.PREVIOUS_SECRET_ISSUED_AT",
            "API_TOKEN.PREVIOUS_SECRET_REUSED_AT",
            "API_TOKEN.REALM_ID",
            "API_TOKEN.REVOCATION_REASON",
            "API_TOKEN.REVOKED_AT",
            "API_TOKEN.REVOKED_BY",
            "API_TOKEN.ROTATED_AT",
            "API_TOKEN.SECRET_HASH",
            "API_TOKEN.USER_ID",
            "API_TOKEN_RESOURCE.CLIENT_ID",
            "API_TOKEN_RESOURCE.TOKEN_ID",
            "API_TOKEN_SCOPE.SCOPE",
            "API_TOKEN_SCOPE.TOKEN_ID");

    @Test
    void mainJobWhenOnPostgresThenWorksAndUninstalls() throws Exception {
        try (Network network = Network.newNetwork();
                PostgreSQLContainer postgres =
                        new PostgreSQLContainer(POSTGRES).withNetwork(network).withNetworkAliases("database")) {
            postgres.start();
            assertMainJob(
                    network,
                    "jdbc:postgresql://database:5432/" + postgres.getDatabaseName(),
                    new Database("postgres", postgres.getJdbcUrl(), postgres.getUsername(), postgres.getPassword()));
        }
    }

    @Test
    void mainJobWhenOnMariaDbThenWorksAndUninstalls() throws Exception {
        try (Network network = Network.newNetwork();
                MariaDBContainer mariaDb =
                        new MariaDBContainer(MARIADB).withNetwork(network).withNetworkAliases("database")) {
            mariaDb.start();
            assertMigrates(mariaDb);
            assertMainJob(
                    network,
                    "jdbc:mariadb://database:3306/" + mariaDb.getDatabaseName(),
                    new Database("mariadb", mariaDb.getJdbcUrl(), mariaDb.getUsername(), mariaDb.getPassword()));
        }
    }

    /** In the narrowest character set, and where a table has its key from the beginning. */
    private static void assertMigrates(MariaDBContainer mariaDb) throws IOException {
        String url = mariaDb.getJdbcUrl();
        Database server = new Database("mariadb", url, "root", mariaDb.getPassword());
        StoredTokens root = new StoredTokens(server);
        Function<String, Database> databases = name -> {
            root.update("create database " + name + " character set latin1");
            return new Database(
                    "mariadb", url.replace("/" + mariaDb.getDatabaseName(), "/" + name), "root", mariaDb.getPassword());
        };
        Migrations.assertTablesHaveKeys(
                databases.apply("with_keys"), () -> root.update("set global innodb_force_primary_key = 1"));
        root.update("set global innodb_force_primary_key = 0");
        Migrations.assertAllWork(databases, Files.createTempDirectory("migration"));
    }

    private static void assertMainJob(Network network, String innerUrl, Database database) throws Exception {
        Layout layout = Layout.find();
        int graphQlPort = Ports.free();
        int mcpPort = Ports.free();
        try (KeycloakContainer keycloak = new KeycloakContainer(KEYCLOAK)
                // The one that is there, however old: its own policy asks the registry after a day.
                .withImagePullPolicy(PullPolicy.defaultPolicy())
                .withNetwork(network)
                .withProviderLibsFrom(List.of(
                        layout.providerJar().toFile(), layout.themesJar().toFile()))
                .withCopyFileToContainer(
                        MountableFile.forHostPath(layout.demoRealm()), "/opt/keycloak/data/import/demo-realm.json")
                .withEnv("JAVA_OPTS_APPEND", KeycloakServer.STARTS_FAST)
                .withEnv("KC_DB", database.kind())
                .withEnv("KC_DB_URL", innerUrl)
                .withEnv("KC_DB_USERNAME", database.user())
                .withEnv("KC_DB_PASSWORD", database.password())
                .withEnv("GRAPHQL_URL", "http://localhost:" + graphQlPort + "/graphql")
                .withEnv("MCP_URL", "http://localhost:" + mcpPort + "/mcp")
                .withStartupTimeout(Await.PATIENCE)) {
            keycloak.start();
            String server = "http://localhost:" + keycloak.getHttpPort();
            Map<String, String> environment = Map.of(
                    "ISSUER_URI",
                    server + "/realms/demo",
                    "GRAPHQL_URL",
                    "http://localhost:" + graphQlPort + "/graphql");
            Path logs = Path.of("target/keycloak-container-" + database.kind());
            try (JavaServer graphQl = JavaServer.of(
                            "GraphQL API", layout.graphQlJar(), graphQlPort, environment, logs.resolve("graphql.log"));
                    JavaServer mcp = JavaServer.of(
                            "MCP server", layout.mcpJar(), mcpPort, environment, logs.resolve("mcp.log"))) {
                graphQl.start();
                mcp.start();
                Deployment product = new Deployment(
                        server, graphQl.baseUrl().toString(), mcp.baseUrl().toString());

                new MainJob(product).assertWorks();
                new Concurrency(product).assertHolds();
                new Governance(product).assertWorks();

                StoredTokens stored = new StoredTokens(database);
                assertThat(
                                stored.query(
                                        "select upper(concat(table_name, '.', column_name)) from information_schema.columns"
                                                + " where upper(table_name) in ('API_TOKEN', 'API_TOKEN_SCOPE', 'API_TOKEN_RESOURCE')"))
                        .containsExactlyInAnyOrderElementsOf(COLUMNS);
                Person alice = product.alice();
                Person.Created token = alice.create("ä 漢 🔑");
                assertThat(stored.query("select NAME from API_TOKEN where ID = ?", token.id()))
                        .containsExactly("ä 漢 🔑");
                assertThat(product.admin().events("demo").all())
                        .anyMatch(event ->
                                event.at("/details/api_token_name").asText().equals("ä 漢 \uFFFD"));
                product.admin().setting("demo", "max-per-user", "20");
            }
            keycloak.stop();
            Uninstallation.of(new StoredTokens(database)).assertTakesOursAndNothingElse();
        }
    }
}
