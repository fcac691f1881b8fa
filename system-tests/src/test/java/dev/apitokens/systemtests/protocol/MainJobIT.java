package dev.apitokens.systemtests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import io.modelcontextprotocol.client.McpSyncClient;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The product's main job: make a token, call GraphQL and MCP with it, revoke it. */
class MainJobIT {

    private static final String VIEWER = "{ viewer { username name roles scopes apiToken { id name } } }";
    private static final String CREATE_PROJECT = "mutation { createProject(name: \"Bridge\") { id } }";

    private final Product product = Product.shared();

    @Test
    void createWhenWithoutExpirationThenSecretIsShownOnceAndItsHashAloneStored() throws Exception {
        Person alice = product.alice();

        Http.Answer answer = alice.post(Map.of("name", "CI Pipeline"));

        assertThat(answer.status()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        String id = answer.json().path("id").asText();
        String secret = answer.json().path("token").asText();
        assertThat(answer.header("Location")).endsWith("/realms/demo/api-tokens/" + id);
        assertThat(secret).matches("kcat_[0-9A-Za-z]{49}");
        assertThat(answer.json().path("hint").asText()).isEqualTo("kcat_…" + secret.substring(secret.length() - 4));
        assertThat(answer.json().path("expiresAt").isNull()).isTrue();
        assertThat(alice.get("/" + id).body()).contains("CI Pipeline").doesNotContain(secret);
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.US_ASCII));
        assertThat(new StoredTokens(product.database).query("select SECRET_HASH from API_TOKEN where ID = ?", id))
                .containsExactly(HexFormat.of().formatHex(hash));
        assertThat(alice.revoke(id).status()).isEqualTo(204);
    }

    @Test
    void callWhenTokenIsActiveThenServersKnowThePersonAndTheToken() {
        Person alice = product.alice();
        Person.Created token = alice.create("Claude Desktop");

        Http.Answer viewer = product.graphQl(token.secret(), VIEWER);

        assertThat(viewer.status()).as(viewer.body()).isEqualTo(200);
        assertThat(viewer.json().at("/data/viewer/username").asText()).isEqualTo("alice");
        assertThat(viewer.json().at("/data/viewer/roles").toString()).contains("editor");
        assertThat(viewer.json().at("/data/viewer/apiToken/name").asText()).isEqualTo("Claude Desktop");
        try (McpSyncClient client = product.mcpClient(token.secret())) {
            client.initialize();
            assertThat(client.listTools().tools()).extracting("name").contains("whoami", "create_project");
            assertThat(Deployment.call(client, "whoami", Map.of())).contains("alice", "editor", "Claude Desktop");
            assertThat(Deployment.call(client, "create_project", Map.of("name", "Tunnel")))
                    .contains("Tunnel");
        }
        assertThat(product.graphQl(token.secret(), CREATE_PROJECT).status()).isEqualTo(200);
        assertThat(alice.revoke(token.id()).status()).isEqualTo(204);
    }

    @Test
    void writeWhenPersonIsNoEditorThenForbidden() {
        Person bob = product.bob();
        Person.Created token = bob.create("Read only");

        assertThat(product.graphQl(token.secret(), CREATE_PROJECT).status()).isEqualTo(403);
        assertThat(product.mcpTool(token.secret(), "create_project", Map.of("name", "Dam"))
                        .json()
                        .at("/result/isError")
                        .asBoolean())
                .isTrue();
        assertThat(product.graphQl(token.secret(), VIEWER).status()).isEqualTo(200);
        assertThat(bob.revoke(token.id()).status()).isEqualTo(204);
    }

    @Test
    void writeWhenPersonLosesRoleThenExistingTokenIsForbiddenAndStillReads() {
        Person person = product.newPerson("editor");
        Person.Created token = person.create("Deploy");
        assertThat(product.graphQl(token.secret(), CREATE_PROJECT).status()).isEqualTo(200);

        product.admin().realmRole("DELETE", "demo", person.username(), "editor");

        assertThat(product.graphQl(token.secret(), CREATE_PROJECT).status()).isEqualTo(403);
        assertThat(product.graphQl(token.secret(), VIEWER).status()).isEqualTo(200);
    }

    @Test
    void callWhenRevokedThenVeryNextCallIsUnauthorized() {
        Person alice = product.alice();
        Person.Created token = alice.create("Short-lived");
        assertThat(product.graphQl(token.secret(), VIEWER).status()).isEqualTo(200);
        assertThat(product.mcpTool(token.secret(), "create_project", Map.of("name", "Dam"))
                        .status())
                .isEqualTo(200);

        assertThat(alice.revoke(token.id()).status()).isEqualTo(204);

        Http.Answer graphQl = product.graphQl(token.secret(), VIEWER);
        assertThat(graphQl.status()).isEqualTo(401);
        assertThat(graphQl.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\"");
        assertThat(product.mcpTool(token.secret(), "create_project", Map.of("name", "Dam"))
                        .status())
                .isEqualTo(401);
    }

    @Test
    void revokeWhenSomebodyElsesThenNotFoundAndItWorksOn() {
        Person bob = product.bob();
        Person.Created token = bob.create("Bob's own");

        Http.Answer answer = product.alice().revoke(token.id());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.error()).isEqualTo("not_found");
        assertThat(product.graphQl(token.secret(), VIEWER).status()).isEqualTo(200);
        assertThat(bob.revoke(token.id()).status()).isEqualTo(204);
    }
}
