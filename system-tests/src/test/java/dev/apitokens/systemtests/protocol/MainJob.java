package dev.apitokens.systemtests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import io.modelcontextprotocol.client.McpSyncClient;
import java.util.Map;

/**
 * The product's main job in one go, wherever the product runs; {@link MainJobIT} takes it apart.
 *
 * @param product where it runs
 */
public record MainJob(Deployment product) {

    static final String VIEWER = "{ viewer { username roles apiToken { name } } }";

    /** Makes a token, calls GraphQL and MCP with it, and revokes it. */
    public void assertWorks() {
        Person alice = product.alice();
        Person.Created token = alice.create("Main job");
        assertThat(alice.get("/" + token.id()).body()).contains("Main job").doesNotContain(token.secret());

        assertTokenWorks(token);
        assertThat(product.introspect(token.secret()).json().path("active").asBoolean())
                .isTrue();
        assertOnlyEditorsWrite(token);

        assertThat(alice.revoke(token.id()).status()).isEqualTo(204);
        assertThat(product.introspect(token.secret()).body()).isEqualTo("{\"active\":false}");
        assertThat(product.graphQl(token.secret(), VIEWER).status()).isEqualTo(401);
        assertThat(product.mcpTool(token.secret(), "whoami", Map.of()).status()).isEqualTo(401);
    }

    /** Both resource servers know alice and her token. */
    public void assertTokenWorks(Person.Created token) {
        Http.Answer viewer = product.graphQl(token.secret(), VIEWER);
        assertThat(viewer.status()).as(viewer.body()).isEqualTo(200);
        assertThat(viewer.json().at("/data/viewer/username").asText()).isEqualTo("alice");
        assertThat(viewer.json().at("/data/viewer/roles").toString()).contains("editor");
        try (McpSyncClient client = product.mcpClient(token.secret())) {
            client.initialize();
            assertThat(Deployment.call(client, "whoami", Map.of()))
                    .contains("alice", token.json().path("name").asText());
            // The MCP server has it from the GraphQL API, with a token exchanged for that.
            assertThat(Deployment.call(client, "list_projects", Map.of())).contains("Website");
        }
    }

    private void assertOnlyEditorsWrite(Person.Created editors) {
        String write = "mutation { createProject(name: \"Bridge\") { id } }";
        assertThat(product.graphQl(editors.secret(), write).status()).isEqualTo(200);
        Person bob = product.bob();
        Person.Created readers = bob.create("Main job");
        assertThat(product.graphQl(readers.secret(), write).status()).isEqualTo(403);
        assertThat(bob.revoke(readers.id()).status()).isEqualTo(204);
    }
}
