package dev.apitokens.systemtests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The MCP tools work on the GraphQL API's projects, with a token that was made for it; what a token may do is the same
 * on both ways.
 */
class NoPassingOnIT {

    private static final String READ = "{ projects { name createdBy } }";
    private static final String WRITE = "mutation { createProject(name: \"Directly\") { createdBy } }";

    private final Product product = Product.shared();

    @Test
    void toolWhenItWritesThenGraphQlApiHasItAndNeverSawTheToken() {
        Person alice = product.alice();
        Person.Created token = alice.create("No passing on");

        Http.Answer made = product.mcpTool(token.secret(), "create_project", Map.of("name", "By the MCP server"));

        assertThat(made.json().at("/result/structuredContent/createdBy").asText())
                .as(made.body())
                .isEqualTo("alice");
        assertThat(introspectedBy(token)).containsOnly("mcp-server");
        assertThat(product.graphQl(token.secret(), READ).body()).contains("By the MCP server");
        assertThat(introspectedBy(token)).contains("mcp-server", "graphql-api");
        assertThat(product.mcpTool(token.secret(), "list_projects", Map.of()).body())
                .contains("By the MCP server");
        assertThat(alice.revoke(token.id()).status()).isEqualTo(204);
    }

    /** Who asked about this token, by Keycloak's events. */
    private List<String> introspectedBy(Person.Created token) {
        return product.admin().events("demo").of("INTROSPECT_TOKEN").stream()
                .filter(event -> event.path("details").toString().contains(token.id()))
                .map(event -> event.path("clientId").asText())
                .toList();
    }

    /** What is expected is the scope that the challenge names, {@code -} for a challenge without, or {@code ok}. */
    @ParameterizedTest
    @CsvSource({
        "editor, full,           ok,            ok",
        "editor, projects:read,  ok,            projects:write",
        "editor, projects:write, projects:read, ok",
        "none,   full,           ok,            -",
        "none,   projects:read,  ok,            -",
        "none,   projects:write, projects:read, -",
    })
    void callWhenTokenIsLimitedThenRoleAndScopeDecideTheSameAtBothServers(
            String role, String access, String read, String write) {
        Person person = role.equals("none") ? product.newPerson() : product.newPerson(role);
        Map<String, Object> request = new HashMap<>(Map.of("name", "a"));
        if (!access.equals("full")) {
            request.put("scopes", List.of(access));
        }
        String token = person.create(request).secret();

        assertAnswer(product.graphQl(token, READ), read);
        assertTool(product.mcpTool(token, "list_projects", Map.of()), read);
        assertAnswer(product.graphQl(token, WRITE), write);
        assertTool(product.mcpTool(token, "create_project", Map.of("name", "By a tool")), write);
        assertTool(product.mcpTool(token, "whoami", Map.of()), "ok");
    }

