package dev.apitokens.systemtests.protocol;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Check;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Jwt;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.client.RawHttp;
import dev.apitokens.systemtests.client.UnknownSecret;
import dev.apitokens.systemtests.product.Product;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reverse proxy is told about the token of a request. */
class CheckIT {

    private static final String REALM = "checks";
    private static final String NAME = "Jürgen, \"CI\"";
    private static final Product PRODUCT = Product.shared();
    private static final Admin ADMIN = PRODUCT.admin();
    private static final Check CHECK = new Check(PRODUCT.realm(REALM));

    private final String client = ClientBuilder.unique()
            .isResourceServer()
            .allowsCheck()
            // None of those optional ones that Keycloak gives to every client: one makes groups of roles.
            .with("defaultClientScopes", List.of("basic", "roles", "profile", "email"))
            .mapper(
                    "oidc-group-membership-mapper",
                    Map.of("claim.name", "groups", "full.path", "true", "introspection.token.claim", "true"))
            .createIn(REALM, ADMIN);
    private final String resource = "?resource=" + client;
    private final Person person = Person.login(PRODUCT.realm(REALM), "cli", ADMIN.createUser(REALM, "writer"));
    private final Person.Created token = person.create(Map.of("name", NAME, "resources", List.of(client)));

    @BeforeAll
    static void createRealm() {
        ADMIN.createRealm(REALM);
        ADMIN.updateRealm(REALM, Map.of("enabledEventTypes", List.of("INTROSPECT_TOKEN", "INTROSPECT_TOKEN_ERROR")));
        ADMIN.call("POST", "/" + REALM + "/roles", Map.of("name", "writer"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"})
    void checkWhenGoodThenWhoItIs(String method) {
        Http.Answer answer = Http.send(CHECK.request(resource + "&role=writer&scope=email%20profile")
                .header("Authorization", "Bearer " + token.secret())
                .method(method, HttpRequest.BodyPublishers.noBody()));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("X-Auth-User")).isEqualTo(person.username());
        assertThat(answer.header("X-Auth-User-Id")).isEqualTo(ADMIN.userId(REALM, person.username()));
        assertThat(answer.header("X-Auth-Email")).isEqualTo(person.username() + "@example.org");
        assertThat(answer.header("X-Auth-Roles").split(",", -1)).contains("writer");
        assertThat(answer.header("X-Auth-Scopes").split(" ", -1)).contains("email", "profile");
        assertThat(answer.header("X-Auth-Token-Id")).isEqualTo(token.id());
        assertThat(answer.header("X-Auth-Token-Name")).isEqualTo("J%C3%BCrgen, \"CI\"");
        assertThat(answer.headers().firstValue("X-Auth-Groups")).contains("");
        assertThat(answer.headers().firstValue("X-Auth-Token")).isEmpty();
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void checkWhenThereIsABodyThenIgnored() {
        for (String type : List.of(
                "multipart/form-data; boundary=x",
                "multipart/form-data; boundary=x",
                "application/json",
                "application/x-www-form-urlencoded",
                "application/octet-stream")) {
            Http.Answer answer = Http.send(CHECK.request(resource)
                    .header("Authorization", "Bearer " + token.secret())
                    .header("Content-Type", type)
                    .POST(HttpRequest.BodyPublishers.ofString("a=b")));
            assertThat(answer.status()).as(type + answer.body()).isEqualTo(200);
            // As a proxy asks that leaves out the body, and not what the body was.
            assertThat(Http.send(CHECK.request(resource)
                                    .header("Authorization", "Bearer " + token.secret())
                                    .header("Content-Type", type)
                                    .POST(HttpRequest.BodyPublishers.noBody()))
                            .status())
                    .as(type)
                    .isEqualTo(200);
            assertThat(Http.send(CHECK.request(resource)
                                    .uri(URI.create(PRODUCT.realm(REALM) + "/api-tokens/check/" + resource))
                                    .header("Authorization", "Bearer " + token.secret())
                                    .header("Content-Type", type)
                                    .POST(HttpRequest.BodyPublishers.ofString("a=b")))
                            .status())
                    .as("with a slash at the end, " + type)
                    .isEqualTo(200);
        }
    }

    @Test
    void checkWhenTheSameIsInTheClaimsThenHeadersAreOfIntrospection() {
        String group = "Gr\u00fcn, blau";
        String location = ADMIN.call("POST", "/" + REALM + "/groups", Map.of("name", group))
                .header("Location");
        ADMIN.call(
                "PUT",
                "/" + REALM + "/users/" + ADMIN.userId(REALM, person.username()) + "/groups/"
                        + location.substring(location.lastIndexOf('/') + 1),
                null);

        Http.Answer answer = CHECK.bearer(resource, token.secret());

        assertThat(answer.header("X-Auth-Groups")).isEqualTo("/Gr%C3%BCn%2C blau");
        Http.Answer claims = Introspection.at(
                PRODUCT.realm(REALM) + "/protocol/openid-connect/token/introspect", client, token.secret());
        assertThat(claims.json().path("groups").path(0).asText()).isEqualTo("/" + group);
        assertThat(answer.header("X-Auth-Scopes"))
                .isEqualTo(claims.json().path("scope").asText());
    }

    @Test
    void checkWhenBasicThenNameIsTheOwnersOrNobodys() {
        for (String name : List.of(person.username(), person.username().toUpperCase(Locale.ROOT), "api-token")) {
            assertThat(CHECK.basic(resource, name, token.secret()).status()).isEqualTo(200);
        }
        for (String name : List.of("admin", "", ADMIN.createUser(REALM), "x".repeat(10_000), "J\u00fcrgen\r\nX-A: b")) {
            Http.Answer answer = CHECK.basic(resource, name, token.secret());
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
        }
    }

    @Test
    void checkWhenBasicIsInAnyCharsetThenRead() {
        String name = "j\u00fcrgen-" + token.id();
        ADMIN.updateUser(REALM, person.username(), Map.of("email", "j@example.org"));
        ADMIN.updateRealm(REALM, Map.of("editUsernameAllowed", true));
        ADMIN.updateUser(REALM, person.username(), Map.of("username", name));

        for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
            String credentials = Base64.getEncoder().encodeToString((name + ":" + token.secret()).getBytes(charset));
            Http.Answer answer = Http.send(CHECK.request(resource).header("Authorization", "Basic " + credentials));
            assertThat(answer.status()).as(charset + answer.body()).isEqualTo(200);
            assertThat(URLDecoder.decode(answer.header("X-Auth-User"), StandardCharsets.UTF_8))
                    .isEqualTo(name);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Basic", "Basic !", "Basic YWJj", "Bearer", "Digest a=b", "Negotiate x"})
    void checkWhenThereIsNothingLikeATokenThenChallenged(String authorization) {
        HttpRequest.Builder request = CHECK.request(resource);
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }

        Http.Answer answer = Http.send(request);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"" + REALM + "\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void checkWhenBasicIsToBeOfferedThenFirst() {
        Http.Answer answer = Http.send(CHECK.request(resource + "&challenge=basic"));

        assertThat(answer.headers().allValues("WWW-Authenticate"))
                .containsExactly("Basic realm=\"" + REALM + "\", charset=\"UTF-8\"", "Bearer realm=\"" + REALM + "\"");
    }

    @Test
    void checkWhenNotActiveThenUnauthorized() {
        String other = ClientBuilder.unique().isResourceServer().allowsCheck().createIn(REALM, ADMIN);
        assertThat(CHECK.bearer("?resource=" + other, token.secret()).status()).isEqualTo(401);
        for (String made : List.of(
                UnknownSecret.secret(),
                token.secret() + "x",
                " " + token.secret(),
                "x".repeat(10_000),
                person.accessToken())) {
            assertThat(CHECK.bearer(resource, made).status()).isEqualTo(401);
        }

        person.revoke(token.id());

        Http.Answer answer = CHECK.bearer(resource, token.secret());
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.error()).isEqualTo("invalid_token");
        assertThat(answer.headers().map().keySet()).noneMatch(name -> name.startsWith("x-auth"));
    }

    @Test
    void checkWhenScopeOrRoleIsMissingThenNamed() {
        Http.Answer scope = CHECK.bearer(resource + "&scope=email%20projects:write", token.secret());
        assertThat(scope.status()).isEqualTo(403);
        assertThat(scope.error()).isEqualTo("insufficient_scope");
        assertThat(scope.body()).contains("projects:write").doesNotContain("email");
        assertThat(scope.header("WWW-Authenticate")).contains("scope=\"projects:write\"");

        Http.Answer role = CHECK.bearer(resource + "&role=writer&role=auditor", token.secret());
        assertThat(role.status()).isEqualTo(403);
        assertThat(role.error()).isEqualTo("role_required");
        assertThat(role.body()).contains("auditor").doesNotContain("writer");
        assertThat(role.headers().map().keySet()).noneMatch(name -> name.startsWith("x-auth"));
        assertThat(events("insufficient_role", person)).isNotEmpty();
        assertThat(events("insufficient_scope", person)).isNotEmpty();
    }

    @Test
    void checkWhenRoleIsTheResourceServersOwnThenItCounts() {
        String uuid = ADMIN.clientUuid(REALM, client);
        ADMIN.call("POST", "/" + REALM + "/clients/" + uuid + "/roles", Map.of("name", "keeper"));
        assertThat(CHECK.bearer(resource + "&role=keeper", token.secret()).status())
                .isEqualTo(403);

        ADMIN.call(
                "POST",
                "/" + REALM + "/users/" + ADMIN.userId(REALM, person.username()) + "/role-mappings/clients/" + uuid,
                List.of(ADMIN.get("/" + REALM + "/clients/" + uuid + "/roles/keeper")));

        assertThat(CHECK.bearer(resource + "&role=keeper", token.secret()).status())
                .isEqualTo(200);
    }

    @Test
    void checkWhenNotAllowedThenOneAnswerWhateverTheReason() {
        String notAllowed = ClientBuilder.unique().isResourceServer().createIn(REALM, ADMIN);
        String noServer = ClientBuilder.unique().allowsCheck().createIn(REALM, ADMIN);
        String disabled = ClientBuilder.unique()
                .isResourceServer()
                .allowsCheck()
                .with("enabled", false)
                .createIn(REALM, ADMIN);
        Http.Answer unknown = CHECK.bearer("?resource=no-such-client", token.secret());
        assertThat(unknown.status()).isEqualTo(403);
        assertThat(unknown.error()).isEqualTo("client_not_allowed");

        // The last one is of another realm.
        for (String resource : List.of(notAllowed, noServer, disabled, "graphql-api")) {
            Http.Answer answer = CHECK.bearer("?resource=" + resource, token.secret());
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.body()).isEqualTo(unknown.body());
        }

        assertThat(events("unknown_resource", null)).isNotEmpty();
        assertThat(events("check_not_allowed", null)).isNotEmpty();
        assertThat(events("not_a_resource_server", null)).isNotEmpty();
    }

    @Test
    void checkWhenJwtIsWantedThenOfTheResourceServer() {
        Http.Answer answer = CHECK.bearer(resource + "&jwt=true", token.secret());

        String jwt = answer.header("X-Auth-Token");
        JsonNode claims = Jwt.verified(jwt, PRODUCT.realm(REALM)).claims();
        assertThat(claims.path("aud").asText()).isEqualTo(client);
        assertThat(claims.path("azp").asText()).isEqualTo(client);
        assertThat(Introspection.at(PRODUCT.realm(REALM) + "/protocol/openid-connect/token/introspect", client, jwt)
                        .json()
                        .path("active")
                        .asBoolean())
                .isTrue();
        assertThat(CHECK.bearer(resource, jwt).status()).isEqualTo(401);
    }

    @Test
    void checkThenToldAsAnIntrospectionIs() {
        CHECK.bearer(resource, token.secret());

        assertThat(ADMIN.events(REALM).of("INTROSPECT_TOKEN", person.username()))
                .anySatisfy(event -> {
                    assertThat(event.path("clientId").asText()).isEqualTo(client);
                    assertThat(event.at("/details/token_id").asText()).isEqualTo(token.id());
                    assertThat(event.at("/details/token_type").asText()).isEqualTo("api-token");
                });
        await("the last use").until(() -> {
            CHECK.bearer(resource, token.secret());
            return person.get("/" + token.id())
                    .json()
                    .path("lastUsedBy")
                    .asText()
                    .equals(client);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "?resource=",
                "?scope=a",
                "?resource=a&resource=b",
                "?resource=a&roles=b",
                "?resource=a&jwt=1"
            })
    void checkWhenAddressIsNotAsItShouldBeThenBadRequest(String query) {
        Http.Answer answer = CHECK.bearer(query, token.secret());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @Test
    void checkWhenThereAreTwoHeadersThenBadRequest() throws IOException {
        String answer = RawHttp.send(
                URI.create(PRODUCT.server),
                "GET /realms/" + REALM + "/api-tokens/check" + resource + " HTTP/1.1",
                "Host: localhost",
                "Authorization: Bearer " + token.secret(),
                "Authorization: " + Check.basic("api-token", token.secret()),
                "Connection: close",
                "",
                "");

        assertThat(answer).startsWith("HTTP/1.1 400").contains("invalid_request");
    }

    private static List<JsonNode> events(String reason, @Nullable Person of) {
        List<JsonNode> all = of == null
                ? ADMIN.events(REALM).of("INTROSPECT_TOKEN_ERROR")
                : ADMIN.events(REALM).of("INTROSPECT_TOKEN_ERROR", of.username());
        return all.stream()
                .filter(event -> event.at("/details/reason").asText().equals(reason))
                .toList();
    }
}
