package dev.apitokens.systemtests.gateway;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.Check;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.net.http.HttpRequest;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What an API behind a reverse proxy gets to see, and what its callers do. */
class GatewayIT {

    private static final int LARGE = 20_000_000;
    private static final Product PRODUCT = Product.shared();
    private static final Api API = new Api();
    private static final Map<Gateway.Program, Gateway> GATEWAYS = new EnumMap<>(Gateway.Program.class);

    private final Person person = PRODUCT.newPerson("editor");

    @BeforeAll
    static void start() {
        for (Gateway.Program program : Gateway.Program.values()) {
            GATEWAYS.put(
                    program, Gateway.start(program, PRODUCT.keycloak.baseUrl().getPort(), API.port()));
        }
    }

    @AfterAll
    static void stop() {
        GATEWAYS.values().forEach(Gateway::close);
        API.close();
    }

    private static Gateway gateway(Gateway.Program program) {
        return Objects.requireNonNull(GATEWAYS.get(program));
    }

    @ParameterizedTest
    @EnumSource
    void callWhenTokenIsGoodThenApiLearnsWhoItIsAndNotTheToken(Gateway.Program program) {
        Person.Created token = person.create("Für die CI");

        JsonNode seen = gateway(program).get("/projects?page=2", token.secret()).json();

        assertThat(seen.path("path").asText()).isEqualTo("/projects?page=2");
        JsonNode headers = seen.path("headers");
        assertThat(headers.path("x-auth-user").asText()).isEqualTo(person.username());
        assertThat(headers.path("x-auth-roles").asText()).contains("editor");
        assertThat(headers.path("x-auth-token-id").asText()).isEqualTo(token.id());
        // Introspection does not tell it.
        assertThat(headers.path("x-auth-token-name").asText()).isEqualTo(program.asksCheck() ? "F%C3%BCr die CI" : "");
        assertThat(headers.has("authorization")).isFalse();
        assertThat(seen.toString()).doesNotContain(token.secret());
    }

