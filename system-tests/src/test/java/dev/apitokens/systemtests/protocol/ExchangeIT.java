package dev.apitokens.systemtests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Jwt;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 8693 at the realm's own token endpoint: an API token becomes a JWT, and everything that does not. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangeIT {

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final String realm = product.realm("demo");
    private final Exchange exchange = new Exchange(realm);
    private final String secret = product.newPerson("editor").create("shared").secret();

    @ParameterizedTest
    @ValueSource(strings = {Exchange.ACCESS_TOKEN, Exchange.API_TOKEN})
    void exchangeWhenActiveThenJwtForTheAudience(String type) {
        Person person = product.newPerson("editor");
        Person.Created token = person.create("Claude Desktop");

        Http.Answer answer =
                exchange.call("mcp-server", token.secret(), "subject_token_type", type, "audience", "graphql-api");

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        JsonNode json = answer.json();
        assertThat(json.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(json.path("issued_token_type").asText()).isEqualTo(Exchange.ACCESS_TOKEN);
        assertThat(json.path("expires_in").asInt()).isPositive().isLessThanOrEqualTo(300);
        assertThat(json.has("refresh_token")).isFalse();
        assertThat(json.has("id_token")).isFalse();
        assertThat(json.path("scope").asText().split(" "))
                .containsExactlyInAnyOrder("profile", "email", "projects:read", "projects:write");

        JsonNode claims =
                Jwt.verified(json.path("access_token").asText(), realm).claims();
        assertThat(claims.path("aud").asText()).isEqualTo("graphql-api");
        assertThat(claims.path("azp").asText()).isEqualTo("mcp-server");
        assertThat(claims.path("sub").asText()).isEqualTo(admin.userId("demo", person.username()));
        assertThat(claims.path("typ").asText()).isEqualTo("Bearer");
        assertThat(claims.path("preferred_username").asText()).isEqualTo(person.username());
        assertThat(claims.path("scope").asText()).isEqualTo(json.path("scope").asText());
        assertThat(claims.path("realm_access").path("roles").toString()).contains("editor");
        assertThat(claims.at("/api_token/id").asText()).isEqualTo(token.id());
        assertThat(claims.at("/api_token/name").asText()).isEqualTo("Claude Desktop");
        assertThat(claims.path("scope").asText().split(" "))
                .contains(Http.JSON.convertValue(claims.at("/api_token/scopes"), String[].class));
        for (String absent : List.of("acr", "auth_time", "sid", "session_state", "nonce")) {
            assertThat(claims.has(absent)).as(absent).isFalse();
        }
        JsonNode event = admin.events("demo").last("TOKEN_EXCHANGE").path("details");
        assertThat(event.path("api_token_id").asText()).isEqualTo(token.id());
        assertThat(event.path("audience").asText()).isEqualTo("graphql-api");
        assertThat(event.path("token_id").asText()).isEqualTo(claims.path("jti").asText());
    }

    @Test
    void introspectWhenMapperNamesSomebodyElsesApiTokenThenThatTellsNothingOfIt() {
        Person victim = product.newPerson("editor");
        Person.Created token = victim.create("a");
        String client = ClientBuilder.unique()
                .hasServiceAccount()
                .mapper(
                        "oidc-hardcoded-claim-mapper",
                        Map.of(
                                "claim.name",
                                "api_token",
                                "claim.value",
                                "{\"id\":\"" + token.id() + "\"}",
                                "jsonType.label",
                                "JSON",
                                "access.token.claim",
                                "true"))
                .mapper(
                        "oidc-audience-mapper",
                        Map.of("included.client.audience", "graphql-api", "access.token.claim", "true"))
                .createIn("demo", admin);
        String jwt = Http.postForm(
                        realm + "/protocol/openid-connect/token",
                        Map.of(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                client,
                                "client_secret",
                                client + "-secret"))
                .json()
                .path("access_token")
                .asText();

        JsonNode answer = product.introspect(jwt).json();

        assertThat(answer.path("active").asBoolean()).isTrue();
        assertThat(answer.path("username").asText()).isEqualTo("service-account-" + client);
    }

    @Test
    void exchangeWhenNoAudienceThenForTheCaller() {
        Jwt jwt = exchange.jwt("graphql-api", secret);

        assertThat(jwt.claims().path("aud").asText()).isEqualTo("graphql-api");
    }

    @Test
    void exchangeWhenScopeIsNarrowerThenNoMoreThanThat() {

        Jwt jwt = exchange.jwt("graphql-api", secret, "scope", "projects:read profile");

        assertThat(jwt.claims().path("scope").asText().split(" "))
                .containsExactlyInAnyOrder("profile", "email", "projects:read");
        assertThat(introspect(jwt).path("scope").asText().split(" "))
                .containsExactlyInAnyOrder("profile", "email", "projects:read");
    }

    @Test
    void exchangeWhenTokenEndsSoonThenJwtEndsWithIt() {
        Instant expiresAt = Instant.now().plus(150, ChronoUnit.SECONDS).truncatedTo(ChronoUnit.SECONDS);
        Person.Created token = product.newPerson().create(Map.of("name", "a", "expiresAt", expiresAt.toString()));

        Http.Answer answer = exchange.call("graphql-api", token.secret());

        Jwt jwt = Jwt.verified(answer.json().path("access_token").asText(), realm);
        assertThat(jwt.claims().path("exp").asLong()).isEqualTo(expiresAt.getEpochSecond());
        assertThat(answer.json().path("expires_in").asLong()).isPositive().isLessThanOrEqualTo(150);
    }

    @Test
    void exchangeWhenSecretIsTheOneBeforeThenJwtEndsWithItsGrace() {
        Person person = product.newPerson();
        Person.Created token = person.create("a");
        Person.Created rotated = person.rotate(token.id(), Map.of("graceSeconds", 150));
        Instant latest = Instant.now().plus(150, ChronoUnit.SECONDS);

        Jwt jwt = exchange.jwt("graphql-api", token.secret());

        assertThat(Instant.ofEpochSecond(jwt.claims().path("exp").asLong())).isBeforeOrEqualTo(latest);
        assertThat(admin.events("demo")
                        .last("TOKEN_EXCHANGE")
                        .at("/details/api_token_secret")
                        .asText())
                .isEqualTo("previous");
        assertThat(introspect(jwt).path("active").asBoolean()).isTrue();
        assertThat(Instant.ofEpochSecond(exchange.jwt("graphql-api", rotated.secret())
                        .claims()
                        .path("exp")
                        .asLong()))
                .isAfter(latest);
    }

    @Test
    void exchangeWhenResourceServerHasALifespanOfItsOwnThenThatOne() {
        String server = ClientBuilder.unique()
                .isResourceServer()
                .attribute("access.token.lifespan", "77")
                .createIn("demo", admin);

        Jwt jwt = exchange.jwt("graphql-api", secret, "audience", server);

        assertThat(jwt.claims().path("exp").asLong() - jwt.claims().path("iat").asLong())
                .isEqualTo(77);
    }

    @Test
    void exchangeWhenGatewayThenForTheResourceServerThatItNames() {
        String gateway = ClientBuilder.unique().isGateway().createIn("demo", admin);
        Person person = product.newPerson();
        String limited = person.create(Map.of("name", "b", "resources", List.of("graphql-api")))
                .secret();

        assertThat(exchange.jwt(gateway, secret, "audience", "graphql-api")
                        .claims()
                        .path("azp")
                        .asText())
                .isEqualTo(gateway);
        assertThat(exchange.jwt(gateway, limited, "audience", "graphql-api")
                        .claims()
                        .path("aud")
                        .asText())
                .isEqualTo("graphql-api");
        assertRefused(exchange.call(gateway, secret), "invalid_request", "audience_missing");
        assertRefused(
                exchange.call(gateway, limited, "audience", "mcp-server"), "invalid_target", "other_resource_server");
    }

    @Test
    void exchangeWhenNeitherGatewayNorResourceServerThenUnauthorizedClient() {

        assertRefused(
                exchange.call(ClientBuilder.unique().createIn("demo", admin), secret, "audience", "graphql-api"),
                "unauthorized_client",
                "client_not_allowed");
        assertRefused(
                exchange.call(
                        ClientBuilder.unique()
                                .attribute("api-tokens.exchange", "false")
                                .createIn("demo", admin),
                        secret,
                        "audience",
                        "graphql-api"),
                "unauthorized_client",
                "client_not_allowed");
    }

    @Test
    void exchangeWhenPublicClientThenUnauthorizedClient() {
        String client =
                ClientBuilder.unique().isResourceServer().isGateway().isPublic().createIn("demo", admin);

        Http.Answer answer = Http.postForm(
                realm + "/protocol/openid-connect/token",
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "client_id",
                        client,
                        "subject_token",
                        secret,
                        "subject_token_type",
                        Exchange.API_TOKEN));

        assertRefused(answer, "unauthorized_client", "client_not_allowed");
    }

    @Test
    void exchangeWhenClientIsDisabledThenNeitherByItNorForIt() {
        String server = ClientBuilder.unique().isResourceServer().createIn("demo", admin);
        exchange.jwt(server, secret);
        exchange.jwt("graphql-api", secret, "audience", server);

        admin.call(
                "PUT",
                "/demo/clients/" + admin.clientUuid("demo", server),
                Map.of("clientId", server, "enabled", false));

        Http.Answer answer = exchange.call(server, secret);
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("invalid_client");
        assertRefused(exchange.call("graphql-api", secret, "audience", server), "invalid_target", "unknown_audience");
    }

    @Test
    void exchangeWhenSecretIsWrongThenUnauthorized() {
        Http.Answer answer = Http.postForm(
                realm + "/protocol/openid-connect/token",
                Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "client_id",
                        "graphql-api",
                        "client_secret",
                        "guessed",
                        "subject_token",
                        secret,
                        "subject_token_type",
                        Exchange.API_TOKEN));

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().has("access_token")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "subject_token_type, urn:ietf:params:oauth:token-type:jwt, invalid_request, invalid_request",
        "subject_token_type, urn:ietf:params:oauth:token-type:id_token, invalid_request, invalid_request",
        "subject_token_type, nonsense, invalid_request, invalid_request",
        "subject_token_type, '', invalid_request, invalid_request",
        "requested_token_type, urn:ietf:params:oauth:token-type:refresh_token, invalid_request, invalid_request",
        "requested_token_type, urn:ietf:params:oauth:token-type:id_token, invalid_request, invalid_request",
        "requested_token_type, urn:ietf:params:oauth:token-type:saml2, invalid_request, invalid_request",
        "actor_token, someone, invalid_request, invalid_request",
        "actor_token_type, urn:ietf:params:oauth:token-type:access_token, invalid_request, invalid_request",
        "requested_subject, alice, invalid_request, invalid_request",
        "requested_issuer, github, invalid_request, invalid_request",
        "resource, https://api.example/graphql, invalid_target, resource_not_supported",
        "audience, nobody, invalid_target, unknown_audience",
        "audience, account, invalid_target, unknown_audience",
        "audience, demo-cli, invalid_target, unknown_audience",
        "scope, openid, invalid_scope, scope_exceeded",
        "scope, offline_access, invalid_scope, scope_exceeded",
        "scope, projects:read projects:delete, invalid_scope, scope_exceeded",
    })
    void exchangeWhenParameterIsBadThenRefused(String name, String value, String error, String reason) {
        assertRefused(exchange.call("graphql-api", secret, name, value), error, reason);
    }

    @Test
    void exchangeWhenTwoAudiencesThenInvalidTarget() {
        Http.Answer answer = Http.send(Http.request(realm + "/protocol/openid-connect/token")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "client_id=graphql-api&client_secret=graphql-api-secret&subject_token=" + secret
                                + "&subject_token_type=" + Exchange.ACCESS_TOKEN
                                + "&grant_type=urn:ietf:params:oauth:grant-type:token-exchange"
                                + "&audience=graphql-api&audience=mcp-server")));

        assertRefused(answer, "invalid_target", "unknown_audience");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "kcat_", "kcat_x", "nonsense", "10 KB", "30 KB", "unsigned.jwt.at-all"})
    void exchangeWhenTokenIsNoneThenInvalidRequest(String text) {
        String token =
                text.endsWith(" KB") ? "kcat_" + "a".repeat(Integer.parseInt(text.substring(0, 2)) * 1024) : text;

        Http.Answer answer = exchange.call("graphql-api", token, "subject_token_type", Exchange.API_TOKEN);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
        assertThat(answer.body()).doesNotContain("aaaa");
    }

    @Test
    void exchangeWhenJwtIsCalledAnApiTokenThenInvalidRequest() {
        Person person = product.newPerson();

        assertRefused(
                exchange.call("graphql-api", person.accessToken(), "subject_token_type", Exchange.API_TOKEN),
                "invalid_request",
                "not_an_api_token");
    }

    @Test
    void exchangeWhenTokenIsInactiveThenInvalidRequestAndTheReasonInTheEvent() {
        Person person = product.newPerson();
        Person.Created revoked = person.create("revoked");
        person.revoke(revoked.id());
        Person.Created expired = person.create("expired");
        new StoredTokens(product.database).expire(expired.id());
        Person.Created limited = person.create(Map.of("name", "limited", "resources", List.of("mcp-server")));
        Person.Created good = person.create("good");

        assertRefused(exchange.call("graphql-api", revoked.secret()), "invalid_request", "revoked");
        assertThat(admin.events("demo")
                        .last("TOKEN_EXCHANGE_ERROR")
                        .at("/details/api_token_id")
                        .asText())
                .isEqualTo(revoked.id());
        assertRefused(exchange.call("graphql-api", expired.secret()), "invalid_request", "expired");
        assertRefused(exchange.call("graphql-api", limited.secret()), "invalid_request", "other_resource_server");
        assertRefused(
                exchange.call("graphql-api", limited.secret(), "audience", "mcp-server"),
                "invalid_request",
                "other_resource_server");
        assertRefused(
                exchange.call("mcp-server", limited.secret(), "audience", "graphql-api"),
                "invalid_target",
                "other_resource_server");
        exchange.jwt("mcp-server", limited.secret());
        assertRefused(exchange.call("graphql-api", good.secret() + "A"), "invalid_request", "malformed");

        admin.updateUser("demo", person.username(), Map.of("enabled", false));
        assertRefused(exchange.call("graphql-api", good.secret()), "invalid_request", "user_disabled");
    }

    @Test
    void exchangeWhenScopeIsWiderThanTheTokenThenInvalidScope() {
        Person.Created token = product.newPerson("editor")
                .create(Map.of("name", "a", "scopes", List.of("projects:read"), "resources", List.of("graphql-api")));

        assertRefused(
                exchange.call("graphql-api", token.secret(), "scope", "projects:read projects:write"),
                "invalid_scope",
                "scope_exceeded");
        assertThat(exchange.jwt("graphql-api", token.secret())
                        .claims()
                        .path("scope")
                        .asText())
                .contains("projects:read")
                .doesNotContain("projects:write");
    }

    @Test
    void exchangeThenNoSessionIsLeft() {
        String name = admin.createUser("demo");
        Person person = product.person(name);
        String token = person.create("a").secret();
        String sessions = "/demo/users/" + admin.userId("demo", name) + "/sessions";
        JsonNode before = admin.get(sessions);
        assertThat(before).hasSize(1);

        exchange.jwt("mcp-server", token, "audience", "graphql-api");

        JsonNode after = admin.get(sessions);
        assertThat(after).hasSize(1);
        assertThat(after.path(0).path("id")).isEqualTo(before.path(0).path("id"));
        assertThat(after.path(0).path("clients")).isEqualTo(before.path(0).path("clients"));
        assertThat(admin.get("/demo/users/" + admin.userId("demo", name) + "/offline-sessions/"
                        + admin.clientUuid("demo", "graphql-api")))
                .isEmpty();
    }

    @Test
    void introspectWhenJwtThenActiveForItsAudienceUntilTheTokenIsRevoked() {
        Person person = product.newPerson();
        Person.Created token = person.create("a");
        Jwt jwt = exchange.jwt("mcp-server", token.secret(), "audience", "graphql-api");

        JsonNode answer = introspect(jwt);
        assertThat(answer.path("active").asBoolean()).isTrue();
        for (String same : List.of("jti", "iss", "sub", "exp", "iat", "azp", "realm_access")) {
            assertThat(answer.path(same)).as(same).isEqualTo(jwt.claims().path(same));
        }
        assertThat(answer.path("api_token")).isEqualTo(Http.JSON.valueToTree(Map.of("id", token.id(), "name", "a")));
        assertThat(answer.path("aud").toString()).isEqualTo("[\"graphql-api\"]");
        assertThat(answer.path("client_id").asText()).isEqualTo("mcp-server");
        assertInactive(product.introspect(jwt.text(), "mcp-server"));
        assertInactive(product.introspect(jwt.text().substring(0, jwt.text().length() - 8) + "AAAAAAAA"));
        assertInactive(Introspection.at(realm + "/api-tokens/introspect", "graphql-api", jwt.text()));

        person.revoke(token.id());

        assertInactive(product.introspect(jwt.text()));
        JsonNode event = admin.events("demo").last("INTROSPECT_TOKEN_ERROR").path("details");
        assertThat(event.path("reason").asText()).isEqualTo("revoked");
        assertThat(event.path("api_token_id").asText()).isEqualTo(token.id());
        assertThat(event.path("token_id").asText())
                .isEqualTo(jwt.claims().path("jti").asText());
    }

    @Test
    void introspectWhenSecretIsRotatedAwayThenWhatCameOfItIsInactive() {
        Person person = product.newPerson();
        Person.Created token = person.create("a");
        Jwt jwt = exchange.jwt("graphql-api", token.secret());

        Person.Created second = person.rotate(token.id(), Map.of());

        assertInactive(product.introspect(jwt.text()));
        assertThat(admin.events("demo")
                        .last("INTROSPECT_TOKEN_ERROR")
                        .at("/details/reason")
                        .asText())
                .isEqualTo("rotated");

        Jwt ofSecond = exchange.jwt("graphql-api", second.secret());
        Person.Created third = person.rotate(token.id(), Map.of("graceSeconds", 3600));
        assertThat(introspect(ofSecond).path("active").asBoolean())
                .as("in its grace")
                .isTrue();

        Jwt ofThird = exchange.jwt("graphql-api", third.secret());
        person.rotate(token.id(), Map.of("graceSeconds", 3600));
        assertInactive(product.introspect(ofSecond.text()));
        assertThat(introspect(ofThird).path("active").asBoolean())
                .as("in its grace")
                .isTrue();
    }

    @Test
    void introspectWhenPersonIsSignedOutThenWhatCameOfTheSecretIsInactive() {
        Person person = product.newPerson();
        Jwt jwt = exchange.jwt("graphql-api", person.create("a").secret());
        Await.nextSecond();

        admin.call("POST", "/demo/users/" + admin.userId("demo", person.username()) + "/logout", Map.of());

        assertInactive(product.introspect(jwt.text()));
    }

    @Test
    void introspectWhenSubjectIsPairwiseThenActiveAllTheSame() {
        String server = ClientBuilder.unique()
                .isResourceServer()
                .with("redirectUris", List.of("https://api.example.org/*"))
                .mapper("oidc-sha256-pairwise-sub-mapper", Map.of("pairwiseSubAlgorithmSalt", "salt"))
                .createIn("demo", admin);
        Person person = product.newPerson();
        Person.Created token = person.create("a");
        Jwt jwt = exchange.jwt(server, token.secret());
        assertThat(jwt.claims().path("sub").asText()).isNotEqualTo(admin.userId("demo", person.username()));

        JsonNode answer = product.introspect(jwt.text(), server).json();

        assertThat(answer.path("active").asBoolean()).isTrue();
        assertThat(answer.path("username").asText()).isEqualTo(person.username());
        person.revoke(token.id());
        assertInactive(product.introspect(jwt.text(), server));
    }

    @Test
    void callWhenBearerIsAnExchangedJwtThenKeycloakTakesItForNoLogin() {
        // Somebody who may do everything in the realm.
        String name = admin.createUser("demo", "editor");
        String management = admin.clientUuid("demo", "realm-management");
        List<JsonNode> roles = new ArrayList<>();
        for (String role : List.of("realm-admin", "manage-clients", "create-client")) {
            roles.add(admin.get("/demo/clients/" + management + "/roles/" + role));
        }
        admin.call("POST", "/demo/users/" + admin.userId("demo", name) + "/role-mappings/clients/" + management, roles);
        Person person = product.person(name);
        String token = person.create("a").secret();
        // A resource server that may even manage API tokens.
        String server =
                ClientBuilder.unique().isResourceServer().managesTokens().createIn("demo", admin);
        Jwt jwt = exchange.jwt(server, token);
        List<String> doors = List.of(
                realm + "/api-tokens",
                realm + "/api-tokens/settings",
                realm + "/account/",
                product.server + "/admin/realms/demo/users?max=1");

        for (String door : doors) {
            assertThat(get(door, person.accessToken()).status()).as(door).isEqualTo(200);
            assertThat(get(door, jwt.text()).status()).as(door).isEqualTo(401);
        }
        assertThat(get(realm + "/protocol/openid-connect/userinfo", jwt.text()).status())
                .isGreaterThanOrEqualTo(400);
        assertThat(new Person(realm, name, jwt.text()).post(Map.of("name", "b")).status())
                .isEqualTo(401);
        // Keycloak's client registration looks at the roles in a token, and at no session.
        assertThat(register(person.accessToken()).status()).isEqualTo(201);
        assertThat(register(jwt.text()).status()).isEqualTo(403);
        assertThat(jwt.claims().path("resource_access").has("realm-management")).isFalse();
    }

    @Test
    void exchangeWhenSubjectIsAnExchangedJwtThenRefused() {
        String server = ClientBuilder.unique()
                .isResourceServer()
                .attribute("standard.token.exchange.enabled", "true")
                .createIn("demo", admin);
        Jwt jwt = exchange.jwt(server, secret);

        Http.Answer answer = exchange.call(server, jwt.text());

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @Test
    void exchangeWhenSubjectIsALoginsAccessTokenThenKeycloakAnswersAsEver() {
        String name = admin.createUser("demo");
        String able = ClientBuilder.unique()
                .attribute("standard.token.exchange.enabled", "true")
                .takesPasswords()
                .createIn("demo", admin);
        String unable = ClientBuilder.unique()
                .isGateway()
                .isResourceServer()
                .takesPasswords()
                .createIn("demo", admin);

        Http.Answer exchanged = exchange.call(able, accessToken(able, name));
        assertThat(exchanged.status()).as(exchanged.body()).isEqualTo(200);
        JsonNode claims = Jwt.verified(exchanged.json().path("access_token").asText(), realm)
                .claims();
        assertThat(claims.path("azp").asText()).isEqualTo(able);
        assertThat(claims.has("sid")).isTrue();
        assertThat(claims.has("api_token")).isFalse();

        Http.Answer refused = exchange.call(unable, accessToken(unable, name));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.body()).contains("Standard token exchange is not enabled for the requested client");
    }

    private String accessToken(String client, String username) {
        Http.Answer answer = Introspection.at(
                realm + "/protocol/openid-connect/token",
                client,
                Map.of("grant_type", "password", "username", username, "password", username));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("access_token").asText();
    }

    private Http.Answer register(String bearer) {
        return Http.send(Http.request(realm + "/clients-registrations/default")
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .POST(Http.json(Map.of("clientId", uniqueName()))));
    }

    private static Http.Answer get(String url, String bearer) {
        return Http.send(Http.request(url)
                .header("Authorization", "Bearer " + bearer)
                .header("Accept", "application/json")
                .GET());
    }

    private JsonNode introspect(Jwt jwt) {
        return product.introspect(jwt.text()).json();
    }

    private static void assertInactive(Http.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"active\":false}");
    }

    private void assertRefused(Http.Answer answer, String error, String reason) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.error()).as(answer.body()).isEqualTo(error);
        assertThat(answer.json().has("access_token")).isFalse();
        assertThat(admin.events("demo")
                        .last("TOKEN_EXCHANGE_ERROR")
                        .at("/details/reason")
                        .asText())
                .isEqualTo(reason);
    }

    private static String uniqueName() {
        return "x-" + UUID.randomUUID();
    }
}
