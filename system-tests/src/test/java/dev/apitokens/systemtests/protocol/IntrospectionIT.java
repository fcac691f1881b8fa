package dev.apitokens.systemtests.protocol;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Jwt;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.client.UnknownSecret;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7662 at the realm's own endpoint, and every reason for a token to be inactive. */
class IntrospectionIT {

    private static final String INACTIVE = "{\"active\":false}";

    private final Product product = Product.shared();
    private final Admin admin = product.admin();

    @Test
    void introspectWhenActiveThenAnswersAsDesigned() {
        Person person = product.newPerson("editor");
        Person.Created token = person.create("Claude Desktop");

        JsonNode answer = product.introspect(token.secret()).json();

        String realm = product.realm("demo");
        assertThat(answer.path("active").asBoolean()).isTrue();
        assertThat(answer.path("iss").asText()).isEqualTo(realm);
        assertThat(answer.path("sub").asText()).isEqualTo(admin.userId("demo", person.username()));
        assertThat(answer.path("username").asText()).isEqualTo(person.username());
        assertThat(answer.path("preferred_username").asText()).isEqualTo(person.username());
        assertThat(answer.path("aud").toString()).isEqualTo("[\"graphql-api\"]");
        assertThat(answer.path("client_id").asText()).isEqualTo("demo-cli");
        assertThat(answer.path("token_type").asText()).isEqualTo("Bearer");
        assertThat(answer.path("typ").asText()).isEqualTo("Bearer");
        assertThat(answer.path("scope").asText().split(" "))
                .containsExactlyInAnyOrder("profile", "email", "projects:read", "projects:write");
        assertThat(answer.path("jti").asText()).isEqualTo(token.id());
        assertThat(Instant.ofEpochSecond(answer.path("iat").asLong()))
                .isCloseTo(Instant.now(), within(5, ChronoUnit.MINUTES));
        assertThat(answer.path("realm_access").path("roles").toString()).contains("editor");
        assertThat(answer.path("api_token"))
                .isEqualTo(Http.JSON.valueToTree(Map.of("id", token.id(), "name", "Claude Desktop")));
        for (String absent : List.of("exp", "acr", "auth_time", "sid", "session_state", "azp")) {
            assertThat(answer.has(absent)).as(absent).isFalse();
        }
        assertThat(admin.events("demo")
                        .last("INTROSPECT_TOKEN")
                        .at("/details/token_id")
                        .asText())
                .isEqualTo(token.id());
    }

    @Test
    void introspectWhenTokenExpiresThenSaysWhen() {
        Instant expiresAt = Instant.now().plus(3, ChronoUnit.DAYS).truncatedTo(ChronoUnit.SECONDS);
        Person.Created token = product.newPerson().create(Map.of("name", "a", "expiresAt", expiresAt.toString()));

        assertThat(product.introspect(token.secret()).json().path("exp").asLong())
                .isEqualTo(expiresAt.getEpochSecond());
    }

