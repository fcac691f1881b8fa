package dev.apitokens.systemtests.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Check;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.ClientScopes;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Jwt;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an admin may have set at a client in Keycloak, and what becomes of API tokens there: see docs/api.md. */
class ClientSettingsIT {

    private static final String REALM = "client-settings";
    private static final String GOVERNED = "client-policies";

    /** Means another secret to whoever decodes it. */
    private static final String SECRET = "a%41+b:c d&e";

    private static final Product PRODUCT = Product.shared();

    private final Admin admin = PRODUCT.admin();
    private final String realm = PRODUCT.realm(REALM);
    private final String introspection = realm + "/protocol/openid-connect/token/introspect";

    @BeforeAll
    static void createRealms() {
        Admin admin = PRODUCT.admin();
        admin.createRealm(REALM);
        admin.createRealm(GOVERNED);
        admin.call(
                "PUT",
                "/" + GOVERNED + "/client-policies/profiles",
                Map.of(
                        "profiles",
                        List.of(Map.of(
                                "name",
                                "downscope",
                                "executors",
                                List.of(Map.of(
                                        "executor",
                                        "downscope-assertion-grant-enforcer",
                                        "configuration",
                                        Map.of()))))));
        admin.call(
                "PUT",
                "/" + GOVERNED + "/client-policies/policies",
                Map.of(
                        "policies",
                        List.of(Map.of(
                                "name",
                                "everywhere",
                                "enabled",
                                true,
                                "conditions",
                                List.of(Map.of("condition", "any-client", "configuration", Map.of())),
                                "profiles",
                                List.of("downscope")))));
    }

    private Person person(String of) {
        return Person.login(PRODUCT.realm(of), "cli", admin.createUser(of));
    }

    private static ClientBuilder resourceServer() {
        return ClientBuilder.unique()
                .isResourceServer()
                .with("defaultClientScopes", List.of("basic", "roles", "profile"))
                .with("optionalClientScopes", List.of("email"));
    }

    @Test
    void exchangeWhenLightweightThenTheJwtIsAndItsIntrospectionTellsAll() {
        String server = resourceServer()
                .attribute("client.use.lightweight.access.token.enabled", "true")
                .createIn(REALM, admin);
        Person person = person(REALM);
        Person.Created token = person.create("a");

        Jwt jwt = new Exchange(realm).jwt(server, token.secret());

        assertThat(jwt.claims().fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "exp", "iat", "jti", "iss", "aud", "sub", "typ", "azp", "scope", "api_token");
        assertThat(jwt.claims().path("aud").asText()).isEqualTo(server);
        assertThat(jwt.claims().path("scope").asText().split(" ")).contains("profile", "email");
        JsonNode told = introspect(server, jwt.text());
        assertThat(told.path("sub").asText()).isEqualTo(admin.userId(REALM, person.username()));
        assertThat(told.path("preferred_username").asText()).isEqualTo(person.username());
        assertThat(told.path("realm_access").path("roles")).isNotEmpty();
        assertThat(withoutTimes(told)).isEqualTo(withoutTimes(introspect(server, token.secret())));
        JsonNode narrow = introspect(
                server,
                new Exchange(realm)
                        .jwt(server, token.secret(), "scope", "profile")
                        .text());
        assertThat(narrow.has("email")).isFalse();

        person.revoke(token.id());

        assertThat(introspect(server, jwt.text()).toString()).isEqualTo("{\"active\":false}");
    }

    /** An optional scope that an admin keeps out of {@code scope}. */
    @Test
    void introspectExchangedWhenAScopeIsNotToldThenWhatItBringsIs() {
        String scope = "untold-" + UUID.randomUUID();
        new ClientScopes(admin, REALM)
                .create(
                        scope,
                        Map.of(
                                "attributes",
                                Map.of("include.in.token.scope", "false"),
                                "protocolMappers",
                                List.of(Map.of(
                                        "name",
                                        "claim",
                                        "protocol",
                                        "openid-connect",
                                        "protocolMapper",
                                        "oidc-hardcoded-claim-mapper",
                                        "config",
                                        Map.of(
                                                "claim.name",
                                                "brought",
                                                "claim.value",
                                                "by the scope",
                                                "access.token.claim",
                                                "true",
                                                "introspection.token.claim",
                                                "true")))));
        String server = resourceServer()
                .with("optionalClientScopes", List.of("email", scope))
                .createIn(REALM, admin);
        Person.Created token = person(REALM).create("a");

        Jwt jwt = new Exchange(realm).jwt(server, token.secret());
        Jwt without = new Exchange(realm).jwt(server, token.secret(), "scope", "email");

        assertThat(jwt.claims().path("scope").asText()).doesNotContain(scope);
        assertThat(jwt.claims().at("/api_token/scopes").toString()).contains(scope);
        assertThat(jwt.claims().path("brought").asText()).isEqualTo("by the scope");
        assertThat(introspect(server, jwt.text()).path("brought").asText()).isEqualTo("by the scope");
        assertThat(introspect(server, without.text()).has("brought")).isFalse();
    }

