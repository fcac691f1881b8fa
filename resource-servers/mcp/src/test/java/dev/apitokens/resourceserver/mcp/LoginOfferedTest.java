package dev.apitokens.resourceserver.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.resourceserver.security.AuthorizationServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** A server that tells its clients where to log in: what is missing is for them to ask their person for. */
class LoginOfferedTest {

    private static final AuthorizationServer AUTHORIZATION_SERVER = new AuthorizationServer();
    private static ConfigurableApplicationContext server;

    @BeforeAll
    static void start() {
        server = new SpringApplicationBuilder(McpServerApplication.class)
                .run(
                        "--server.port=0",
                        "--api-tokens.issuer-uri=" + AUTHORIZATION_SERVER.issuer(),
                        "--api-tokens.client-id=" + AuthorizationServer.CLIENT_ID,
                        "--api-tokens.client-secret=" + AuthorizationServer.CLIENT_SECRET,
                        "--api-tokens.metadata=on",
                        "--api-tokens.resource=http://localhost/mcp",
                        "--logging.level.root=warn");
    }

    @AfterAll
    static void stop() {
        server.close();
        AUTHORIZATION_SERVER.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "profile | editor | Bearer error=\"insufficient_scope\", scope=\"projects:write\"",
                "projects:write | none | Bearer error=\"insufficient_scope\", error_description=\"The token's owner lacks the permission\""
            })
    void toolWhenPermissionIsMissingThenForbiddenWithChallenge(String scope, String role, String challenge)
            throws Exception {
        URI address =
                URI.create("http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port") + "/mcp");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .header("Content-Type", "application/json")
                                .header("Accept", "application/json, text/event-stream")
                                .header(
                                        "Authorization",
                                        "Bearer " + AUTHORIZATION_SERVER.issueLimited("alice", scope, role))
                                .POST(
                                        HttpRequest.BodyPublishers.ofString(
                                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                                                        + "\"params\":{\"name\":\"create_project\",\"arguments\":{\"name\":\"x\"}}}"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .startsWith(challenge)
                .contains("resource_metadata=");
    }
}
