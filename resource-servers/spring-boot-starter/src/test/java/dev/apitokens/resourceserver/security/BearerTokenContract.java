package dev.apitokens.resourceserver.security;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** What every resource server does about tokens: each server's tests extend this and run all of it on that server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BearerTokenContract {

    /** The stand-in that issues and introspects the tokens. */
    protected final AuthorizationServer authorizationServer = new AuthorizationServer();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Class<?> application;
    private final List<String> options;
    private final ConfigurableApplicationContext server;

    /** Starts the server, with options of its own. */
    protected BearerTokenContract(Class<?> application, String... options) {
        this.application = application;
        this.options = List.of(options);
        server = start();
    }

    /** The stand-in that issues and introspects the tokens. */
    public final AuthorizationServer authorizationServer() {
        return authorizationServer;
    }

    /** A call that anybody with a good token may make, to this base address. */
    protected abstract HttpRequest.Builder whoami(URI base);

    /** The login name in the answer to that call. */
    protected abstract String username(String body);

    /** The server's base address. */
    public final URI base() {
        return base(server);
    }

    static URI base(ConfigurableApplicationContext server) {
        return URI.create("http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port"));
    }

    final ConfigurableApplicationContext start() {
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=0",
                "--api-tokens.issuer-uri=" + authorizationServer.issuer(),
                "--api-tokens.client-id=" + AuthorizationServer.CLIENT_ID,
                "--api-tokens.client-secret=" + AuthorizationServer.CLIENT_SECRET,
                "--logging.level.root=warn"));
        arguments.addAll(options);
        return new SpringApplicationBuilder(application).run(arguments.toArray(String[]::new));
    }

    @BeforeAll
    void discoverOnce() throws Exception {
        assertThat(send(whoami(base()), authorizationServer.issue("warm-up")).statusCode())
                .isEqualTo(200);
    }

    @AfterEach
    void recover() {
        authorizationServer.recover();
    }

    @AfterAll
    void stop() {
        server.close();
        authorizationServer.close();
    }

    /** Sends a request without a token. */
    protected final HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    /** Sends a request with a token. */
    protected final HttpResponse<String> send(HttpRequest.Builder request, String token)
            throws IOException, InterruptedException {
        HttpResponse<String> answer = send(request.setHeader("Authorization", "Bearer " + token));
        assertThat(answer.body()).doesNotContain(token);
        assertThat(answer.headers().map().toString()).doesNotContain(token);
        return answer;
    }

    final HttpResponse<String> whoami(String token) throws IOException, InterruptedException {
        return send(whoami(base()), token);
    }

    private static void assertChallenge(HttpResponse<String> answer, int status, String challenge) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().allValues("WWW-Authenticate")).containsExactly(challenge);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    static void assertInvalidToken(HttpResponse<String> answer) {
        assertChallenge(
                answer,
                401,
                "Bearer error=\"invalid_token\", error_description=\"The token is malformed, unknown, expired or revoked\"");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":\"invalid_token\",\"error_description\":\"The token is malformed, unknown, expired"
                                + " or revoked\"}");
    }

    static void assertUnavailable(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).startsWith("application/json");
        assertThat(answer.body())
                .isEqualTo(
                        "{\"error\":\"temporarily_unavailable\",\"error_description\":\"The authorization server could"
                                + " not be asked about the token\"}");
    }

    @Test
    void callWhenTokenActiveThenCallerIsItsOwner() throws Exception {
        HttpResponse<String> answer = whoami(authorizationServer.issue("alice", "editor"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(username(answer.body())).isEqualTo("alice");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void callThenAuthorizationServerIsToldWhereTheCallerIs() throws Exception {
        whoami(authorizationServer.issue("alice", "editor"));

        Map<String, String> told = authorizationServer.lastIntrospection();
        assertThat(told).containsEntry("client_address", "127.0.0.1");
        assertThat(told.get("user_agent")).startsWith("Java-http-client/");
    }

    @Test
    void callWhenNoTokenThenUnauthorizedWithoutErrorCode() throws Exception {
        HttpResponse<String> answer = send(whoami(base()));

        assertChallenge(answer, 401, "Bearer");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void callWhenNotBearerThenUnauthorizedWithoutErrorCode() throws Exception {
        assertChallenge(send(whoami(base()).setHeader("Authorization", "Basic YTpi")), 401, "Bearer");
    }

    @Test
    void callWhenTokenInQueryThenNoToken() throws Exception {
        String token = authorizationServer.issue("alice");
        URI call = whoami(base()).build().uri();
        int before = authorizationServer.introspections();

        assertChallenge(send(whoami(base()).uri(URI.create(call + "?access_token=" + token))), 401, "Bearer");
        assertThat(authorizationServer.introspections()).isEqualTo(before);
    }

    @Test
    void callWhenTokenInFormThenNoToken() throws Exception {
        String token = authorizationServer.issue("alice");

        assertChallenge(
                send(whoami(base())
                        .setHeader("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString("access_token=" + token))),
                401,
                "Bearer");
    }

    /** A proxy in front may have looked at the one, and this server would at the other. */
    @Test
    void callWhenThereIsMoreThanOneTokenThenBadRequestWithoutAsking() throws Exception {
        String token = authorizationServer.issue("alice");
        int before = authorizationServer.introspections();
        URI address = whoami(base()).build().uri();

        for (HttpRequest.Builder request : List.of(
                whoami(base()).header("Authorization", "Bearer " + token).header("Authorization", "Bearer " + token),
                whoami(base()).header("Authorization", "Basic YTpi").header("Authorization", "Bearer " + token),
                whoami(base())
                        .uri(URI.create(address + "?a=b&access_token=" + token))
                        .header("Authorization", "Bearer " + token))) {
            HttpResponse<String> answer = send(request);

            assertChallenge(
                    answer,
                    400,
                    "Bearer error=\"invalid_request\", error_description=\"There is more than one token in the request\"");
            assertThat(answer.body()).contains("invalid_request").doesNotContain(token);
        }
        assertThat(authorizationServer.introspections()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer ", "Bearer two words", "Bearer \"quoted\"", "bearer kcat_ä", "Bearer a,b"})
    void callWhenTokenMalformedThenInvalidTokenWithoutAsking(String header) throws Exception {
        int before = authorizationServer.introspections();

        assertInvalidToken(send(whoami(base()).setHeader("Authorization", header)));
        assertThat(authorizationServer.introspections()).isEqualTo(before);
    }

    @Test
    void callWhenTokenUnknownThenInvalidToken() throws Exception {
        assertInvalidToken(whoami("kcat_unknown"));
    }

    @Test
    void callWhenTokenRevokedThenInvalidTokenOnTheNextCall() throws Exception {
        String token = authorizationServer.issue("alice");
        assertThat(whoami(token).statusCode()).isEqualTo(200);

        authorizationServer.revoke(token);

        assertInvalidToken(whoami(token));
    }

    @Test
    void callWhenAnotherAudienceThenInvalidToken() throws Exception {
        Map<String, Object> claims = authorizationServer.claims(authorizationServer.issue("alice"));
        claims.put("aud", List.of("another-server"));
        assertInvalidToken(whoami(authorizationServer.issue(claims)));

        claims.remove("aud");
        assertInvalidToken(whoami(authorizationServer.issue(claims)));
    }

    @Test
    void callWhenAudienceIsOneStringThenAccepted() throws Exception {
        Map<String, Object> claims = authorizationServer.claims(authorizationServer.issue("alice"));
        claims.put("aud", AuthorizationServer.CLIENT_ID);

        assertThat(whoami(authorizationServer.issue(claims)).statusCode()).isEqualTo(200);
    }

    @Test
    void callWhenAuthorizationServerDownThenUnavailableUntilItIsBack() throws Exception {
        String token = authorizationServer.issue("alice");
        authorizationServer.stop();
        try {
            assertUnavailable(whoami(token));
        } finally {
            authorizationServer.restart();
        }

        assertThat(whoami(token).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "500 | {\"error\":\"server_error\"}",
                "503 | {\"error\":\"temporarily_unavailable\"}",
                "429 | slow down",
                "401 | {\"error\":\"unauthorized_client\"}",
                "403 | {\"error\":\"invalid_request\"}",
                "400 | {\"error\":\"invalid_request\",\"error_description\":\"%TOKEN%\"}",
                "400 | {\"active\":true}",
                "302 | ``",
                "204 | ``",
                "201 | {\"active\":true}",
                "200 | ``",
                "200 | <html>%TOKEN%</html>",
                "200 | %TOKEN%",
                "200 | null",
                "200 | []",
                "200 | {}",
                "200 | {\"active\":\"true\"}",
                "200 | {\"active\":null}",
                "200 | {\"active\":true,\"aud\":\"demo:api ä+\"}",
                "200 | {\"active\":true,\"aud\":\"demo:api ä+\",\"sub\":\"x\",\"exp\":\"soon\"}",
                "200 | {\"active\":true,\"aud\":\"demo:api ä+\",\"sub\":\"x\",\"exp\":1e300}",
                "200 | {\"active\":true,\"aud\":\"demo:api ä+\",\"sub\":\"x\",\"realm_access\":\"all\"}",
            })
    void callWhenIntrospectionAnswersOddlyThenUnavailableUntilItRecovers(int status, String body) throws Exception {
        String token = authorizationServer.issue("alice");
        authorizationServer.answerIntrospection(status, body);
        assertUnavailable(whoami(token));

        authorizationServer.recover();

        assertThat(whoami(token).statusCode()).isEqualTo(200);
    }

    @Test
    void startWhenAuthorizationServerDownThenUnavailableUntilItIsUp() throws Exception {
        String token = authorizationServer.issue("alice");
        try (ConfigurableApplicationContext early = startBeforeAuthorizationServer(token)) {
            // Found once, it need not be found again.
            authorizationServer.answerDiscovery(500, "");
            assertThat(send(whoami(base(early)), token).statusCode()).isEqualTo(200);
        }
    }

    /** Starts another server while the authorization server is down, and has that come back, as another one at first. */
    final ConfigurableApplicationContext startBeforeAuthorizationServer(String token) throws Exception {
        ConfigurableApplicationContext early;
        authorizationServer.stop();
        try {
            early = start();
            assertUnavailable(send(whoami(base(early)), token));
        } finally {
            authorizationServer.restart();
        }
        authorizationServer.answerDiscovery(200, "{\"issuer\":\"http://127.0.0.1/another\"}");
        assertUnavailable(send(whoami(base(early)), token));

        authorizationServer.recover();
        assertThat(send(whoami(base(early)), token).statusCode()).isEqualTo(200);
        return early;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/.well-known/oauth-protected-resource",
                "/.well-known/oauth-protected-resource/mcp",
                "/.well-known/oauth-authorization-server",
                "/.well-known/openid-configuration",
                "/mcp/.well-known/openid-configuration"
            })
    void wellKnownPathWhenUnusedThenNotFound(String path) throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(base().resolve(path)));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/unknown", "/error", "/health/more", "/graphiql", "/actuator"})
    void anyOtherPathWhenNoTokenThenUnauthorized(String path) throws Exception {
        assertChallenge(send(HttpRequest.newBuilder(base().resolve(path))), 401, "Bearer");
    }

    @Test
    void unknownPathWhenTokenThenNotFound() throws Exception {
        assertThat(send(HttpRequest.newBuilder(base().resolve("/unknown")), authorizationServer.issue("alice"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void callWhenManyAtOnceThenNobodyIsTakenForSomebodyElse() throws Exception {
        List<String> people = List.of("alice", "bob", "carol");
        List<String> tokens = people.stream().map(authorizationServer::issue).toList();
        List<Callable<String>> calls = IntStream.range(0, 300)
                .<Callable<String>>mapToObj(i -> () -> {
                    HttpResponse<String> answer = send(whoami(base()), tokens.get(i % 3));
                    return people.get(i % 3) + " is answered " + answer.statusCode() + " as " + username(answer.body());
                })
                .toList();

        // More at once than the server has cores; not so many that a slow machine runs into its time limits.
        ExecutorService callers = Executors.newFixedThreadPool(20);
        try {
            for (Future<String> call : callers.invokeAll(calls)) {
                assertThat(call.get())
                        .isIn(
                                "alice is answered 200 as alice",
                                "bob is answered 200 as bob",
                                "carol is answered 200 as carol");
            }
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void logWhenEverythingHappensThenHoldsNoToken() throws Exception {
        String token = authorizationServer.issue("alice");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger spring = (Logger) LoggerFactory.getLogger("org.springframework");
        Logger ours = (Logger) LoggerFactory.getLogger("dev.apitokens");
        log.start();
        root.addAppender(log);
        // Not onto the console as well.
        Appender<ILoggingEvent> console = root.getAppender("CONSOLE");
        root.detachAppender(console);
        spring.setLevel(Level.DEBUG);
        ours.setLevel(Level.TRACE);
        try {
            whoami(token);
            authorizationServer.answerIntrospection(200, "<html>%TOKEN%</html>");
            whoami(token);
            authorizationServer.answerIntrospection(500, "%TOKEN%");
            whoami(token);
            authorizationServer.answerIntrospection(200, "%TOKEN%");
            whoami(token);
            authorizationServer.recover();
            authorizationServer.revoke(token);
            whoami(token);
            send(whoami(base()).setHeader("Authorization", "Bearer " + token + "!"));
        } finally {
            spring.setLevel(null);
            ours.setLevel(null);
            root.addAppender(console);
            root.detachAppender(log);
        }

        assertThat(log.list).hasSizeGreaterThan(20);
        assertThat(List.copyOf(log.list)).allSatisfy(event -> {
            assertThat(event.getFormattedMessage()).doesNotContain(token);
            assertThat(ThrowableProxyUtil.asString(event.getThrowableProxy())).doesNotContain(token);
        });
    }
}