    @ParameterizedTest
    @EnumSource
    void callWhenBasicThenTheSame(Gateway.Program program) {
        Person.Created token = person.create("a");

        Http.Answer answer = Http.send(
                gateway(program).request("/").header("Authorization", Check.basic(person.username(), token.secret())));

        assertThat(answer.json().at("/headers/x-auth-user").asText()).isEqualTo(person.username());
        assertThat(answer.json().path("headers").has("authorization")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void callWhenHeadersAreMadeUpThenRemoved(Gateway.Program program) {
        Person.Created token = person.create("a");

        JsonNode headers = Http.send(gateway(program)
                        .request("/")
                        .header("Authorization", "Bearer " + token.secret())
                        .header("X-Auth-User", "admin")
                        .header("x-auth-groups", "/admins")
                        .header("X-AUTH-ROLES", "admin")
                        .header("X-Auth-Token", "made up"))
                .json()
                .path("headers");

        assertThat(headers.path("x-auth-user").asText()).isEqualTo(person.username());
        assertThat(headers.path("x-auth-roles").asText()).doesNotContain("admin");
        assertThat(headers.path("x-auth-groups").asText()).isEmpty();
        assertThat(headers.has("x-auth-token")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void callWhenRevokedThenRefusedAtTheNextCallAndApiIsNotReached(Gateway.Program program) {
        Gateway gateway = gateway(program);
        Person.Created token = person.create("a");
        assertThat(gateway.get("/", token.secret()).status()).isEqualTo(200);
        int before = API.calls();

        person.revoke(token.id());

        Http.Answer refused = gateway.get("/", token.secret());
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate"))
                .startsWith(program.asksCheck() ? "Bearer realm=\"demo\"" : "Bearer error=\"invalid_token\"");
        assertThat(Http.send(gateway.request("/")).status()).isEqualTo(401);
        assertThat(Http.send(gateway.request("/").header("X-Auth-User", "admin"))
                        .status())
                .isEqualTo(401);
        assertThat(API.calls()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void callWhenTokenIsBoundToAddressesThenOnlyFromThere(Gateway.Program program) {
        Person.Created here = person.create(Map.of("name", "here", "addresses", List.of("127.0.0.0/8", "::1/128")));
        Person.Created elsewhere = person.create(Map.of("name", "elsewhere", "addresses", List.of("192.0.2.0/24")));

        // Who introspects without a word of the caller's address has no use for a bound token.
        assertThat(gateway(program).get("/", here.secret()).status()).isEqualTo(program.asksCheck() ? 200 : 401);
        assertThat(gateway(program).get("/", elsewhere.secret()).status()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    void callWhenScopeIsMissingThenForbidden(Gateway.Program program) {
        Gateway gateway = gateway(program);
        Person.Created reader = person.create(Map.of("name", "reader", "scopes", List.of("projects:read")));
        Person.Created writer = person.create(Map.of("name", "writer", "scopes", List.of("projects:write")));

        assertThat(gateway.get("/write", reader.secret()).status()).isEqualTo(403);
        assertThat(gateway.get("/", reader.secret()).status()).isEqualTo(200);
        JsonNode seen = gateway.get("/write", writer.secret()).json();
        assertThat(seen.path("path").asText()).isEqualTo("/write");
        assertThat(seen.path("headers").has("authorization")).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void callWhenPathIsSpelledOtherwiseThenTheSameScopeIsNeeded(Gateway.Program program) {
        Person.Created reader = person.create(Map.of("name", "reader", "scopes", List.of("projects:read")));
        int before = API.calls();

        for (String path : List.of(
                "/write/1", "//write", "/%77rite", "/./write", "/x/../write", "/x/%2e%2e/write", "/%2E/writ%65")) {
            assertThat(gateway(program).get(path, reader.secret()).status())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(API.calls()).isEqualTo(before);
    }

    @ParameterizedTest
    @EnumSource
    void callWhenBodyIsLargeThenAllOfItArrives(Gateway.Program program) {
        Http.Answer answer = Http.send(gateway(program)
                .request("/upload")
                .header("Authorization", "Bearer " + person.create("a").secret())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofByteArray(new byte[LARGE])));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("length").asInt()).isEqualTo(LARGE);
        assertThat(answer.json().path("method").asText()).isEqualTo("POST");
    }

    @ParameterizedTest
    @EnumSource
    void socketWhenTokenIsGoodThenOpenAndElseNot(Gateway.Program program) throws Exception {
        Person.Created token = person.create("socket");
        EchoSocket socket = EchoSocket.open();
        try (Gateway gateway = Gateway.start(program, PRODUCT.keycloak.baseUrl().getPort(), socket.getPort())) {
            CompletableFuture<String> answer = new CompletableFuture<>();
            WebSocket open = gateway.socket("/socket", token.secret(), answer).join();
            open.sendText("hello", true).join();
            assertThat(answer.get(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(token.id() + ": hello");
            open.abort();

            person.revoke(token.id());

            assertThat(gateway.socket("/socket", token.secret(), new CompletableFuture<>()))
                    .failsWithin(Await.PATIENCE)
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(
                            WebSocketHandshakeException.class,
                            refusal -> assertThat(refusal.getResponse().statusCode())
                                    .isEqualTo(401));
        } finally {
            socket.stop();
        }
    }

    /** What its page warns of: a client that caches goes on with a revoked token, for as long as it was told. */
    @Test
    void callWhenApacheKeepsAnswersThenItTakesARevokedTokenUnlessItsExpRolls() {
        int seconds = 3;
        Person.Created token = person.create(Map.of(
                "name",
                "kept",
                "expiresAt",
                Instant.now().plus(Duration.ofDays(1)).toString()));
        try (Gateway bounded = cachingApache(
                        ClientBuilder.unique().attribute("api-tokens.rolling-exp-seconds", String.valueOf(seconds)));
                Gateway unbounded = cachingApache(ClientBuilder.unique())) {
            assertThat(bounded.get("/", token.secret()).status()).isEqualTo(200);
            assertThat(unbounded.get("/", token.secret()).status()).isEqualTo(200);

            person.revoke(token.id());

            await("the end of what it keeps")
                    .until(() -> bounded.get("/", token.secret()).status() == 401);
            assertThat(unbounded.get("/", token.secret()).status()).isEqualTo(200);
        }
    }

    private static Gateway cachingApache(ClientBuilder builder) {
        String client = builder.isResourceServer().createIn("demo", PRODUCT.admin());
        Page caching = Page.of("apache.md")
                .with(Map.of(
                        "        OIDCOAuthTokenIntrospectionInterval -1\n",
                        "",
                        "graphql-api-secret",
                        client + "-secret",
                        "OIDCOAuthClientID          graphql-api\n",
                        "OIDCOAuthClientID          " + client + "\n"));
        return Gateway.start(
                Gateway.Program.APACHE, caching, PRODUCT.keycloak.baseUrl().getPort(), API.port());
    }

    @ParameterizedTest
    @EnumSource
    void callWhenKeycloakIsOutOfReachThenUnavailable(Gateway.Program program) {
        int before = API.calls();
        try (Gateway gateway = Gateway.start(program, Ports.free(), API.port())) {
            Http.Answer answer = gateway.get("/", person.create("a").secret());

            assertThat(API.calls()).isEqualTo(before);
            if (program.asksCheck()) {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Retry-After")).isEqualTo("5");
            } else {
                // All that the module has, and its page says so.
                assertThat(answer.status()).isEqualTo(401);
                assertThat(answer.header("WWW-Authenticate")).contains("invalid_token");
            }
        }
    }
}
