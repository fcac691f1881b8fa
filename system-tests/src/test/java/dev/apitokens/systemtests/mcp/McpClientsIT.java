package dev.apitokens.systemtests.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.Product;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The MCP clients that people use, on the demo's MCP server, with an API token in the header that they are told to send. */
class McpClientsIT {

    private static final String INSPECTOR = "node_modules/.bin/mcp-inspector";

    private final Product product = Product.shared();

    /** {@code http} is the official SDK's client itself, {@code stdio} the same through mcp-remote, as Claude Desktop does. */
    @ParameterizedTest
    @ValueSource(strings = {"http", "discover", "stdio"})
    void sessionWhenFullAccessThenEveryToolWorks(String kind) throws IOException {
        Person alice = product.alice();
        Person.Created token = alice.create("Session by " + kind);

        JsonNode session = session(
                kind,
                token,
                List.of(
                        List.of("whoami", Map.of()),
                        List.of("create_project", Map.of("name", "By " + kind)),
                        List.of("list_projects", Map.of())));

        assertThat(session.path("server").asText()).as(session.toString()).isEqualTo("api-tokens-demo");
        assertThat(session.path("tools").toString()).isEqualTo("[\"whoami\",\"list_projects\",\"create_project\"]");
        assertThat(session.at("/answers/0/text").asText()).contains("alice", "Session by " + kind);
        assertThat(session.at("/answers/1/text").asText()).contains("By " + kind, "\"createdBy\":\"alice\"");
        assertThat(session.at("/answers/2/text").asText()).contains("By " + kind, "Website");
        assertThat(session.path("answers"))
                .allMatch(answer -> answer.path("isError").isBoolean()
                        && !answer.path("isError").asBoolean());
        assertThat(alice.revoke(token.id()).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({"http,2025-11-25", "discover,2026-07-28"})
    void sessionWhenSdkThenItsNewestRevision(String kind, String revision) throws IOException {
        Person bob = product.bob();
        Person.Created token = bob.create("Revision");

        assertThat(session(kind, token, List.of()).path("revision").asText()).isEqualTo(revision);
        assertThat(bob.revoke(token.id()).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "discover", "stdio"})
    void sessionWhenTokenMayOnlyReadThenWritingFailsAndTheSessionGoesOn(String kind) throws IOException {
        Person alice = product.alice();
        Person.Created token = alice.create(Map.of("name", "Only read by " + kind, "scopes", List.of("projects:read")));

        JsonNode answers = session(
                        kind,
                        token,
                        List.of(
                                List.of("create_project", Map.of("name", "Forbidden by " + kind)),
                                List.of("list_projects", Map.of())))
                .path("answers");

        assertThat(answers.path(0).path("isError").asBoolean())
                .as(answers.toString())
                .isTrue();
        assertThat(answers.path(0).path("text").asText()).contains("projects:write");
        assertThat(answers.path(1).path("text").asText()).contains("Website").doesNotContain("Forbidden by " + kind);
        assertThat(alice.revoke(token.id()).status()).isEqualTo(204);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http", "discover", "stdio"})
    void sessionWhenTokenIsRevokedThenItFails(String kind) throws IOException {
        Person alice = product.alice();
        Person.Created token = alice.create("Revoked before " + kind);
        assertThat(alice.revoke(token.id()).status()).isEqualTo(204);

        JsonNode session = session(kind, token, List.of());

        assertThat(session.has("tools")).isFalse();
        assertThat(session.toString()).contains(kind.equals("stdio") ? "-32000" : "401");
    }

    @Test
    void inspectorWhenTokenIsGivenThenItListsAndCalls() throws IOException {
        Person alice = product.alice();
        Person.Created token = alice.create("Inspector");

        assertThat(inspect(token, "--method", "tools/list").at("/result/tools"))
                .extracting(tool -> tool.path("name").asText())
                .containsExactly("whoami", "list_projects", "create_project");
        assertThat(inspect(token, "--method", "tools/call", "--tool-name", "whoami")
                        .at("/result/structuredContent/apiToken/name")
                        .asText())
                .isEqualTo("Inspector");
        assertThat(inspect(
                                token,
                                "--method",
                                "tools/call",
                                "--tool-name",
                                "create_project",
                                "--tool-arg",
                                "name=By the Inspector")
                        .at("/result/structuredContent/createdBy")
                        .asText())
                .isEqualTo("alice");

        assertThat(alice.revoke(token.id()).status()).isEqualTo(204);
        assertThat(inspector(token, "--method", "tools/list").status()).isNotZero();
    }

    private JsonNode session(String kind, Person.Created token, List<?> calls) throws IOException {
        Command.Result result = NodeProgram.run(
                Map.of("TOKEN", token.secret(), "CALLS", Http.JSON.writeValueAsString(calls)),
                "session.mjs",
                kind,
                product.mcpServer + "/mcp");
        assertThat(result.status()).as(result.errors()).isZero();
        return Http.JSON.readTree(result.output());
    }

    private JsonNode inspect(Person.Created token, String... arguments) throws IOException {
        Command.Result result = inspector(token, arguments);
        assertThat(result.status()).as(result.errors()).isZero();
        return Http.JSON.readTree(result.output());
    }

    private Command.Result inspector(Person.Created token, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                INSPECTOR,
                "--cli",
                product.mcpServer + "/mcp",
                "--transport",
                "http",
                "--header",
                "Authorization: Bearer " + token.secret(),
                // Never a browser window, whatever the server answers.
                "--stored-auth-only",
                "--format",
                "json"));
        command.addAll(List.of(arguments));
        return NodeProgram.run(Map.of(), command.toArray(String[]::new));
    }
}
