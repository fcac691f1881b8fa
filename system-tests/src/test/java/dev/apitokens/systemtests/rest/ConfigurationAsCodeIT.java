package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.launcher.Layout;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.KeycloakCommand;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.ShellBlock;
import dev.apitokens.systemtests.product.StoredTokens;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings and resource servers are attributes, so that every tool that knows Keycloak knows them. */
class ConfigurationAsCodeIT {

    private static final Path TARGET = Path.of("target/configuration").toAbsolutePath();
    private static final String README = "realm-config/README.md";
    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final KeycloakCommand keycloak = KeycloakCommand.of(product, TARGET);

    private Person person(String realm) {
        return Person.login(product.realm(realm), "cli", admin.createUser(realm));
    }

    @Test
    void exportThenHasSettingsAndClientAttributesAndImportBringsThemBack() throws Exception {
        String realm = "exported";
        admin.createRealm(realm);
        admin.call("PUT", "/" + realm + "/api-tokens/settings", Map.of("maxPerUser", 7, "neverExpiresAllowed", false));
        ClientBuilder.named("the-api")
                .isResourceServer()
                .attribute("api-tokens.type", "mcp")
                .createIn(realm, admin);
        String secret = person(realm)
                .create(Map.of(
                        "name",
                        "a",
                        "expiresAt",
                        Instant.now().plusSeconds(86_400).toString()))
                .secret();
        Path file = TARGET.resolve("exported.json");
        Files.createDirectories(TARGET);

        keycloak.run(List.of(
                keycloak.tool("kc.sh"),
                "export",
                "--optimized",
                "--realm=" + realm,
                "--file=" + file,
                "--db-url=" + product.database.url(),
                "--db-username=" + product.database.user()));

        String exported = Files.readString(file);
        assertThat(exported).doesNotContain(secret);
        admin.call("DELETE", "/" + realm, null);
        admin.call("POST", "", Http.JSON.readTree(exported));
        JsonNode settings = admin.get("/" + realm + "/api-tokens/settings");
        assertThat(settings.path("maxPerUser").asInt()).isEqualTo(7);
        assertThat(settings.path("neverExpiresAllowed").asBoolean(true)).isFalse();
        JsonNode server =
                person(realm).get("/settings").json().path("resourceServers").path(0);
        assertThat(server.path("id").asText()).isEqualTo("the-api");
        assertThat(server.path("type").asText()).isEqualTo("mcp");
    }

    @Test
    void readmeThenItsCommandsWork() throws Exception {
        admin.createRealm("my-realm");
        Person person = Person.login(product.realm("my-realm"), "cli", admin.createUser("my-realm"));
        Person.Created leaked = person.create("Leaked");
        Person.Created idle = person.create("Idle");
        new StoredTokens(product.database).update("update API_TOKEN set IDLE_SINCE = 1 where ID = ?", idle.id());
        Files.createDirectories(TARGET);
        Path leak = TARGET.resolve("leaked.json");
        Files.writeString(leak, "{\"token\": \"" + leaked.secret() + "\"}");

        StringBuilder output = new StringBuilder();
        List<String> commands = ShellBlock.of(README).stream()
                .filter(block -> block.runBy().equals("ConfigurationAsCodeIT"))
                .flatMap(block -> block.commands().stream())
                .toList();
        assertThat(commands).hasSizeGreaterThan(10);
        for (String command : commands) {
            String ready = command.replace("bin/kcadm.sh", keycloak.tool("kcadm.sh"))
                    .replace("$PROJECT", Layout.find().root().toString())
                    .replace("http://localhost:8080", product.server)
                    // Whose console the admins of all other tests have.
                    .replace("realms/master", "realms/my-realm")
                    .replace("ID-OF-A-TOKEN", leaked.id())
                    .replace("leaked.json", leak.toString());
            if (ready.contains("UUID-OF-THE-CLIENT")) {
                ready = ready.replace("UUID-OF-THE-CLIENT", admin.clientUuid("my-realm", "my-api"));
            }
            output.append(keycloak.run(List.of("bash", "-c", ready)));
        }
        Files.delete(leak);

        assertThat(output)
                .contains("\"count\" : 2", "\"revoked\" : 1", "\"username\" : \"" + person.username() + "\"")
                .contains("\"maxLifetimeDays\" : 365");
        assertThat(person.get("").json().findValuesAsText("status")).containsExactly("revoked", "revoked");
        assertThat(admin.get("/my-realm/clients?clientId=my-api")
                        .path(0)
                        .path("attributes")
                        .path("api-tokens.type")
                        .asText())
                .isEqualTo("graphql");
        assertThat(admin.get("/my-realm").path("accountTheme").asText()).isEqualTo("api-tokens");
        assertThat(admin.get("/my-realm").path("adminTheme").asText()).isEqualTo("api-tokens");
        admin.call("DELETE", "/my-realm", null);
    }
}