    @Test
    void checkWhenLightweightThenTheJwtIsAndTheHeadersTellAll() {
        String server = resourceServer()
                .allowsCheck()
                .attribute("client.use.lightweight.access.token.enabled", "true")
                .createIn(REALM, admin);
        Person person = person(REALM);

        Http.Answer answer = new Check(realm)
                .bearer("?jwt=true&resource=" + server, person.create("a").secret());

        assertThat(answer.header("X-Auth-User")).isEqualTo(person.username());
        assertThat(Jwt.verified(answer.header("X-Auth-Token"), realm).claims().has("preferred_username"))
                .isFalse();
    }

    /** What a JWT says of itself: Keycloak's client that asked for it, its id and its life. */
    private static JsonNode withoutTimes(JsonNode introspected) {
        return ((ObjectNode) introspected.deepCopy()).without(List.of("jti", "iat", "exp", "azp", "client_id"));
    }

    @Test
    void authenticateWhenSecretHasSpecialCharactersThenEncodedAsAForm() {
        String server = resourceServer().with("secret", SECRET).createIn(REALM, admin);
        String token = person(REALM).create("a").secret();

        assertThat(basic(server, Http.encode(server) + ":" + Http.encode(SECRET), Map.of("token", token))
                        .json()
                        .path("active")
                        .asBoolean())
                .isTrue();
        assertThat(Http.postForm(introspection, Map.of("token", token, "client_id", server, "client_secret", SECRET))
                        .json()
                        .path("active")
                        .asBoolean())
                .isTrue();
        assertThat(Http.postForm(
                                realm + "/protocol/openid-connect/token",
                                Map.of(
                                        "grant_type",
                                        "urn:ietf:params:oauth:grant-type:token-exchange",
                                        "client_id",
                                        server,
                                        "client_secret",
                                        SECRET,
                                        "subject_token",
                                        token,
                                        "subject_token_type",
                                        Exchange.API_TOKEN))
                        .status())
                .isEqualTo(200);
        // As curl -u sends it.
        Http.Answer asItIs = basic(server, server + ":" + SECRET, Map.of("token", token));
        assertThat(asItIs.status()).isEqualTo(401);
        assertThat(asItIs.body()).doesNotContain(SECRET);
    }

    @Test
    void authenticateWhenSecretHasAColonThenAsItIs() {
        String server = resourceServer().with("secret", "a:b").createIn(REALM, admin);
        String token = person(REALM).create("a").secret();

        assertThat(basic(server, server + ":a:b", Map.of("token", token))
                        .json()
                        .path("active")
                        .asBoolean())
                .isTrue();
    }

    private Http.Answer basic(String server, String credentials, Map<String, String> form) {
        return Http.send(Introspection.request(introspection, server, form)
                .setHeader(
                        "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8))));
    }

    @ParameterizedTest
    @ValueSource(strings = {Exchange.ACCESS_TOKEN, Exchange.API_TOKEN})
    void exchangeWhenAPolicyDownscopesThenNoMoreThanTheTokenHas(String type) {
        Exchange exchange = new Exchange(PRODUCT.realm(GOVERNED));
        String server = resourceServer().createIn(GOVERNED, admin);
        Person person = person(GOVERNED);
        String all = person.create("all").secret();
        String limited = person.create(
                        Map.of("name", "limited", "scopes", List.of("email"), "resources", List.of(server)))
                .secret();
        String gateway = ClientBuilder.unique().isGateway().createIn(GOVERNED, admin);

        assertThat(scopes(exchange.jwt(server, all, "subject_token_type", type)))
                .contains("profile", "email");
        assertThat(scopes(exchange.jwt(server, all, "subject_token_type", type, "scope", "profile")))
                .doesNotContain("email");
        assertThat(scopes(exchange.jwt(gateway, limited, "subject_token_type", type, "audience", server)))
                .contains("email");
        Http.Answer more = exchange.call(server, limited, "subject_token_type", type, "scope", "email phone");
        assertThat(more.status()).isEqualTo(400);
        assertThat(more.error()).isEqualTo("invalid_scope");
    }

    /** What the policy is for goes on. */
    @Test
    void exchangeWhenAPolicyDownscopesThenALoginsTokenIsAsEver() {
        String realmOfPolicy = PRODUCT.realm(GOVERNED);
        Exchange exchange = new Exchange(realmOfPolicy);
        String client = ClientBuilder.unique()
                .attribute("standard.token.exchange.enabled", "true")
                .takesPasswords()
                .with("defaultClientScopes", List.of("basic", "profile"))
                .with("optionalClientScopes", List.of("email"))
                .createIn(GOVERNED, admin);
        String username = admin.createUser(GOVERNED);
        String login = Introspection.at(
                        realmOfPolicy + "/protocol/openid-connect/token",
                        client,
                        Map.of("grant_type", "password", "username", username, "password", username))
                .json()
                .path("access_token")
                .asText();

        assertThat(exchange.call(client, login).status()).isEqualTo(200);
        Http.Answer more = exchange.call(client, login, "scope", "email");
        assertThat(more.error()).isEqualTo("invalid_scope");
        assertThat(more.body()).contains("not present in the initial access token");
    }

    private static List<String> scopes(Jwt jwt) {
        return List.of(jwt.claims().path("scope").asText().split(" "));
    }

    private JsonNode introspect(String server, String token) {
        return Introspection.at(introspection, server, token).json();
    }
}
