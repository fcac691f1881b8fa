package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.apitokens.launcher.Layout;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.client.UnknownSecret;
import dev.apitokens.systemtests.product.KeycloakCommand;
import dev.apitokens.systemtests.product.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * {@code realm-config/operator/realm-import.yaml}, imported as the Operator does: its job writes {@code spec.realm} into a file, which
 * Keycloak reads strictly, and leaves a realm alone that is there.
 */
class OperatorImportIT {

    private static final Path TARGET = Path.of("target/operator").toAbsolutePath();
    private static final Path EXAMPLES = Layout.find().root().resolve("realm-config");
    private static final Path RESOURCE = EXAMPLES.resolve("operator/realm-import.yaml");

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final KeycloakCommand keycloak =
            KeycloakCommand.of(product, TARGET).with("GRAPHQL_API_SECRET", "graphql-api-secret");

    @Test
    void limitWhenImportedAgainThenStays() throws Exception {
        JsonNode resource = new YAMLMapper().readTree(RESOURCE.toFile());
        assertShape(resource);
        String realm = resource.at("/spec/realm/realm").asText();
        Files.createDirectories(TARGET);
        Path file = TARGET.resolve(realm + "-realm.json");
        Files.writeString(file, resource.at("/spec/realm").toString());
        if (admin.send("GET", "/" + realm, null).status() == 200) {
            admin.call("DELETE", "/" + realm, null);
        }

        admin.whileNobodyElseMakesRealms(() -> run(file));
        // Another process has made the realm, and the roles that the admin of all realms gets with it: this one may
        // know them as they were.
        admin.call("POST", "/master/clear-realm-cache", null);
        assertThat(settings(realm).path("maxPerUser").asInt()).isEqualTo(20);
        assertThat(settings(realm).path("neverExpiresAllowed").asBoolean(true)).isFalse();
        admin.call("PUT", "/" + realm + "/api-tokens/settings", Map.of("maxLifetimeDays", 90));
        run(file);

        assertThat(settings(realm).path("maxPerUser").asInt()).isEqualTo(20);
        assertThat(settings(realm).path("maxLifetimeDays").asInt()).isEqualTo(90);
        assertResourceServer(realm);
        admin.call("DELETE", "/" + realm, null);
    }

    /** So that what is true of this one is of that one; the two write a variable each in their own way. */
    @Test
    void fileOfConfigCliThenIsTheSameRealm() throws Exception {
        YAMLMapper yaml = new YAMLMapper();
        JsonNode realm = yaml.readTree(EXAMPLES.resolve("config-cli/realm.yaml").toFile());

        assertThat(realm.toString().replace("$(env:GRAPHQL_API_SECRET)", "${GRAPHQL_API_SECRET}"))
                .isEqualTo(yaml.readTree(RESOURCE.toFile()).at("/spec/realm").toString());
    }

    /** What the definition of the Operator's resource has beside Keycloak's own representation of a realm. */
    private static void assertShape(JsonNode resource) {
        assertThat(resource.path("apiVersion").asText()).isEqualTo("k8s.keycloak.org/v2alpha1");
        assertThat(resource.path("kind").asText()).isEqualTo("KeycloakRealmImport");
        assertThat(resource.fieldNames()).toIterable().containsExactly("apiVersion", "kind", "metadata", "spec");
        assertThat(resource.path("spec").fieldNames())
                .toIterable()
                .containsExactly("keycloakCRName", "placeholders", "realm");
        resource.at("/spec/placeholders")
                .forEach(placeholder -> assertThat(placeholder.path("secret").fieldNames())
                        .toIterable()
                        .containsExactly("name", "key"));
        // In YAML a limit without quotes is a number, which the definition refuses.
        resource.at("/spec/realm/attributes")
                .forEach(value ->
                        assertThat(value.isTextual()).as(value.toString()).isTrue());
    }

    private String run(Path file) throws IOException, InterruptedException {
        return keycloak.run(List.of(
                keycloak.tool("kc.sh"),
                "import",
                "--optimized",
                "--file=" + file,
                "--override=false",
                "--db-url=" + product.database.url(),
                "--db-username=" + product.database.user()));
    }

    private JsonNode settings(String realm) {
        return admin.get("/" + realm + "/api-tokens/settings");
    }

    private void assertResourceServer(String realm) {
        assertThat(Introspection.at(
                                product.realm(realm) + "/protocol/openid-connect/token/introspect",
                                "graphql-api",
                                UnknownSecret.secret())
                        .body())
                .isEqualTo("{\"active\":false}");
        ClientBuilder.named("cli").isPublic().takesPasswords().managesTokens().createIn(realm, admin);
        JsonNode server = Person.login(product.realm(realm), "cli", admin.createUser(realm))
                .get("/settings")
                .json()
                .path("resourceServers")
                .path(0);
        assertThat(server.path("id").asText()).isEqualTo("graphql-api");
        assertThat(server.path("scopes").findValuesAsText("name")).contains("projects:read");
    }
}
