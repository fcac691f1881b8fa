package dev.apitokens.resourceserver.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.apitokens.resourceserver.demo.DemoServerContract;
import dev.apitokens.resourceserver.security.BearerTokenContract;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.InitializeResult;
import io.modelcontextprotocol.spec.McpSchema.TextContent;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class McpServerTest extends BearerTokenContract implements DemoServerContract {

    private static final JsonMapper JSON = new JsonMapper();

    private static final GraphQlStandIn GRAPHQL = new GraphQlStandIn();

    McpServerTest() {
        super(
                McpServerApplication.class,
                "--graphql-api.url=" + GRAPHQL.url(),
                "--graphql-api.audience=" + GraphQlStandIn.AUDIENCE);
    }

    @AfterEach
    void recoverGraphQl() {
        GRAPHQL.recover();
    }

    @AfterAll
    void stopGraphQl() {
        GRAPHQL.stop();
    }

    @Override
    protected HttpRequest.Builder whoami(URI base) {
        return request(base, toolCall("whoami", Map.of()));
    }

    @Override
    protected String username(String body) {
        return JSON.readTree(body).at("/result/structuredContent/username").asString();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'tools/call'",
                "'tools/call','params':null",
                "'tools/call','params':[]",
                "'tools/call','params':7",
                "'tools/call','params':{'name':'whoami','arguments':[]}",
                "'initialize'",
                "'initialize','params':7",
                "'initialize','params':{'capabilities':7}",
                "'tools/list','params':7"
            })
    void callWhenParametersAreNotThoseOfTheMethodThenInvalidParams(String method) throws Exception {
        assertFault(("{'jsonrpc':'2.0','id':'a','method':" + method + "}").replace('\'', '"'), -32602);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\\nb INFO forged", "a\\rb", "a\\tb", "a b", ""})
    void callWhenMethodIsNoNameThenInvalidRequestAndNothingOfItInTheLog(String method) throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try {
            assertFault("{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"" + method + "\"}", -32600);
            send(
                    request(base(), "{\"jsonrpc\":\"2.0\",\"method\":\"" + method + "\"}"),
                    authorizationServer.issue("alice"));
        } finally {
            root.detachAppender(log);
        }
        assertThat(List.copyOf(log.list)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*/*", "application/*", "x", "multipart/form-data", "text/plain"})
    void callWhenContentTypeIsNotJsonThenUnsupportedAndNoJavaInIt(String type) throws Exception {
        HttpResponse<String> answer = send(
                request(base(), "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                        .setHeader("Content-Type", type),
                authorizationServer.issue("alice"));

        assertThat(answer.statusCode()).isEqualTo(415);
        assertNoJava(answer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "text/html", "text/event-stream", "*/*"})
    void callWhenNothingOfItIsAcceptedThenRefusedAndNoJavaInIt(String accept) throws Exception {
        HttpResponse<String> answer = send(
                request(base(), "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}")
                        .setHeader("Accept", accept),
                authorizationServer.issue("alice"));

        assertThat(answer.statusCode()).isLessThan(500);
        assertNoJava(answer);
    }

    private void assertFault(String body, int code) throws Exception {
        HttpResponse<String> answer = send(request(base(), body), authorizationServer.issue("alice", "editor"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).at("/error/code").asInt()).isEqualTo(code);
        assertThat(JSON.readTree(answer.body()).at("/id").asString()).isEqualTo("a");
        assertNoJava(answer);
    }

    private static void assertNoJava(HttpResponse<String> answer) {
        assertThat(answer.body()).doesNotContain("stackTrace", "java.", "io.modelcontextprotocol", "jackson");
    }

    // With the SDK's own client

    @Test
    void initializeWhenTokenThenNewestRevision() {
        try (McpSyncClient client = client(authorizationServer.issue("alice"))) {
            InitializeResult answer = client.initialize();

            assertThat(answer.protocolVersion()).isEqualTo("2025-11-25");
            assertThat(answer.serverInfo().name()).isEqualTo("api-tokens-demo");
        }
    }

    @Test
    void listToolsWhenTokenThenAllThree() {
        try (McpSyncClient client = client(authorizationServer.issue("bob"))) {
            client.initialize();

            assertThat(client.listTools().tools())
                    .extracting(Tool::name)
                    .containsExactly("whoami", "list_projects", "create_project");
        }
    }

    @Test
    void whoamiWhenApiTokenThenItsOwner() {
        try (McpSyncClient client = client(authorizationServer.issue("alice", "editor"))) {
            client.initialize();

            CallToolResult answer = call(client, "whoami", Map.of());

            JsonNode expected = JSON.readTree("""
                    {"id": "id-of-alice", "username": "alice", "name": "alice Example", "roles": ["editor"],
                     "scopes": ["profile", "email", "projects:read", "projects:write"],
                     "apiToken": {"id": "token-of-alice", "name": "CI of alice"}}""");
            assertThat(JSON.<JsonNode>valueToTree(answer.structuredContent())).isEqualTo(expected);
            assertThat(JSON.readTree(text(answer))).isEqualTo(expected);
        }
    }

    @Test
    void createProjectWhenEditorThenMadeAndListed() {
        try (McpSyncClient client = client(authorizationServer.issue("alice", "editor"))) {
            client.initialize();

            CallToolResult answer = call(client, "create_project", Map.of("name", "Shop"));

            assertThat(answer.isError()).isFalse();
            assertThat(text(answer)).contains("\"createdBy\":\"alice\"");
            assertThat(text(call(client, "list_projects", Map.of()))).contains("Shop");
        }
    }

    @Test
    void createProjectWhenNoEditorThenTheToolFailsAndNothingIsMade() {
        try (McpSyncClient client = client(authorizationServer.issue("bob"))) {
            client.initialize();

            CallToolResult answer = call(client, "create_project", Map.of("name", "Forbidden"));

            assertThat(answer.isError()).isTrue();
            assertThat(text(answer)).contains("the owner of the API token lacks the permission");
            assertThat(text(call(client, "list_projects", Map.of()))).doesNotContain("Forbidden");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u0007b"})
    void createProjectWhenNameUnacceptableThenToolError(String name) {
        try (McpSyncClient client = client(authorizationServer.issue("alice", "editor"))) {
            client.initialize();

            assertThat(call(client, "create_project", Map.of("name", name)).isError())
                    .isTrue();
        }
    }

    @Test
    void createProjectWhenArgumentsWrongThenToolError() {
        try (McpSyncClient client = client(authorizationServer.issue("alice", "editor"))) {
            client.initialize();

            assertThat(call(client, "create_project", Map.of()).isError()).isTrue();
            assertThat(call(client, "create_project", Map.of("name", 7)).isError())
                    .isTrue();
            assertThat(call(client, "create_project", Map.of("name", "x".repeat(101)))
                            .isError())
                    .isTrue();
        }
    }

    @Test
    void whoamiWhenClientsWorkAtOnceThenNobodyIsTakenForSomebodyElse() {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<CompletableFuture<Void>> people = new ArrayList<>();
            for (String person : List.of("alice", "bob", "carol", "dave")) {
                people.add(CompletableFuture.runAsync(
                        () -> {
                            try (McpSyncClient client = client(authorizationServer.issue(person))) {
                                client.initialize();
                                for (int i = 0; i < 50; i++) {
                                    assertThat(text(call(client, "whoami", Map.of())))
                                            .contains("\"username\":\"" + person + "\"");
                                }
                            }
                        },
                        threads));
            }
            assertThat(people).allSatisfy(CompletableFuture::join);
        } finally {
            threads.shutdownNow();
        }
    }

    // The GraphQL API behind it

    @Test
    void toolWhenItNeedsTheGraphQlApiThenTheTokenIsExchangedAndNeverPassedOn() throws Exception {
        String token = authorizationServer.issue("alice", "editor");
        int before = GRAPHQL.tokens().size();

        send(request(base(), toolCall("list_projects", Map.of())), token);
        send(request(base(), toolCall("create_project", Map.of("name", "Exchanged"))), token);
        send(whoami(base()), token);

        assertThat(GRAPHQL.tokens()).doesNotContain(token);
        List<JWTClaimsSet> sent = new ArrayList<>();
        for (String exchanged :
                GRAPHQL.tokens().subList(before, GRAPHQL.tokens().size())) {
            sent.add(SignedJWT.parse(exchanged).getJWTClaimsSet());
        }
        assertThat(sent).extracting(JWTClaimsSet::getSubject).containsExactly("id-of-alice", "id-of-alice");
        assertThat(sent).extracting(JWTClaimsSet::getAudience).containsOnly(List.of("graphql-api"));
        assertThat(sent)
                .extracting(claims -> claims.getClaim("scope"))
                .containsExactly("projects:read", "projects:write");
    }

    @Test
    void toolWhenTokenLacksPermissionThenNothingIsExchanged() throws Exception {
        int before = GRAPHQL.tokens().size();
        authorizationServer.answerExchange(500, "");

        assertToolFails(
                send(
                        request(base(), toolCall("create_project", Map.of("name", "x"))),
                        authorizationServer.issue("bob")),
                "lacks the permission");
        assertToolFails(
                send(request(base(), toolCall("list_projects", Map.of())), authorizationServer.issueLimited("bob", "")),
                "projects:read");
        assertThat(GRAPHQL.tokens()).hasSize(before);
    }

    /** What says why is for the AI assistant to read, in an answer that clients do not take for a request to log in. */
    private static void assertToolFails(HttpResponse<String> answer, String why) {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(JSON.readTree(answer.body()).path("id").asInt()).isEqualTo(1);
        assertThat(JSON.readTree(answer.body()).at("/result/isError").asBoolean())
                .isTrue();
        assertThat(JSON.readTree(answer.body()).at("/result/content/0/text").asString())
                .contains(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | {\"error\":\"invalid_grant\"} | 401 | Bearer error=\"invalid_token\"",
                "400 | {\"error\":\"invalid_token\",\"error_description\":\"%TOKEN%\"} | 401 | Bearer error=\"invalid_token\"",
            })
    void toolWhenExchangeIsRefusedThenSoIsTheCall(int status, String body, int expected, String challenge)
            throws Exception {
        authorizationServer.answerExchange(status, body);

        HttpResponse<String> answer =
                send(request(base(), toolCall("list_projects", Map.of())), authorizationServer.issue("alice"));

        assertThat(answer.statusCode()).isEqualTo(expected);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith(challenge);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "400 | {\"error\":\"invalid_target\"} | limited to other APIs",
                "403 | {\"error\":\"access_denied\"} | limited to other APIs",
                "400 | {\"error\":\"invalid_scope\"} | projects:read",
                "200 | {\"access_token\":\"a.b.c\",\"token_type\":\"Bearer\",\"scope\":\"email\"} | projects:read",
            })
    void toolWhenExchangeIsRefusedForWantOfPermissionThenItFails(int status, String body, String why) throws Exception {
        authorizationServer.answerExchange(status, body);

        assertToolFails(
                send(request(base(), toolCall("list_projects", Map.of())), authorizationServer.issue("alice")), why);
    }

    @Test
    void toolWhenTokenEndsBeforeTheExchangeThenInvalidToken() throws Exception {
        String token = authorizationServer.issue("alice");
        authorizationServer.revokeAfterIntrospection(token);

        HttpResponse<String> answer = send(request(base(), toolCall("list_projects", Map.of())), token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElseThrow())
                .startsWith("Bearer error=\"invalid_token\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "503 | {\"error\":\"temporarily_unavailable\"}",
                "500 | %TOKEN%",
                "429 | slow down",
                "401 | {\"error\":\"invalid_client\"}",
                "400 | {\"error\":\"unauthorized_client\"}",
                "400 | {\"error\":\"invalid_request\"}",
                "400 | {}",
                "400 | []",
                "400 | <html>%TOKEN%</html>",
                "302 | ``",
                "204 | ``",
                "200 | ``",
                "200 | null",
                "200 | {}",
                "200 | %TOKEN%",
                "200 | {\"access_token\":7,\"token_type\":\"Bearer\"}",
                "200 | {\"access_token\":\"a.b.c\",\"token_type\":\"DPoP\"}",
            })
    void toolWhenExchangeGivesNoAnswerThenUnavailableUntilItDoes(int status, String body) throws Exception {
        String token = authorizationServer.issue("alice");
        authorizationServer.answerExchange(status, body);

        HttpResponse<String> answer = send(request(base(), toolCall("list_projects", Map.of())), token);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(send(whoami(base()), token).statusCode()).isEqualTo(200);
        authorizationServer.recover();
        assertThat(send(request(base(), toolCall("list_projects", Map.of())), token)
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "401 | ``",
                "503 | {\"error\":\"temporarily_unavailable\"}",
                "500 | ``",
                "302 | ``",
                "200 | ``",
                "200 | null",
                "200 | {}",
                "200 | <html></html>",
                "200 | {\"data\":null,\"errors\":[{\"message\":\"secret\",\"extensions\":{\"classification\":\"INTERNAL_ERROR\"}}]}",
                "200 | {\"data\":null,\"errors\":[7]}",
                "200 | {\"data\":null,\"errors\":[null]}",
                "200 | {\"data\":null,\"errors\":7}",
                "200 | {\"data\":null,\"errors\":[{\"message\":7,\"extensions\":{\"classification\":\"BAD_REQUEST\"}}]}",
                "200 | {\"data\":null,\"errors\":[{\"extensions\":{\"classification\":\"BAD_REQUEST\"}}]}",
                "200 | {\"data\":null,\"errors\":[{\"message\":\"secret\",\"extensions\":7}]}",
                "200 | {\"data\":null,\"errors\":[{\"message\":\"secret\",\"extensions\":{\"classification\":7}}]}",
                "200 | {\"data\":7}",
                "200 | []",
                "204 | ``",
            })
    void toolWhenGraphQlApiGivesNoAnswerThenToolErrorUntilItDoes(int status, String body) throws Exception {
        String token = authorizationServer.issue("alice");
        GRAPHQL.answer(status, body);

        assertToolError(token, "The GraphQL API is out of reach at the moment. Try again later.");

        GRAPHQL.recover();
        assertThat(send(request(base(), toolCall("list_projects", Map.of())), token)
                        .body())
                .contains("Website");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "403 | {\"errors\":[]}",
                "403 | <html></html>",
                "200 | {\"data\":null,\"errors\":[{\"message\":\"no\",\"extensions\":{\"classification\":\"FORBIDDEN\"}}]}",
            })
    void toolWhenGraphQlApiRefusesThenToolErrorSaysSo(int status, String body) throws Exception {
        GRAPHQL.answer(status, body);

        assertToolError(
                authorizationServer.issue("alice"),
                "The GraphQL API refused: the token's owner lacks the permission there");
    }

    @Test
    void toolWhenGraphQlApiIsDownOrSlowThenToolErrorUntilItIsBack() throws Exception {
        String token = authorizationServer.issue("alice");
        GRAPHQL.stop();
        try {
            assertToolError(token, "The GraphQL API is out of reach at the moment. Try again later.");
        } finally {
            GRAPHQL.restart();
        }
        GRAPHQL.hold();
        assertToolError(token, "The GraphQL API is out of reach at the moment. Try again later.");

        GRAPHQL.recover();
        assertThat(send(request(base(), toolCall("list_projects", Map.of())), token)
                        .body())
                .contains("Website");
    }

    private void assertToolError(String token, String message) throws Exception {
        HttpResponse<String> answer = send(request(base(), toolCall("list_projects", Map.of())), token);

        assertThat(answer.statusCode()).isEqualTo(200);
        JsonNode result = JSON.readTree(answer.body()).at("/result");
        assertThat(result.at("/isError").asBoolean()).isTrue();
        assertThat(result.at("/content/0/text").asString()).isEqualTo(message);
    }

    @Test
    void logWhenToolsRunThenHoldsNeitherTokenNorWhatItWasExchangedFor() throws Exception {
        String token = authorizationServer.issue("alice", "editor");
        int before = GRAPHQL.tokens().size();
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Appender<ILoggingEvent> console = root.getAppender("CONSOLE");
        log.start();
        root.addAppender(log);
        root.detachAppender(console);
        root.setLevel(Level.DEBUG);
        try {
            send(request(base(), toolCall("list_projects", Map.of())), token);
            GRAPHQL.answer(500, "oops");
            send(request(base(), toolCall("list_projects", Map.of())), token);
            authorizationServer.answerExchange(500, "%TOKEN%");
            send(request(base(), toolCall("list_projects", Map.of())), token);
            authorizationServer.answerExchange(200, "%TOKEN%");
            send(request(base(), toolCall("list_projects", Map.of())), token);
            authorizationServer.answerExchange(400, "{\"error\":\"%TOKEN%\"}");
            send(request(base(), toolCall("list_projects", Map.of())), token);
        } finally {
            root.setLevel(Level.WARN);
            root.addAppender(console);
            root.detachAppender(log);
        }

        List<String> secrets = new ArrayList<>(
                GRAPHQL.tokens().subList(before, GRAPHQL.tokens().size()));
        assertThat(secrets).hasSize(2);
        secrets.add(token);
        assertThat(log.list).hasSizeGreaterThan(20);
        assertThat(List.copyOf(log.list))
                .allSatisfy(event -> assertThat(
                                event.getFormattedMessage() + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                        .doesNotContain(secrets));
    }

    // What the client hides

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"create_project\",\"arguments\":{\"name\":\"x\"}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"create_project\"}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools\\u002fcall\",\"params\":{\"na\\u006de\":\"create\\u005fproject\",\"arguments\":{\"name\":\"x\"}}}",
            })
    void createProjectWhenNoEditorThenTheToolFails(String body) throws Exception {
        assertToolFails(send(request(base(), body), authorizationServer.issue("bob")), "lacks the permission");
    }

    @ParameterizedTest
    @CsvSource({
        "create_project, projects:read, projects:write",
        "create_project, profile, projects:write",
        "list_projects, projects:write, projects:read",
        "list_projects, profile, projects:read"
    })
    void toolWhenTokenLacksScopeThenItFailsAndNamesIt(String tool, String granted, String needed) throws Exception {
        assertToolFails(
                send(
                        request(base(), toolCall(tool, Map.of("name", "x"))),
                        authorizationServer.issueLimited("alice", granted, "editor")),
                "lacks " + needed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1999-01-01", "2099-01-01", "x", ""})
    void callWhenRevisionIsUnknownThenBadRequest(String revision) throws Exception {
        HttpResponse<String> answer =
                send(whoami(base()).setHeader("MCP-Protocol-Version", revision), authorizationServer.issue("alice"));

        assertThat(answer.statusCode()).isEqualTo(400);
        JsonNode error = JSON.readTree(answer.body()).path("error");
        assertThat(error.path("code").asInt()).isEqualTo(-32022);
        assertThat(error.at("/data/supported")).extracting(JsonNode::asString).contains("2026-07-28", "2025-11-25");
        assertThat(error.at("/data/requested").asString()).isEqualTo(revision);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
    void callWhenRevisionIsKnownThenAnswered(String revision) throws Exception {
        assertThat(send(whoami(base()).setHeader("MCP-Protocol-Version", revision), authorizationServer.issue("alice"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoamiWhenJwtThenInvalidTokenAndNobodyIsAsked() throws Exception {
        int before = authorizationServer.introspections();

        assertThat(send(whoami(base()), authorizationServer.sign(authorizationServer.jwtClaims("alice")))
                        .statusCode())
                .isEqualTo(401);
        assertThat(authorizationServer.introspections()).isEqualTo(before);
    }

    @Test
    void whoamiWhenTokenHasNoProjectScopeThenAnswered() throws Exception {
        HttpResponse<String> answer = send(whoami(base()), authorizationServer.issueLimited("alice", "openid"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(username(answer.body())).isEqualTo("alice");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"create_project\",\"name\":\"whoami\",\"arguments\":{\"name\":\"Smuggled\"}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"whoami\",\"name\":\"create_project\",\"arguments\":{\"name\":\"Smuggled\"}}}",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"create_project\",\"arguments\":{\"name\":\"Smuggled\"}}}]",
                "{\"jsonrpc\":\"2.0\",\"method\":\"tools/call\",\"params\":{\"name\":\"create_project\",\"arguments\":{\"name\":\"Smuggled\"}}}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\" create_project\",\"arguments\":{\"name\":\"Smuggled\"}}}",
            })
    void createProjectWhenSmuggledByNoEditorThenNothingMade(String body) throws Exception {
        String token = authorizationServer.issue("bob");

        assertThat(send(request(base(), body), token).body()).doesNotContain("createdBy");
        assertThat(send(request(base(), body).setHeader("Content-Type", "application/json;charset=utf-16"), token)
                        .body())
                .doesNotContain("createdBy");
        assertThat(send(request(base(), toolCall("list_projects", Map.of())), token)
                        .body())
                .doesNotContain("Smuggled");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "null", "7", "[]", "{}", "{\"jsonrpc\":\"2.0\"}"})
    void messageWhenNotJsonRpcThenBadRequest(String body) throws Exception {
        assertThat(send(request(base(), body), authorizationServer.issue("alice"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void messageWhenNotJsonRpcThenNotLogged() throws Exception {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        log.start();
        root.addAppender(log);
        try {
            String token = authorizationServer.issue("alice");
            send(request(base(), "{\"token\":\"" + token + "\"}"), token);
            send(request(base(), token), token);
        } finally {
            root.detachAppender(log);
        }

        assertThat(List.copyOf(log.list)).isEmpty();
    }

    @Test
    void messageWhenTooLargeThenRefused() throws Exception {
        String token = authorizationServer.issue("alice", "editor");

        assertThat(send(request(base(), toolCall("create_project", Map.of("name", "x".repeat(65_536)))), token)
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void messageWhenNotAsciiThenUnderstood() throws Exception {
        String token = authorizationServer.issue("alice", "editor");

        assertThat(send(request(base(), toolCall("create_project", Map.of("name", "Müßiggang ☕"))), token)
                        .body())
                .contains("Müßiggang ☕");
    }

    @Test
    void toolWhenUnknownThenJsonRpcError() throws Exception {
        HttpResponse<String> answer =
                send(request(base(), toolCall("drop_projects", Map.of())), authorizationServer.issue("bob"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()).at("/error/code").asInt()).isEqualTo(-32602);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://evil.example", "null", "http://localhost.evil.example", "http://127.0.0.1.evil.example"})
    void originWhenForeignThenForbidden(String origin) throws Exception {
        assertThat(send(whoami(base()).setHeader("Origin", origin), authorizationServer.issue("alice"))
                        .statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:6274", "http://127.0.0.1", "http://[::1]:80"})
    void originWhenLocalThenAccepted(String origin) throws Exception {
        assertThat(send(whoami(base()).setHeader("Origin", origin), authorizationServer.issue("alice"))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void streamWhenAskedForThenMethodNotAllowed() throws Exception {
        String token = authorizationServer.issue("alice");

        assertThat(send(whoami(base()).GET(), token).statusCode()).isEqualTo(405);
        assertThat(send(whoami(base()).DELETE(), token).statusCode()).isEqualTo(405);
    }

    private McpSyncClient client(String token) {
        return McpClient.sync(HttpClientStreamableHttpTransport.builder(base().toString())
                        .endpoint("/mcp")
                        .addHttpRequestCustomizer((request, method, uri, body, context) ->
                                request.setHeader("Authorization", "Bearer " + token))
                        .build())
                .build();
    }

    private static CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
    }

    private static String text(CallToolResult result) {
        return ((TextContent) result.content().get(0)).text();
    }

    private static String toolCall(String tool, Map<String, Object> arguments) {
        return JSON.writeValueAsString(Map.of(
                "jsonrpc",
                "2.0",
                "id",
                1,
                "method",
                "tools/call",
                "params",
                Map.of("name", tool, "arguments", arguments)));
    }

    private static HttpRequest.Builder request(URI base, String body) {
        return HttpRequest.newBuilder(base.resolve("/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("MCP-Protocol-Version", "2025-11-25")
                .POST(BodyPublishers.ofString(body));
    }
}
