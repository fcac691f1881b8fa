package dev.apitokens.systemtests.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.launcher.JavaServer;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.Product;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The MCP server with {@code OAUTH_METADATA=on}: whoever has no API token can log in with the browser. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class McpLoginIT {

    private final Product product = Product.shared();
    private final JavaServer server = McpServers.with(product, "OAUTH_METADATA", "on");
    private final Deployment deployment = new Deployment(
            product.server, product.graphQlServer, server.baseUrl().toString());

    @BeforeAll
    void start() {
        server.start();
    }

    @AfterAll
    void stop() {
        server.stop();
    }

    @Test
    void metadataWhenSwitchedOnThenChallengeLeadsToTheRealm() {
        Http.Answer challenge = deployment.mcpTool("none", "whoami", Map.of());

        assertThat(challenge.status()).isEqualTo(401);
        String address = deployment.mcpServer + "/.well-known/oauth-protected-resource/mcp";
        assertThat(challenge.header("WWW-Authenticate")).contains("resource_metadata=\"" + address + "\"");
        Http.Answer metadata = Http.send(Http.request(address));
        assertThat(metadata.json().path("resource").asText()).isEqualTo(deployment.mcpServer + "/mcp");
        assertThat(metadata.json().path("authorization_servers").toString())
                .isEqualTo("[\"" + product.realm("demo") + "\"]");
        assertThat(metadata.json().path("scopes_supported").toString())
                .isEqualTo("[\"projects:read\",\"projects:write\"]");
    }

    @Test
    void metadataWhenSwitchedOffThenNothingIsThere() {
        for (String path : List.of("", "/mcp")) {
            assertThat(Http.send(Http.request(product.mcpServer + "/.well-known/oauth-protected-resource" + path))
                            .status())
                    .isEqualTo(404);
        }
        assertThat(product.mcpTool("none", "whoami", Map.of()).header("WWW-Authenticate"))
                .doesNotContain("resource_metadata");
    }

    @Test
    void toolWhenPersonLoggedInThenItWorksOnTheGraphQlApiInTheirName() throws IOException {
        JsonNode session = session("alice");

        assertThat(session.path("scope").asText()).contains("projects:read", "projects:write");
        JsonNode answers = session.path("answers");
        assertThat(answers.at("/0/text").asText()).contains("\"username\":\"alice\"", "\"apiToken\":null");
        assertThat(answers.at("/1/text").asText()).as(answers.toString()).contains("By a login of alice");
        assertThat(answers.at("/2/text").asText()).contains("By a login of alice", "\"createdBy\":\"alice\"");
    }

    @Test
    void toolWhenLoggedInPersonHasNoRoleThenForbidden() throws IOException {
        JsonNode answers = session("bob").path("answers");

        assertThat(answers.at("/0/text").asText()).contains("\"username\":\"bob\"");
        assertThat(answers.path(1).has("isError")).as(answers.toString()).isFalse();
        assertThat(answers.at("/2/text").asText()).contains("Website").doesNotContain("By a login of bob");
    }

    @Test
    void toolWhenApiTokenThenItWorksAsWell() {
        Person alice = product.alice();
        Person.Created token = alice.create("With metadata");

        assertThat(deployment.mcpTool(token.secret(), "list_projects", Map.of()).status())
                .isEqualTo(200);
        assertThat(alice.revoke(token.id()).status()).isEqualTo(204);
        assertThat(deployment.mcpTool(token.secret(), "list_projects", Map.of()).status())
                .isEqualTo(401);
    }

    @Test
    void toolWhenAccessTokenIsForSomebodyElseThenUnauthorized() {
        assertThat(deployment
                        .mcpTool(product.alice().accessToken(), "whoami", Map.of())
                        .status())
                .isEqualTo(401);
    }

    private JsonNode session(String username) throws IOException {
        List<?> calls = List.of(
                List.of("whoami", Map.of()),
                List.of("create_project", Map.of("name", "By a login of " + username)),
                List.of("list_projects", Map.of()));
        Command.Result result = NodeProgram.run(
                Map.of("CALLS", Http.JSON.writeValueAsString(calls)),
                "login.mjs",
                deployment.mcpServer + "/mcp",
                username);
        assertThat(result.status()).as(result.errors()).isZero();
        return Http.JSON.readTree(result.output());
    }
}