    private static void assertAnswer(Http.Answer answer, String expected) {
        String challenge = answer.header("WWW-Authenticate");
        if (expected.equals("ok")) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().has("errors")).isFalse();
        } else if (expected.equals("-")) {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(challenge).contains("error=\"insufficient_scope\"").doesNotContain("scope=\"");
        } else {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(challenge).contains("error=\"insufficient_scope\", scope=\"" + expected + "\"");
        }
    }

    /** Where no login is offered, a client would take a 403 for a request to log in: the tool fails, and says why. */
    private static void assertTool(Http.Answer answer, String expected) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().at("/result/isError").asBoolean()).isEqualTo(!expected.equals("ok"));
        if (!expected.equals("ok")) {
            assertThat(answer.json().at("/result/content/0/text").asText())
                    .contains(expected.equals("-") ? "lacks the permission" : "lacks " + expected);
        }
    }

    @Test
    void toolWhenTokenIsForTheMcpServerOnlyThenFails() {
        Person alice = product.alice();
        Person.Created token = alice.create(Map.of("name", "MCP only", "resources", List.of("mcp-server")));

        assertThat(product.mcpTool(token.secret(), "whoami", Map.of()).status()).isEqualTo(200);
        assertTool(product.mcpTool(token.secret(), "list_projects", Map.of()), "-");
        assertThat(product.graphQl(token.secret(), READ).status()).isEqualTo(401);
        assertThat(alice.revoke(token.id()).status()).isEqualTo(204);
    }

    @Test
    void toolWhenTokenIsRevokedThenVeryNextCallIsUnauthorized() {
        Person alice = product.alice();
        Person.Created token = alice.create("Revoked between tools");
        assertThat(product.mcpTool(token.secret(), "list_projects", Map.of()).status())
                .isEqualTo(200);

        assertThat(alice.revoke(token.id()).status()).isEqualTo(204);

        assertThat(product.mcpTool(token.secret(), "list_projects", Map.of()).status())
                .isEqualTo(401);
    }

    @Test
    void graphQlWhenJwtIsForItThenAcceptedAndForAnybodyElseRefused() {
        Person alice = product.alice();
        Person.Created token = alice.create("JWT");

        Http.Answer viewer = product.graphQl(
                exchange(token, "graphql-api", "projects:read"),
                "{ viewer { username scopes apiToken { id name expiresAt } } projects { name } }");

        assertThat(viewer.status()).as(viewer.body()).isEqualTo(200);
        assertThat(viewer.json().at("/data/viewer/username").asText()).isEqualTo("alice");
        assertThat(viewer.json().at("/data/viewer/apiToken").toString())
                .isEqualTo("{\"id\":\"" + token.id() + "\",\"name\":\"JWT\",\"expiresAt\":null}");
        assertAnswer(product.graphQl(exchange(token, "graphql-api", "projects:read"), WRITE), "projects:write");
        assertAnswer(product.graphQl(exchange(token, "graphql-api", "projects:write"), WRITE), "ok");
        assertRefused(exchange(token, "mcp-server", "projects:read"));
        assertRefused(alice.accessToken());
        // One kind posing as the other.
        assertRefused(token.secret() + "..");
        assertRefused(exchange(token, "graphql-api", "projects:read").replace('.', '_'));
        assertThat(product.mcpTool(exchange(token, "mcp-server", "projects:read"), "whoami", Map.of())
                        .status())
                .isEqualTo(401);
        assertThat(alice.revoke(token.id()).status()).isEqualTo(204);
    }

    @Test
    void graphQlWhenJwtIsPastItsEndThenRefused() {
        Person person = product.newPerson();
        Instant begun = Instant.now();
        exchange(person.create("first"), "graphql-api", "projects:read");
        // Time enough for the same once more, however slow the machine is.
        Duration enough =
                Duration.between(begun, Instant.now()).multipliedBy(10).plusSeconds(4);
        Instant end = Instant.now().plus(enough).truncatedTo(ChronoUnit.SECONDS);
        Person.Created token = person.create(Map.of("name", "Short", "expiresAt", end.toString()));
        String jwt = exchange(token, "graphql-api", "projects:read");

        int before = product.graphQl(jwt, READ).status();
        if (Instant.now().isBefore(end)) {
            assertThat(before).isEqualTo(200);
        }
        Await.past(end);

        assertRefused(jwt);
    }

    private void assertRefused(String token) {
        Http.Answer answer = product.graphQl(token, READ);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer error=\"invalid_token\"");
    }

    /** What the MCP server does before a tool runs. */
    private String exchange(Person.Created token, String audience, String scope) {
        Http.Answer answer = Introspection.at(
                product.realm("demo") + "/protocol/openid-connect/token",
                "mcp-server",
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "subject_token",
                        token.secret(),
                        "subject_token_type",
                        "urn:ietf:params:oauth:token-type:access_token",
                        "audience",
                        audience,
                        "scope",
                        scope));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode json = answer.json();
        return json.path("access_token").asText();
    }
}
