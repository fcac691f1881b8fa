package dev.apitokens.systemtests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.net.http.HttpRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** APIs in other languages, each as its page has it. */
class ApplicationsIT {

    private static final Product PRODUCT = Product.shared();
    private static final Map<Application, LocalServer> SERVERS = new EnumMap<>(Application.class);

    private final Person person = PRODUCT.newPerson("editor");

    @BeforeAll
    static void start() {
        for (Application application : Application.values()) {
            SERVERS.put(
                    application,
                    application.start("localhost:" + PRODUCT.keycloak.baseUrl().getPort()));
        }
    }

    @AfterAll
    static void stop() {
        SERVERS.values().forEach(LocalServer::close);
    }

    private static Http.Answer call(LocalServer server, String method, String... authorization) {
        HttpRequest.Builder request = Http.request("http://127.0.0.1:" + server.port() + "/projects")
                .method(method, HttpRequest.BodyPublishers.noBody());
        for (String value : authorization) {
            request.header("Authorization", value);
        }
        return Http.send(request);
    }

    private static LocalServer server(Application application) {
        return Objects.requireNonNull(SERVERS.get(application));
    }

    @ParameterizedTest
    @EnumSource
    void callWhenTokenIsGoodThenKnowsWhoItIs(Application application) {
        Person.Created token = person.create("a");

        JsonNode caller =
                call(server(application), "GET", "Bearer " + token.secret()).json();

        assertThat(caller.path("user").asText()).isEqualTo(person.username());
        assertThat(caller.path("roles")).extracting(JsonNode::asText).contains("editor");
        assertThat(call(server(application), "POST", "bearer " + token.secret()).status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @EnumSource
    void callWhenRevokedThenRefusedAtTheNextCall(Application application) {
        Person.Created token = person.create("a");
        assertThat(call(server(application), "GET", "Bearer " + token.secret()).status())
                .isEqualTo(200);

        person.revoke(token.id());

        Http.Answer refused = call(server(application), "GET", "Bearer " + token.secret());
        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.header("WWW-Authenticate")).contains("invalid_token");
        assertThat(call(server(application), "GET").status()).isEqualTo(401);
        assertThat(call(server(application), "GET", "Basic YTpi").status()).isEqualTo(401);
    }

    @ParameterizedTest
    @EnumSource
    void callWhenScopeIsMissingThenForbidden(Application application) {
        Person.Created reader = person.create(Map.of("name", "reader", "scopes", List.of("projects:read")));

        Http.Answer refused = call(server(application), "POST", "Bearer " + reader.secret());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(call(server(application), "GET", "Bearer " + reader.secret()).status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void callWhenKeycloakIsOutOfReachThenUnavailable(Application application) {
        Person.Created token = person.create("a");
        try (LocalServer server = application.start("localhost:" + Ports.free())) {
            Http.Answer answer = call(server, "GET", "Bearer " + token.secret());

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isEqualTo("5");
        }
    }
}
