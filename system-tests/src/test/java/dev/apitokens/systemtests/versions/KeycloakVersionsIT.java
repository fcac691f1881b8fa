package dev.apitokens.systemtests.versions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.launcher.Layout;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.console.BothConsoles;
import dev.apitokens.systemtests.product.OwnServers;
import dev.apitokens.systemtests.product.PostgresServer;
import dev.apitokens.systemtests.product.StoredTokens;
import dev.apitokens.systemtests.schema.EarlierTokens;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same jars on the oldest and on the newest version of Keycloak that they are for, and on the newest that they are not for:
 * Keycloak's own upgrade from each to the next, with what people had before.
 * Others by {@code -Dkeycloak.supported=26.7.0,26.7.1} and {@code -Dkeycloak.unsupported=26.4.0}; from another state of our tables
 * by {@code -Dearlier.state=0.5.0-leases}.
 */
@OwnServers
class KeycloakVersionsIT {

    /** The oldest and the newest, which each build runs. */
    static final String SUPPORTED = "26.6.4,26.7.5";

    /** The newest that is refused. */
    static final String UNSUPPORTED = "26.5.6";

    private static final Path FOLDER = Path.of("target/versions").toAbsolutePath();

    private static PostgresServer postgres;
    private static @Nullable EarlierTokens earlier;

    static Stream<String> supported() {
        return versions("keycloak.supported", SUPPORTED);
    }

    static Stream<String> unsupported() {
        return versions("keycloak.unsupported", UNSUPPORTED);
    }

    private static Stream<String> versions(String property, String otherwise) {
        return Stream.of(System.getProperty(property, otherwise).split(",", -1))
                .map(String::strip)
                .filter(version -> !version.isEmpty());
    }

    /** All of both, from the oldest to the newest. */
    static Stream<String> inOrder() {
        return Stream.concat(supported(), unsupported()).distinct().sorted(Comparator.comparing(Version::parse));
    }

    @BeforeAll
    static void start() {
        postgres = PostgresServer.find(FOLDER.resolve("postgres.log"))
                .orElseThrow(() -> new IllegalStateException(PostgresServer.howToGet()));
        postgres.start();
    }

    @AfterAll
    static void stop() {
        postgres.close();
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("supported")
    void linkWhenSupportedThenNothingIsMissing(String version) {
        Path provider = Layout.find().providerJar();
        try (ClassPath jar = new ClassPath(List.of(provider));
                ClassPath server = ClassPath.of(KeycloakDistribution.of(version), provider)) {
            assertThat(new LinkCheck(jar, server).missing()).isEmpty();
        }
    }

    /** A check that finds nothing there either would be none. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("unsupported")
    void linkWhenUnsupportedThenSomethingIsMissing(String version) {
        Path provider = Layout.find().providerJar();
        try (ClassPath jar = new ClassPath(List.of(provider));
                ClassPath server = ClassPath.of(KeycloakDistribution.of(version), provider)) {
            assertThat(new LinkCheck(jar, server).missing()).isNotEmpty();
        }
    }

    /** One after the other on the same database, as an installation goes from one to the next. */
    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("inOrder")
    void runWhenUpgradedThenEverybodyDoesTheirJobOrOneSentenceSaysWhyNot(String version) throws IOException {
        if (supported().toList().contains(version)) {
            assertUpgrades(version);
        } else {
            assertOneSentenceAndKeycloakServesWithoutUs(version);
        }
    }

    /** To the first from tables of an older version of ours, to the next by hand. */
    private static void assertUpgrades(String version) throws IOException {
        Path ddl = FOLDER.resolve(version + ".sql");
        boolean isInstalled = tables().contains("API_TOKEN");
        if (!isInstalled && earlier != null) {
            earlier.makeUntil(System.getProperty("earlier.state", "0.4.0-leak-report"), postgres.database());
        }
        try (ServerOfVersion server = new ServerOfVersion(
                version,
                postgres.database(),
                List.of(Layout.find().demoRealm()),
                isInstalled ? ManualMigration.options(ddl) : List.of())) {
            if (isInstalled) {
                new ManualMigration(postgres.database(), ddl).assertIsWaitedFor(server);
            }
            server.start();
            Deployment product = server.deployment();
            earlier(product).assertWork(product);
            assertEverybodyDoesTheirJob(product, version);
            earlier(product).makeAt(product, "Kept from " + version);
        }
    }

    private static EarlierTokens earlier(Deployment product) {
        if (earlier == null) {
            earlier = EarlierTokens.inNewRealm(product.admin());
        }
        return earlier;
    }

    private static void assertEverybodyDoesTheirJob(Deployment product, String version) {
        Person alice = product.alice();
        Person.Created token = alice.create("On " + version);

        JsonNode introspected = product.introspect(token.secret()).json();
        assertThat(introspected.path("active").asBoolean()).isTrue();
        assertThat(introspected.path("aud").toString()).isEqualTo("[\"graphql-api\"]");
        assertThat(introspected.at("/realm_access/roles").toString()).contains("editor");
        assertThat(new Exchange(product.realm("demo"))
                        .jwt("mcp-server", token.secret(), "audience", "graphql-api")
                        .claims()
                        .path("preferred_username")
                        .asText())
                .isEqualTo("alice");
        assertThat(alice.revoke(token.id()).status()).isEqualTo(204);
        assertThat(product.introspect(token.secret()).body()).isEqualTo("{\"active\":false}");

        assertAdminFindsAndRevokes(product, alice.create("Lost on " + version), "Lost%20on%20" + version);
        BothConsoles.assertShowApiTokens(product, "Made in a browser on " + version, newAdmin(product.admin()));
    }

    private static void assertAdminFindsAndRevokes(Deployment product, Person.Created token, String search) {
        Admin admin = product.admin();
        assertThat(admin.get("/demo/api-tokens?search=" + search).findValuesAsText("id"))
                .containsExactly(token.id());
        admin.call("DELETE", "/demo/api-tokens/" + token.id(), null);
        assertThat(product.introspect(token.secret()).body()).isEqualTo("{\"active\":false}");
    }

    private static String newAdmin(Admin root) {
        String name = root.createUser("demo");
        root.adminRoles("demo", name, "realm-admin");
        return name;
    }

    private static void assertOneSentenceAndKeycloakServesWithoutUs(String version) {
        List<String> before = tables();
        try (ServerOfVersion server = new ServerOfVersion(version, postgres.database(), List.of(), List.of())) {
            server.start();
            Deployment product = server.deployment();

            assertThat(server.log())
                    .contains(
                            "API tokens are switched off: they need Keycloak 26.6 or a later 26, and this is Keycloak "
                                    + version);
            EarlierTokens known = earlier(product);
            assertThat(known.owner(product).get("").status()).isEqualTo(404);
            assertThat(known.introspect(product, "kcat_" + "0".repeat(49)).body())
                    .isEqualTo("{\"active\":false}");
            assertThat(tables()).isEqualTo(before);
        }
    }

    private static List<String> tables() {
        return new StoredTokens(postgres.database())
                .query("select upper(TABLE_NAME) from INFORMATION_SCHEMA.TABLES where upper(TABLE_NAME) like"
                        + " 'API_TOKEN%' order by 1");
    }
}
