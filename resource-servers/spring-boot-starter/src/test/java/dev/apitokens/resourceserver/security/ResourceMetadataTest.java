package dev.apitokens.resourceserver.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.resourceserver.security.refusal.BearerChallenge;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** A server that tells its clients where to log in; that others do not is in {@link BearerTokenContract}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResourceMetadataTest {

    private static final String ADDRESS = "https://api.example/.well-known/oauth-protected-resource/v1/greeting";
    private static final String CHALLENGE_END = "resource_metadata=\"" + ADDRESS + "\"";

    private final AuthorizationServer authorizationServer = new AuthorizationServer();
    private final ConfigurableApplicationContext server =
            start("--api-tokens.resource=https://api.example/v1/greeting");

    private ConfigurableApplicationContext start(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--api-tokens.issuer-uri=" + authorizationServer.issuer(),
                "--api-tokens.client-id=" + AuthorizationServer.CLIENT_ID,
                "--api-tokens.client-secret=" + AuthorizationServer.CLIENT_SECRET,
                "--api-tokens.metadata=on",
                "--api-tokens.scopes=projects:read,projects:write",
                "--logging.level.root=off"));
        arguments.addAll(List.of(more));
        return new SpringApplicationBuilder(GreetingServerTest.GreetingServer.class)
                .run(arguments.toArray(String[]::new));
    }

    @AfterAll
    void stop() {
        server.close();
        authorizationServer.close();
    }

    private HttpResponse<String> get(String path, String token) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port") + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/.well-known/oauth-protected-resource", "/.well-known/oauth-protected-resource/v1/greeting"})
    void metadataWhenSwitchedOnThenTellsWhereToLogInWhoeverAsks(String path) throws Exception {
        HttpResponse<String> answer = get(path, "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains("*");
        assertThat(new JsonMapper().readTree(answer.body()))
                .isEqualTo(new JsonMapper().readTree("""
                        {"resource": "https://api.example/v1/greeting", "authorization_servers": ["%s"],
                         "scopes_supported": ["projects:read", "projects:write"],
                         "bearer_methods_supported": ["header"]}""".formatted(authorizationServer.issuer())));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-protected-resource/v1",
                "/.well-known/oauth-protected-resource/mcp",
                "/.well-known/oauth-authorization-server",
                "/.well-known/openid-configuration"
            })
    void wellKnownPathWhenNothingIsThereThenNotFound(String path) throws Exception {
        assertThat(get(path, "").statusCode()).isEqualTo(404);
    }

    @Test
    void challengeWhenSwitchedOnThenNamesTheMetadata() throws Exception {
        assertChallenge(get("/greeting", ""), 401, "Bearer ");
        assertChallenge(get("/greeting", "kcat_unknown"), 401, BearerChallenge.INVALID_TOKEN + ", ");
        assertChallenge(get("/role", authorizationServer.issue("bob")), 403, BearerChallenge.INSUFFICIENT_SCOPE + ", ");
        assertChallenge(
                get("/permission", authorizationServer.issueLimited("alice", "email", "editor")),
                403,
                BearerChallenge.insufficientScope(List.of("projects:read", "projects:write")) + ", ");
    }

    private static void assertChallenge(HttpResponse<String> answer, int status, String start) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly(start + CHALLENGE_END);
    }

    @Test
    void startWhenAddressIsMissingThenSaysWhichSetting() {
        assertThatThrownBy(() -> start("--api-tokens.resource=").close())
                .hasStackTraceContaining("the public address is empty: set RESOURCE_URL");
    }
}
