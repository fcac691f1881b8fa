package dev.apitokens.resourceserver.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Revision 2026-07-28 of MCP, message by message. */
class StatelessRevisionTest {

    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";
    private static final String WHOAMI = "\"name\":\"whoami\",\"arguments\":{},";
    private static final JsonMapper JSON = new JsonMapper();
    private static final RunningServer SERVER = new RunningServer();

    @AfterAll
    static void stop() {
        SERVER.close();
    }

    private static HttpResponse<String> send(String method, String params, String... headers) throws Exception {
        return SERVER.send(
                SERVER.authorizationServer().issue("alice", "editor"),
                "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"" + method + "\",\"params\":{" + params + "}}",
                headers);
    }

    private static HttpResponse<String> sendModern(String method, String params, String... more) throws Exception {
        String[] headers = new String[4 + more.length];
        headers[0] = "MCP-Protocol-Version";
        headers[1] = "2026-07-28";
        headers[2] = "Mcp-Method";
        headers[3] = method;
        System.arraycopy(more, 0, headers, 4, more.length);
        return send(method, params, headers);
    }

    private static JsonNode result(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.path("id").asString()).isEqualTo("a");
        assertThat(body.at("/result/resultType").asString()).isEqualTo("complete");
        assertThat(body.path("result")
                        .path("_meta")
                        .path("io.modelcontextprotocol/serverInfo")
                        .path("name")
                        .asString())
                .isEqualTo("api-tokens-demo");
        return body.path("result");
    }

    @Test
    void discoverThenTellsWhatItSpeaksAndCan() throws Exception {
        JsonNode result = result(sendModern("server/discover", META));

        assertThat(result.path("supportedVersions"))
                .extracting(JsonNode::asString)
                .containsExactly("2026-07-28", "2025-11-25", "2025-06-18", "2025-03-26", "2024-11-05");
        assertThat(result.path("capabilities").has("tools")).isTrue();
        assertThat(result.path("instructions").asString()).isNotBlank();
        assertThat(result.path("ttlMs").asInt()).isPositive();
        assertThat(result.path("cacheScope").asString()).isEqualTo("private");
    }

    @Test
    void listThenToolsThatMayBeKept() throws Exception {
        JsonNode result = result(sendModern("tools/list", META));

        assertThat(result.path("tools"))
                .extracting(tool -> tool.path("name").asString())
                .contains("whoami");
        assertThat(result.path("ttlMs").asInt()).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"whoami", "=?base64?d2hvYW1p?="})
    void callWhenHeadersSayWhatTheBodySaysThenAnswered(String name) throws Exception {
        JsonNode result = result(sendModern("tools/call", WHOAMI + META, "Mcp-Name", name));

        assertThat(result.at("/content/0/text").asString()).contains("alice");
        assertThat(result.has("ttlMs")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"create_project", "", "WHOAMI", "=?base64?*?=", "=?base64?Y3JlYXRl?="})
    void callWhenNameIsAnotherThenRefused(String name) throws Exception {
        assertFault(sendModern("tools/call", WHOAMI + META, "Mcp-Name", name), 400, -32020);
    }

    @Test
    void callWhenHeaderIsMissingThenRefused() throws Exception {
        assertFault(sendModern("tools/call", WHOAMI + META), 400, -32020);
        assertFault(send("tools/list", META, "MCP-Protocol-Version", "2026-07-28"), 400, -32020);
        assertFault(send("tools/list", META), 400, -32020);
        assertFault(send("tools/list", META, "MCP-Protocol-Version", "2025-11-25"), 400, -32020);
        assertFault(
                send("tools/list", META, "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", "tools/call"),
                400,
                -32020);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"cursor\":\"a\"",
                "\"_meta\":{}",
                "\"_meta\":1",
                "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}",
                "\"_meta\":{\"io.modelcontextprotocol/clientCapabilities\":{}}",
                "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\",\"io.modelcontextprotocol/clientCapabilities\":[]}"
            })
    void requestWhenMetadataIsMissingThenInvalidParams(String params) throws Exception {
        assertFault(sendModern("tools/list", params), 400, -32602);
    }

    @Test
    void requestWhenVersionsDifferThenRefused() throws Exception {
        assertFault(sendModern("tools/list", META.replace("2026-07-28", "2025-11-25")), 400, -32020);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ping", "logging/setLevel", "resources/list", "subscriptions/listen", "nothing"})
    void requestWhenMethodIsNoneOfItsThenNotFound(String method) throws Exception {
        assertFault(sendModern(method, META), 404, -32601);
    }

    @Test
    void initializeWhenClientPrefersTheRevisionThenTheNewestThatHasAHandshake() throws Exception {
        HttpResponse<String> answer = send(
                "initialize",
                "\"protocolVersion\":\"2026-07-28\",\"capabilities\":{},\"clientInfo\":{\"name\":\"a\",\"version\":\"1\"}",
                "MCP-Protocol-Version",
                "2026-07-28");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JsonNode result = JSON.readTree(answer.body()).path("result");
        assertThat(result.path("protocolVersion").asString()).isEqualTo("2025-11-25");
        assertThat(result.has("resultType")).isFalse();
        assertFault(
                sendModern(
                        "initialize",
                        "\"protocolVersion\":\"2026-07-28\",\"capabilities\":{},"
                                + "\"clientInfo\":{\"name\":\"a\",\"version\":\"1\"}," + META),
                404,
                -32601);
    }

    private static void assertFault(HttpResponse<String> answer, int status, int code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode body = JSON.readTree(answer.body());
        assertThat(body.at("/error/code").asInt()).as(answer.body()).isEqualTo(code);
        assertThat(body.path("id").asString()).isEqualTo("a");
    }
}
