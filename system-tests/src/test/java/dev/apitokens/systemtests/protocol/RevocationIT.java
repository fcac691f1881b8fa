package dev.apitokens.systemtests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.client.UnknownSecret;
import dev.apitokens.systemtests.product.Product;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7009 at the realm's own revocation endpoint. */
class RevocationIT {

    private static final Product PRODUCT = Product.shared();
    private static final Admin ADMIN = PRODUCT.admin();
    private static final String ENDPOINT = PRODUCT.realm("demo") + "/protocol/openid-connect/revoke";

    private static final Set<String> SECURITY_HEADERS = Set.of(
            "content-security-policy",
            "content-security-policy-report-only",
            "referrer-policy",
            "strict-transport-security",
            "x-content-type-options",
            "x-frame-options",
            "x-robots-tag");

    private final Person person = PRODUCT.newPerson();

    private static Http.Answer revoke(String client, String token) {
        return Introspection.at(ENDPOINT, client, token);
    }

    private static boolean isActive(Person.Created token) {
        return PRODUCT.introspect(token.secret()).json().path("active").asBoolean();
    }

    @Test
    void discoveryThenNamesTheEndpoint() {
        assertThat(Http.send(Http.request(PRODUCT.realm("demo") + "/.well-known/openid-configuration"))
                        .json()
                        .path("revocation_endpoint")
                        .asText())
                .isEqualTo(ENDPOINT);
    }

    @Test
    void revokeWhenResourceServerThenTheVeryNextCallIsRefused() {
        Person.Created token = person.create("a");
        assertThat(isActive(token)).isTrue();

        for (int i = 0; i < 2; i++) {
            Http.Answer answer = revoke("graphql-api", token.secret());
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.body()).isEmpty();
            assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
            assertThat(isActive(token)).isFalse();
        }

