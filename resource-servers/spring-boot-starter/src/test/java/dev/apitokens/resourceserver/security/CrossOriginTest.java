package dev.apitokens.resourceserver.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.resourceserver.security.GreetingServerTest.GreetingServer;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What a page of another origin can do. */
class CrossOriginTest {

    private static final AuthorizationServer AUTHORIZATION_SERVER = new AuthorizationServer();
    private static ConfigurableApplicationContext server;

    @BeforeAll
    static void start() {
        server = new SpringApplicationBuilder(GreetingServer.class)
                .run(
                        "--server.port=0",
                        "--api-tokens.issuer-uri=" + AUTHORIZATION_SERVER.issuer(),
                        "--api-tokens.client-id=" + AuthorizationServer.CLIENT_ID,
                        "--api-tokens.client-secret=" + AuthorizationServer.CLIENT_SECRET,
                        "--api-tokens.allowed-origins=http://localhost:*,https://app.example",
                        "--logging.level.root=warn");
    }

    @AfterAll
    static void stop() {
        server.close();
        AUTHORIZATION_SERVER.close();
    }

    private static HttpResponse<String> call(String method, String origin, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        BearerTokenContract.base(server).resolve("/greeting"))
                .header("Origin", origin)
                .method(method, HttpRequest.BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost", "http://localhost:6274", "https://app.example"})
    void preflightWhenOriginIsAllowedThenNeedsNoToken(String origin) throws Exception {
        HttpResponse<String> answer = call(
                "OPTIONS",
                origin,
                "Access-Control-Request-Method",
                "POST",
                "Access-Control-Request-Headers",
                "authorization,content-type,mcp-protocol-version");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).contains(origin);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods"))
                .hasValueSatisfying(methods -> assertThat(methods).contains("POST"));
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValueSatisfying(names -> assertThat(names).contains("authorization", "mcp-protocol-version"));
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @Test
    void callWhenOriginIsAllowedThenRefusalsCanBeReadAsWell() throws Exception {
        HttpResponse<String> good =
                call("GET", "https://app.example", "Authorization", "Bearer " + AUTHORIZATION_SERVER.issue("alice"));
        assertThat(good.statusCode()).isEqualTo(200);
        assertThat(good.headers().firstValue("Access-Control-Allow-Origin")).contains("https://app.example");

        HttpResponse<String> refused = call("GET", "https://app.example");
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(refused.headers().firstValue("Access-Control-Allow-Origin")).contains("https://app.example");
        assertThat(refused.headers().firstValue("Access-Control-Expose-Headers"))
                .hasValueSatisfying(names -> assertThat(names).contains("WWW-Authenticate"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://evil.example", "http://app.example", "http://localhost.evil.example", "null"})
    void callWhenOriginIsForeignThenForbidden(String origin) throws Exception {
        assertThat(call("OPTIONS", origin, "Access-Control-Request-Method", "POST")
                        .statusCode())
                .isEqualTo(403);
        assertThat(call("GET", origin, "Authorization", "Bearer " + AUTHORIZATION_SERVER.issue("alice"))
                        .statusCode())
                .isEqualTo(403);
    }
}