    /** It is refused everywhere else, and a client that takes it here would be surprised there. */
    @ParameterizedTest
    @ValueSource(strings = {" %s", "%s ", "\t%s", "%s\r\n", "\u00a0%s", "\u200b%s", "%s+", "Bearer %s", "\"%s\""})
    void introspectWhenSomethingIsAroundTheTokenThenInactive(String format) {
        String presented = format.replace("%s", product.newPerson().create("a").secret());

        for (String endpoint : List.of(standardEndpoint(), product.realm("demo") + "/api-tokens/introspect")) {
            for (String hint : List.of("", "access_token", "refresh_token", "api_token")) {
                Map<String, String> form = hint.isEmpty()
                        ? Map.of("token", presented)
                        : Map.of("token", presented, "token_type_hint", hint);
                Http.Answer answer = Introspection.at(endpoint, "graphql-api", form);
                assertThat(answer.status()).as(hint).isEqualTo(200);
                assertThat(answer.body()).as(hint).isEqualTo("{\"active\":false}");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"access_token", "api_token", "refresh_token", "requesting_party_token"})
    void introspectWhenHintedThenActive(String hint) {
        Person.Created token = product.newPerson().create("a");

        Http.Answer answer = Introspection.at(
                standardEndpoint(), "graphql-api", Map.of("token", token.secret(), "token_type_hint", hint));

        assertThat(answer.json().path("active").asBoolean()).isTrue();
    }

    /** As Keycloak does for its own tokens: the header asks, and the client allows it. */
    @Test
    void introspectWhenJwtIsAcceptedThenItIsInTheAnswerOfAClientThatAllowsIt() {
        Person.Created token = product.newPerson().create("a");
        String allowing = ClientBuilder.unique()
                .isResourceServer()
                .attribute("client.introspection.response.allow.jwt.claim.enabled", "true")
                .createIn("demo", admin);

        String jwt = introspectAccepting("application/jwt", allowing, token)
                .path("jwt")
                .asText();

        JsonNode claims = Jwt.verified(jwt, product.realm("demo")).claims();
        assertThat(claims.path("aud").asText()).isEqualTo(allowing);
        assertThat(claims.at("/api_token/id").asText()).isEqualTo(token.id());
        assertThat(introspectAccepting("application/json", allowing, token).has("jwt"))
                .isFalse();
        assertThat(introspectAccepting("application/jwt", "graphql-api", token).has("jwt"))
                .isFalse();
    }

    private JsonNode introspectAccepting(String type, String client, Person.Created token) {
        return Http.send(Introspection.request(standardEndpoint(), client, Map.of("token", token.secret()))
                        .header("Accept", type))
                .json();
    }

    /** A hint of Keycloak's own goes on leading to what it is for. */
    @Test
    void introspectWhenRefreshTokenIsHintedAndIsOneThenKeycloakAnswersAsEver() {
        String client =
                ClientBuilder.unique().isResourceServer().takesPasswords().createIn("demo", admin);
        Http.Answer login = Http.postForm(
                product.realm("demo") + "/protocol/openid-connect/token",
                Map.of(
                        "grant_type",
                        "password",
                        "client_id",
                        client,
                        "client_secret",
                        client + "-secret",
                        "username",
                        "alice",
                        "password",
                        "alice"));

        Http.Answer answer = Introspection.at(
                standardEndpoint(),
                client,
                Map.of("token", login.json().path("refresh_token").asText(), "token_type_hint", "refresh_token"));

        assertThat(answer.json().path("active").asBoolean()).isTrue();
        assertThat(answer.json().path("typ").asText()).isEqualTo("Refresh");
    }

    /** What a client that keeps answers until their end is told; a lease is counted in seconds, and this need not be. */
    @Test
    void introspectWhenExpirationIsToRollThenNeverFurtherThanThat() {
        Person person = product.newPerson();
        Person.Created endless = person.create("endless");
        Person.Created ending = person.create(Map.of(
                "name", "ending", "expiresAt", Instant.now().plusSeconds(100).toString()));
        long end = Instant.parse(ending.json().path("expiresAt").asText()).getEpochSecond();
        String client = ClientBuilder.unique()
                .isResourceServer()
                .attribute("api-tokens.rolling-exp-seconds", "3600")
                .createIn("demo", admin);

        long before = Instant.now().getEpochSecond();
        assertThat(product.introspect(endless.secret(), client)
                        .json()
                        .path("exp")
                        .asLong())
                .isBetween(before + 3600, Instant.now().getEpochSecond() + 3600);
        assertThat(product.introspect(ending.secret(), client)
                        .json()
                        .path("exp")
                        .asLong())
                .isEqualTo(end);
        String jwt = new Exchange(product.realm("demo"))
                .call(client, endless.secret())
                .json()
                .path("access_token")
                .asText();
        assertThat(product.introspect(jwt, client).json().path("exp").asLong()).isLessThan(before + 3600);

        person.revoke(endless.id());
        assertInactive(product.introspect(endless.secret(), client), "revoked");
    }

    /** A restriction that can't be read goes on restricting. */
    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1h", "10000000000"})
    void introspectWhenRollingExpirationCannotBeReadThenAtOnce(String value) {
        String client = ClientBuilder.unique()
                .isResourceServer()
                .attribute("api-tokens.rolling-exp-seconds", value)
                .createIn("demo", admin);

        assertThat(product.introspect(product.newPerson().create("a").secret(), client)
                        .json()
                        .path("exp")
                        .asLong())
                .isCloseTo(Instant.now().getEpochSecond(), within(60L));
    }

    @Test
    void introspectWhenClientIsNoResourceServerThenInactive() {
        String client = ClientBuilder.unique().createIn("demo", admin);

        assertInactive(product.introspect(product.newPerson().create("a").secret(), client), "not_a_resource_server");
    }

    @Test
    void introspectWhenClientDoesNotAuthenticateThenUnauthorized() {
        Http.Answer answer = Http.postForm(standardEndpoint(), Map.of("token", "kcat_x", "client_id", "graphql-api"));

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void introspectWhenJwtThenKeycloakAnswersAsEver() {
        Person person = product.newPerson();
        String jwt = person.accessToken();

        // Since 26.6.2 Keycloak itself says inactive to a client outside of the audience.
        assertThat(product.introspect(jwt).body()).isEqualTo(INACTIVE);
        String client = ClientBuilder.unique()
                .attribute("allow.token.introspection.without.audience.check", "true")
                .createIn("demo", admin);
        assertThat(product.introspect(jwt + "x", client).body()).isEqualTo(INACTIVE);
        assertThat(admin.events("demo")
                        .last("INTROSPECT_TOKEN_ERROR")
                        .at("/details/reason")
                        .asText())
                .isEqualTo("Access token JWT check failed");
    }

    @Test
    void introspectAtOwnEndpointThenKnowsApiTokensOnly() {
        Person person = product.newPerson();
        String secret = person.create("a").secret();
        String endpoint = product.realm("demo") + "/api-tokens/introspect";

        assertThat(Introspection.at(endpoint, "graphql-api", secret)
                        .json()
                        .path("active")
                        .asBoolean())
                .isTrue();
        assertThat(Introspection.at(
                                endpoint, "graphql-api", Map.of("token", secret, "token_type_hint", "refresh_token"))
                        .json()
                        .path("active")
                        .asBoolean())
                .isTrue();
        assertThat(Introspection.at(endpoint, "graphql-api", person.accessToken())
                        .body())
                .isEqualTo(INACTIVE);
        assertThat(Http.postForm(endpoint, Map.of("token", secret)).status()).isEqualTo(401);
    }

    @Test
    void introspectWhenLimitedThenScopesAndResourcesAreEnforced() {
        Person.Created token = product.newPerson()
                .create(Map.of("name", "a", "scopes", List.of("projects:read"), "resources", List.of("graphql-api")));

        assertThat(product.introspect(token.secret())
                        .json()
                        .path("scope")
                        .asText()
                        .split(" "))
                .containsExactlyInAnyOrder("profile", "email", "projects:read");
        assertInactive(product.introspect(token.secret(), "mcp-server"), "other_resource_server");
    }

    @Test
    void introspectWhenLastResourceIsRemovedThenRevokedAndNotOpenToOthers() {
        String client = ClientBuilder.unique().isResourceServer().createIn("demo", admin);
        Person person = product.newPerson();
        Person.Created token = person.create(Map.of("name", "a", "resources", List.of(client)));
        assertThat(product.introspect(token.secret(), client)
                        .json()
                        .path("active")
                        .asBoolean())
                .isTrue();

        admin.call("DELETE", "/demo/clients/" + admin.clientUuid("demo", client), null);

        assertInactive(product.introspect(token.secret()), "revoked");
        assertThat(new StoredTokens(product.database)
                        .query("select CLIENT_ID from API_TOKEN_RESOURCE where TOKEN_ID = ?", token.id()))
                .isEmpty();
    }

    @Test
    void introspectWhenChecksumIsWrongThenMalformed() {
        String secret = product.newPerson().create("a").secret();
        char last = secret.charAt(secret.length() - 1);
        String wrong = secret.substring(0, secret.length() - 1) + (last == 'x' ? 'y' : 'x');

        assertInactive(product.introspect(wrong), "malformed");
        assertInactive(product.introspect(secret + "A"), "malformed");
    }

    @Test
    void introspectWhenNeverMadeThenUnknown() {
        assertInactive(product.introspect(UnknownSecret.secret()), "unknown");
    }

    @Test
    void introspectWhenOfAnotherRealmThenInactive() {
        String realm = "realm-" + UUID.randomUUID();
        admin.call("POST", "", Map.of("realm", realm, "enabled", true));
        ClientBuilder.named("cli").isPublic().takesPasswords().managesTokens().createIn(realm, admin);
        String name = admin.createUser(realm);
        Person.Created token = Person.login(product.realm(realm), "cli", name).create("a");

        assertInactive(product.introspect(token.secret()), "other_realm");

        admin.call("DELETE", "/" + realm, null);
        StoredTokens stored = new StoredTokens(product.database);
        assertThat(stored.query("select ID from API_TOKEN where ID = ?", token.id()))
                .isEmpty();
    }

    @Test
    void introspectWhenRevokedThenInactive() {
        Person person = product.newPerson();
        Person.Created token = person.create("a");
        assertThat(person.revoke(token.id()).status()).isEqualTo(204);

        assertInactive(product.introspect(token.secret()), "revoked");
    }

    @Test
    void introspectWhenExpiresThenActiveUntilThatTimeAndNotAfter() {
        Person.Created token = product.newPerson().create("a");
        Instant expiresAt = Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS);
        new StoredTokens(product.database)
                .update("update API_TOKEN set EXPIRES_AT = " + expiresAt.toEpochMilli() + " where ID = ?", token.id());

        await("a call after the expiration").until(() -> {
            Instant sent = Instant.now();
            boolean active = isActive(token);
            if (Instant.now().isBefore(expiresAt)) {
                assertThat(active).isTrue();
            } else if (sent.isAfter(expiresAt)) {
                assertThat(active).isFalse();
            }
            return sent.isAfter(expiresAt);
        });

        assertInactive(product.introspect(token.secret()), "expired");
        assertThat(product.graphQl(token.secret(), "{ projects { id } }").status())
                .isEqualTo(401);
    }

    private boolean isActive(Person.Created token) {
        return product.introspect(token.secret()).json().path("active").asBoolean();
    }

    @Test
    void introspectWhenUserIsDisabledThenInactiveUntilEnabled() {
        Person person = product.newPerson();
        Person.Created token = person.create("a");

        admin.updateUser("demo", person.username(), Map.of("enabled", false));
        assertInactive(product.introspect(token.secret()), "user_disabled");

        admin.updateUser("demo", person.username(), Map.of("enabled", true));
        assertThat(isActive(token)).isTrue();
    }

    @Test
    void introspectWhenUserIsDeletedThenUnknownAndRowsAreGone() {
        Person person = product.newPerson();
        Person.Created token = person.create(Map.of("name", "a", "scopes", List.of("projects:read")));
        String userId = admin.userId("demo", person.username());

        admin.call("DELETE", "/demo/users/" + userId, null);

        assertInactive(product.introspect(token.secret()), "unknown");
        StoredTokens stored = new StoredTokens(product.database);
        assertThat(stored.query("select ID from API_TOKEN where USER_ID = ?", userId))
                .isEmpty();
        assertThat(stored.query("select USER_ID from API_TOKEN_OWNER where USER_ID = ?", userId))
                .isEmpty();
        assertThat(stored.query("select SCOPE from API_TOKEN_SCOPE where TOKEN_ID = ?", token.id()))
                .isEmpty();
    }

    @Test
    void introspectWhenCreatedBeforeRealmNotBeforeThenInactive() {
        Person.Created token = product.newPerson().create("a");
        admin.updateRealm("demo", Map.of("notBefore", Instant.now().getEpochSecond() + 60));
        try {
            assertInactive(product.introspect(token.secret()), "not_before");
        } finally {
            admin.updateRealm("demo", Map.of("notBefore", 0));
        }
    }

    @Test
    void introspectWhenCreatedBeforeUserNotBeforeThenInactive() {
        Person person = product.newPerson();
        Person.Created token = person.create("a");
        // A token made in the same second is not made before it.
        Await.nextSecond();

        // An admin who signs a person out sets the person's not-before; Keycloak has no other call for it.
        admin.call("POST", "/demo/users/" + admin.userId("demo", person.username()) + "/logout", Map.of());

        assertInactive(product.introspect(token.secret()), "not_before");
        assertThat(product.introspect(
                                product.person(person.username()).create("b").secret())
                        .body())
                .contains("\"active\":true");
    }

    private String standardEndpoint() {
        return product.realm("demo") + "/protocol/openid-connect/token/introspect";
    }

    private void assertInactive(Http.Answer answer, String reason) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(INACTIVE);
        assertThat(admin.events("demo")
                        .last("INTROSPECT_TOKEN_ERROR")
                        .at("/details/reason")
                        .asText())
                .isEqualTo(reason);
    }
}