        assertThat(person.get("/" + token.id()).json().path("status").asText()).isEqualTo("revoked");
        assertThat(ADMIN.events("demo").of("REMOVE_CREDENTIAL", person.username()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.at("/details/reason").asText()).isEqualTo("revoked_by_holder");
                    assertThat(event.path("clientId").asText()).isEqualTo("graphql-api");
                });
    }

    @Test
    void revokeWhenGatewayThenAnyToken() {
        String gateway = ClientBuilder.unique().isGateway().createIn("demo", ADMIN);
        Person.Created token = person.create(Map.of("name", "a", "resources", List.of("mcp-server")));

        assertThat(revoke(gateway, token.secret()).status()).isEqualTo(200);

        assertThat(person.get("/" + token.id()).json().path("status").asText()).isEqualTo("revoked");
    }

    /** It would come back with what keeps it from being used, and the caller was told that it is gone. */
    @Test
    void revokeWhenItCanNotBeUsedForNowThenGoneAllTheSame() {
        Person.Created token = person.create("a");
        String user = "/demo/users/" + ADMIN.userId("demo", person.username());
        ADMIN.call("PUT", user, Map.of("enabled", false));
        assertThat(isActive(token)).isFalse();

        assertThat(revoke("graphql-api", token.secret()).status()).isEqualTo(200);

        ADMIN.call("PUT", user, Map.of("enabled", true));
        assertThat(isActive(token)).isFalse();
        assertThat(ADMIN.get("/demo/api-tokens/" + token.id()).path("status").asText())
                .isEqualTo("revoked");
    }

    @Test
    void revokeWhenTokenIsNotGoodThereThenItLivesAndNothingIsTold() {
        Person.Created token = person.create(Map.of("name", "a", "resources", List.of("mcp-server")));

        Http.Answer answer = revoke("graphql-api", token.secret());

        assertThat(answer.status()).isEqualTo(200);
        Http.Answer unknown = revoke("graphql-api", UnknownSecret.secret());
        assertThat(unknown.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(unknown.body());
        assertThat(person.get("/" + token.id()).json().path("status").asText()).isEqualTo("active");
    }

    @Test
    void revokeWhenClientMayNotThenRefusedAndTheTokenLives() {
        Person.Created token = person.create("a");
        String any = ClientBuilder.unique().createIn("demo", ADMIN);
        Http.Answer answer = revoke(any, token.secret());
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("unauthorized_client");

        Http.Answer publicClient = Http.postForm(ENDPOINT, Map.of("client_id", "demo-cli", "token", token.secret()));
        assertThat(publicClient.status()).isEqualTo(400);
        assertThat(publicClient.error()).isEqualTo("unauthorized_client");
        assertThat(Http.postForm(ENDPOINT, Map.of("token", token.secret())).status())
                .isEqualTo(401);
        assertThat(isActive(token)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" %s", "%s ", "\t%s", "%s\r\n", "\u00a0%s", "Bearer %s", "\"%s\"", "Authorization: Bearer %s"})
    void revokeWhenSomethingIsAroundTheTokenThenRefusedAndNotSaidToBeGone(String format) {
        Person.Created token = person.create("a");

        Http.Answer answer = revoke("graphql-api", format.replace("%s", token.secret()));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
        assertThat(answer.body()).doesNotContain(token.secret());
        assertThat(isActive(token)).isTrue();
    }

    @Test
    void revokeWhenParameterIsRepeatedThenRefused() {
        Person.Created token = person.create("a");

        Http.Answer answer = Http.send(Http.request(ENDPOINT)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", Introspection.authorization("graphql-api"))
                .POST(HttpRequest.BodyPublishers.ofString("token=" + token.secret() + "&token=" + token.secret())));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
        assertThat(isActive(token)).isTrue();
    }

    @Test
    void preflightThenAsEver() {
        Http.Answer answer = Http.send(Http.request(ENDPOINT)
                .header("Origin", "https://anywhere.example.com")
                .header("Access-Control-Request-Method", "POST")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Access-Control-Allow-Methods")).contains("POST");
    }

    private static String refreshToken(String client) {
        Http.Answer login = Http.send(Introspection.request(
                PRODUCT.realm("demo") + "/protocol/openid-connect/token",
                client,
                Map.of("grant_type", "password", "username", "alice", "password", "alice")));
        return login.json().path("refresh_token").asText();
    }

    private static Map<String, List<String>> securityHeaders(Http.Answer answer) {
        Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
        headers.keySet().retainAll(SECURITY_HEADERS);
        return headers;
    }

    /** Keycloak's own endpoints, which this one is among: an answer without content to a form is a page to it, an error JSON. */
    @Test
    void revokeThenSecurityHeadersAreThoseOfKeycloaksOtherEndpoints() {
        String oidc = PRODUCT.realm("demo") + "/protocol/openid-connect";
        String client = ClientBuilder.unique().takesPasswords().createIn("demo", ADMIN);
        Http.Answer logout = Http.send(
                Introspection.request(oidc + "/logout", client, Map.of("refresh_token", refreshToken(client))));
        Http.Answer refused = Http.postForm(
                oidc + "/token", Map.of("grant_type", "password", "client_id", client, "client_secret", "wrong"));
        Map<String, List<String>> ofDone = securityHeaders(logout);
        Map<String, List<String>> ofErrors = securityHeaders(refused);
        assertThat(logout.status()).isEqualTo(204);
        assertThat(refused.status()).isEqualTo(401);
        assertThat(ofDone).hasSize(6);
        assertThat(ofErrors).hasSize(5);

        assertThat(securityHeaders(revoke(client, refreshToken(client)))).isEqualTo(ofDone);
        assertThat(securityHeaders(revoke("graphql-api", person.create("a").secret())))
                .isEqualTo(ofDone);
        for (String token : List.of(refreshToken(client), UnknownSecret.secret())) {
            for (Map<String, String> caller : List.of(
                    Map.of("client_id", client, "client_secret", "wrong", "token", token),
                    Map.of("client_id", "demo-cli", "token", token))) {
                Http.Answer answer = Http.postForm(ENDPOINT, caller);
                assertThat(answer.status()).as(answer.body()).isGreaterThanOrEqualTo(400);
                assertThat(securityHeaders(answer)).as(caller.toString()).isEqualTo(ofErrors);
            }
        }
    }

    @Test
    void revokeWhenTokenIsKeycloaksOwnThenAsEver() {
        String client = ClientBuilder.unique().takesPasswords().createIn("demo", ADMIN);
        String refreshToken = refreshToken(client);

        assertThat(revoke(client, refreshToken).status()).isEqualTo(200);

        assertThat(Http.send(Introspection.request(
                                PRODUCT.realm("demo") + "/protocol/openid-connect/token",
                                client,
                                Map.of("grant_type", "refresh_token", "refresh_token", refreshToken)))
                        .status())
                .isEqualTo(400);
    }
}
