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
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The same jars on the oldest and on the newest version of Keycloak that they are for, and on the newest that they are not for.
 * Others by {@code -Dkeycloak.supported=26.7.0,26.7.1} and {@code -Dkeycloak.unsupported=26.4.0}.
 */
@OwnServers
class KeycloakVersionsIT {

    static Stream<String> supported() {
        return versions("keycloak.supported", "26.6.4,26.7.5");
    }

    static Stream<String> unsupported() {
        return versions("keycloak.unsupported", "26.5.6");
    }

    private static Stream<String> versions(String property, String otherwise) {
        return Stream.of(System.getProperty(property, otherwise).split(",", -1))
                .map(String::strip)
                .filter(version -> !version.isEmpty());
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

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("supported")
    void runWhenSupportedThenEverybodyDoesTheirJob(String version) {
        try (ServerOfVersion server = new ServerOfVersion(version)) {
            Deployment product = server.deployment();
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

            assertAdminFindsAndRevokes(product, alice.create("Somebody lost it"));
            BothConsoles.assertShowApiTokens(product, newAdmin(product.admin()));
        }
    }

    private static void assertAdminFindsAndRevokes(Deployment product, Person.Created token) {
        Admin admin = product.admin();
        assertThat(admin.get("/demo/api-tokens?search=Somebody").findValuesAsText("id"))
                .containsExactly(token.id());
        admin.call("DELETE", "/demo/api-tokens/" + token.id(), null);
        assertThat(product.introspect(token.secret()).body()).isEqualTo("{\"active\":false}");
    }

    private static String newAdmin(Admin root) {
        String name = root.createUser("demo");
        root.adminRoles("demo", name, "realm-admin");
        return name;
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("unsupported")
    void runWhenUnsupportedThenOneSentenceAndKeycloakServesWithoutUs(String version) {
        try (ServerOfVersion server = new ServerOfVersion(version)) {
            Deployment product = server.deployment();

            assertThat(server.log())
                    .contains(
                            "API tokens are switched off: they need Keycloak 26.6 or a later 26, and this is Keycloak "
                                    + version);
            Person alice = product.alice();
            assertThat(alice.get("").status()).isEqualTo(404);
            assertThat(product.introspect("kcat_" + "0".repeat(49)).body()).isEqualTo("{\"active\":false}");
            assertThat(
                            server.end()
                                    .query(
                                            "select TABLE_NAME from INFORMATION_SCHEMA.TABLES where TABLE_NAME like 'API_TOKEN%'"))
                    .isEmpty();
        }
    }
}
