package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.ClientScopes;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person does with their own tokens, and every way to ask wrongly. */
class AccountRestIT {

    private final Product product = Product.shared();
    private final Person person = product.newPerson();

    @Test
    void listThenNewestFirstAndWithoutSecrets() {
        Person.Created first = person.create("first");
        Person.Created second = person.create("second");

        Http.Answer answer = person.get("/");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().findValuesAsText("name")).containsExactly("second", "first");
        assertThat(answer.json().findValuesAsText("id")).containsExactly(second.id(), first.id());
        assertThat(answer.body()).doesNotContain(first.secret(), second.secret(), "\"token\"");
        assertThat(answer.json().path(0).path("status").asText()).isEqualTo("active");
        assertThat(answer.json().path(0).has("lastUsedAt")).isTrue();
    }

    @Test
    void renameThenNewNameSameSecretAndEvent() {
        Person.Created token = person.create("before");

        Http.Answer answer = person.rename(token.id(), "  after ");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("name").asText()).isEqualTo("after");
        assertThat(product.introspect(token.secret())
                        .json()
                        .at("/api_token/name")
                        .asText())
                .isEqualTo("after");
        assertEvent("UPDATE_CREDENTIAL", token, "after");
    }

    @Test
    void changeWhenItHasEndedThenConflictAndAsItWas() {
        Person.Created revoked = person.create("revoked");
        assertThat(person.revoke(revoked.id()).status()).isEqualTo(204);
        Person.Created expired = person.create("expired");
        new StoredTokens(product.database).expire(expired.id());

        for (Person.Created token : List.of(revoked, expired)) {
            for (Map<String, ?> change : List.of(
                    Map.of("name", "another"),
                    Map.of("description", "another"),
                    Map.of("resources", List.of("mcp-server")))) {
                Http.Answer answer = person.change(token.id(), change);
                assertThat(answer.status()).as(answer.body()).isEqualTo(409);
                assertThat(answer.error()).isEqualTo("invalid_request");
            }
        }
        assertThat(person.get("/" + revoked.id()).json().path("name").asText()).isEqualTo("revoked");
        assertThat(person.get("/" + expired.id()).json().path("name").asText()).isEqualTo("expired");
    }

    @Test
    void getThenSaysWhatItWasMadeWithAndWhyItEnded() {
        Person.Created own = person.create("ended by its owner");
        Person.Created other = person.create("ended by an admin");
        assertThat(own.json().path("createdByClient").asText()).isEqualTo("demo-cli");
        assertThat(own.json().path("revocationReason").isNull()).isTrue();

        person.revoke(own.id());
        product.admin().call("DELETE", "/demo/api-tokens/" + other.id(), null);

        assertThat(person.get("/" + own.id()).json().path("revocationReason").asText())
                .isEqualTo("revoked_by_user");
        assertThat(person.get("/" + other.id()).json().path("revocationReason").asText())
                .isEqualTo("revoked_by_admin");
    }

    @Test
    void renameWhenNameIsInUseThenConflict() {
        person.create("taken");
        Person.Created token = person.create("mine");

        assertThat(person.rename(token.id(), "TAKEN").error()).isEqualTo("name_in_use");
        assertThat(person.rename(token.id(), "MINE").status()).isEqualTo(200);
        assertThat(person.rename(UUID.randomUUID().toString(), "x").status()).isEqualTo(404);
    }

    @Test
    void revokeWhenAgainThenNoContentAndOneEvent() {
        Person.Created token = person.create("a");

        assertThat(person.revoke(token.id()).status()).isEqualTo(204);
        assertThat(person.revoke(token.id()).status()).isEqualTo(204);

        assertThat(person.get("/" + token.id()).json().path("status").asText()).isEqualTo("revoked");
        assertEvent("REMOVE_CREDENTIAL", token, "a");
        assertThat(events("REMOVE_CREDENTIAL")).hasSize(1);
    }

    @Test
    void createWhenNameIsOfRevokedTokenThenCreated() {
        Person.Created token = person.create("again");
        assertThat(person.revoke(token.id()).status()).isEqualTo(204);

        Person.Created again = person.create("Again");

        assertThat(again.id()).isNotEqualTo(token.id());
        assertEvent("UPDATE_CREDENTIAL", again, "Again");
    }

    @Test
    void settingsThenLimitsAndResourceServers() {
        JsonNode settings = person.get("/settings").json();

        assertThat(settings.path("maxPerUser").asInt()).isEqualTo(50);
        assertThat(settings.path("neverExpiresAllowed").asBoolean()).isTrue();
        assertThat(settings.path("maxLifetimeDays").isNull()).isTrue();
        assertThat(settings.path("resourceServers").findValuesAsText("id")).contains("graphql-api", "mcp-server");
        // Other classes add some of their own.
        JsonNode graphQl = StreamSupport.stream(settings.path("resourceServers").spliterator(), false)
                .filter(server -> server.path("id").asText().equals("graphql-api"))
                .findFirst()
                .orElseThrow();
        assertThat(graphQl.path("name").asText()).isEqualTo("GraphQL API");
        assertThat(graphQl.path("type").asText()).isEqualTo("graphql");
        assertThat(graphQl.path("endpoint").asText()).isEqualTo(product.graphQl.baseUrl() + "/graphql");
        assertThat(graphQl.path("scopes").path(0).path("consentText").asText()).isEqualTo("See your projects");
    }

    /** As Keycloak's consent screen has them. */
    @Test
    void settingsWhenNameAndTextAreKeysThenTheirMessages() {
        Admin admin = product.admin();
        String unique = UUID.randomUUID().toString();
        admin.call(
                "POST",
                "/demo/localization/en",
                Map.of("client_" + unique, "The user''s files", "scope_" + unique, "See the user''s files"));
        String scope = "files-" + unique;
        new ClientScopes(admin, "demo")
                .create(scope, Map.of("attributes", Map.of("consent.screen.text", "${scope_" + unique + "}")));
        String clientId = ClientBuilder.unique()
                .isResourceServer()
                .with("name", "${client_" + unique + "}")
                .with("optionalClientScopes", List.of(scope))
                .createIn("demo", admin);

        JsonNode server = StreamSupport.stream(
                        person.get("/settings").json().path("resourceServers").spliterator(), false)
                .filter(one -> one.path("id").asText().equals(clientId))
                .findFirst()
                .orElseThrow();

        assertThat(server.path("name").asText()).isEqualTo("The user's files");
        assertThat(server.at("/scopes/0/consentText").asText()).isEqualTo("See the user's files");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                             | invalid_name
            {"name":null}                                  | invalid_name
            {"name":"   "}                                 | invalid_name
            {"name":"a\\u0007b"}                           | invalid_name
            {"name":"a\\u202eb"}                           | invalid_name
            {"name":"a\\u2066b"}                           | invalid_name
            {"name":"\\ud800"}                             | invalid_name
            {"name":"a","expiresAt":"2020-01-01T00:00:00Z"}| invalid_expiration
            {"name":"a","expiresAt":"tomorrow"}            | invalid_expiration
            {"name":"a","expiresAt":"2999-01-01"}          | invalid_expiration
            {"name":"a","expiresAt":1}                     | invalid_request
            {"name":7}                                     | invalid_request
            {"name":"a","scopes":["nope"]}                 | unknown_scope
            {"name":"a","scopes":["offline_access"]}       | unknown_scope
            {"name":"a","scopes":[null]}                   | unknown_scope
            {"name":"a","resources":["nope"]}              | unknown_resource
            {"name":"a","resources":["demo-cli"]}          | unknown_resource
            {"name":"a","expires_at":null}                 | invalid_request
            {"name":"a","name":"b"}                        | invalid_request
            {"name":"a"} {}                                | invalid_request
            not JSON                                       | invalid_request
            null                                           | invalid_request
            []                                             | invalid_request
            """)
    void createWhenBodyIsBadThenItsErrorAndNothingIsMade(String body, String error) {
        Http.Answer answer = person.call("POST", "", HttpRequest.BodyPublishers.ofString(body.strip()));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(answer.json().path("error_description").asText()).isNotBlank();
        assertThat(person.get("").body()).isEqualTo("[]");
    }

    @Test
    void createWhenNameHas100CharactersThenCreatedAnd101Refused() {
        // 100 characters that take two Java chars, and four bytes, each.
        person.create("😀".repeat(100));

        assertThat(person.post(Map.of("name", "n".repeat(101))).error()).isEqualTo("invalid_name");
    }

    @Test
    void createWhenNameDiffersInCaseOnlyThenConflict() {
        person.create("Straße");

        Http.Answer answer = person.post(Map.of("name", "STRASSE"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.error()).isEqualTo("name_in_use");
    }

    @Test
    void createWhenBodyIsHugeThenTooLarge() {
        Http.Answer answer = person.post(Map.of("name", "x".repeat(1024 * 1024)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.error()).isEqualTo("invalid_request");
    }

    /** The container reads forms before a call is made, and fails at one that is not there. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "multipart/form-data; boundary=x",
                "multipart/mixed; boundary=x",
                "application/x-www-form-urlencoded"
            })
    void callWhenFormIsNotThereThenRefusedAndNoFault(String type) {
        Person.Created token = person.create("a");
        for (String call : List.of("POST ", "PUT /" + token.id(), "POST /" + token.id() + "/rotate", "POST /revoke")) {
            String[] parts = call.split(" ", -1);
            Http.Answer answer = Http.send(Http.request(person.realm() + "/api-tokens" + parts[1])
                    .header("Authorization", "Bearer " + person.accessToken())
                    .header("Content-Type", type)
                    .method(parts[0], HttpRequest.BodyPublishers.noBody()));
            assertThat(answer.status()).as(call + answer.body()).isBetween(400, 415);
        }
    }

    @Test
    void createWhenDescriptionHas500CharactersThenKeptAnd501Refused() {
        String longest = "😀".repeat(500);
        Http.Answer created = person.post(Map.of("name", "described", "description", longest));

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(person.get("/" + Person.created(created).id())
                        .json()
                        .path("description")
                        .asText())
                .isEqualTo(longest);
        assertThat(person.post(Map.of("name", "too long", "description", longest + "x"))
                        .error())
                .isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/xml",
                "multipart/form-data",
                "*",
                "*/*",
                "application/*"
            })
    void createWhenContentTypeIsWrongThenUnsupported(String type) {
        Http.Answer answer = Http.send(Http.request(person.realm() + "/api-tokens")
                .header("Authorization", "Bearer " + person.accessToken())
                .header("Content-Type", type)
                .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"a\"}")));

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "a/b/c", "/", "; charset=utf-8"})
    void callWhenContentTypeIsNoneThenUnsupportedAndNothingDone(String type) {
        String id = person.create("kept").id();
        for (String method : List.of("GET", "PUT", "DELETE")) {
            Http.Answer answer = Http.send(Http.request(person.realm() + "/api-tokens/" + id)
                    .header("Authorization", "Bearer " + person.accessToken())
                    .header("Content-Type", type)
                    .method(method, HttpRequest.BodyPublishers.ofString("{\"name\":\"a\"}")));

            assertThat(answer.status()).as(method + " " + answer.body()).isEqualTo(415);
            assertThat(answer.error()).isEqualTo("invalid_request");
            assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        }
        assertThat(person.get("/" + id).json().path("status").asText()).isEqualTo("active");
    }

    @Test
    void createWhen51stThenTooMany() {
        for (int i = 1; i <= 50; i++) {
            person.create("token " + i);
        }

        Http.Answer answer = person.post(Map.of("name", "one more"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.error()).isEqualTo("too_many_tokens");
    }

    @Test
    void createWhenManyHaveEndedThenTheOldestOfThemAreRemoved() {
        product.admin().setting("demo", "max-per-user", "2");
        try {
            Person.Created kept = person.create("kept");
            for (int i = 1; i <= 7; i++) {
                person.revoke(person.create("token " + i).id());
            }
            person.create("last");

            List<String> names = new ArrayList<>();
            person.get("").json().forEach(token -> names.add(token.path("name").asText()));

            // Two that are active, and twice as many that ended.
            assertThat(names).containsExactly("last", "kept", "token 7", "token 6", "token 5", "token 4");
            assertThat(person.get("/" + kept.id()).json().path("status").asText())
                    .isEqualTo("active");
        } finally {
            product.admin().setting("demo", "max-per-user", "");
        }
    }

    @Test
    void listWhenPagedThenActiveOnesFirstAndEachTokenOnce() {
        for (int i = 1; i <= 3; i++) {
            person.revoke(person.create("revoked " + i).id());
            person.create("active " + i);
        }

        assertThat(names("?first=0&max=2")).containsExactly("active 3", "active 2");
        assertThat(names("?first=2&max=2")).containsExactly("active 1", "revoked 3");
        assertThat(names("?first=4")).containsExactly("revoked 2", "revoked 1");
        assertThat(names("?status=active")).containsExactly("active 3", "active 2", "active 1");
        assertThat(names("?status=revoked&first=1&max=1")).containsExactly("revoked 2");
        assertThat(names("?status=expired")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"first=-1", "first=a", "max=1001", "max=99999999999", "status=ACTIVE", "status=all"})
    void listWhenAskedForWhatIsNoPageThenRefused(String query) {
        Http.Answer answer = person.get("?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
    }

    private List<String> names(String query) {
        List<String> names = new ArrayList<>();
        person.get(query).json().forEach(token -> names.add(token.path("name").asText()));
        return names;
    }

    @Test
    void callWhenRealmRequiresTlsThenForbidden() {
        product.admin().updateRealm("demo", Map.of("sslRequired", "all"));
        try {
            assertThat(person.get("").status()).isEqualTo(403);
        } finally {
            product.admin().updateRealm("demo", Map.of("sslRequired", "external"));
        }
        assertThat(person.get("").status()).isEqualTo(200);
    }

    @Test
    void callWhenCrossOriginThenClientsWebOriginsDecide() {
        String client = ClientBuilder.unique()
                .isPublic()
                .takesPasswords()
                .managesTokens()
                .with("webOrigins", List.of("https://app.example"))
                .createIn("demo", product.admin());
        Person web = Person.login(product.realm("demo"), client, person.username());

        assertThat(crossOrigin(web, "https://app.example").header("Access-Control-Allow-Origin"))
                .isEqualTo("https://app.example");
        assertThat(crossOrigin(web, "https://evil.example").status()).isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/settings",
                "/self",
                "/self/rotate",
                "/revoke",
                "/some-id",
                "/some-id/rotate",
                "/some-id/events"
            })
    void preflightThenAllowed(String path) {
        Http.Answer preflight = Http.send(Http.request(person.realm() + "/api-tokens" + path)
                .header("Origin", "https://app.example")
                .header("Access-Control-Request-Method", "DELETE")
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody()));
        assertThat(preflight.status()).isEqualTo(200);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("DELETE");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization");
    }

    /** To a page that can't read a refusal it is an error of the network, at which nobody logs in again. */
    @Test
    void callWhenCrossOriginAndRefusedBeforeAnyLoginThenReadable() {
        String tokens = person.realm() + "/api-tokens";
        for (HttpRequest.Builder request : List.of(
                Http.request(tokens),
                Http.request(tokens + "/settings").header("Authorization", "Bearer x"),
                Http.request(tokens + "/some-id").DELETE(),
                Http.request(tokens).header("Content-Type", "x").POST(HttpRequest.BodyPublishers.ofString("{}")),
                Http.request(tokens + "/revoke")
                        .header("Content-Type", "application/json")
                        .POST(Http.json(Map.of("tokens", List.of()))))) {
            Http.Answer answer = Http.send(request.header("Origin", "https://any.example"));

            assertThat(answer.header("Access-Control-Allow-Origin"))
                    .as(answer.status() + " " + answer.body())
                    .isEqualTo("https://any.example");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isNotEqualTo("true");
        }
    }

    private static Http.Answer crossOrigin(Person web, String origin) {
        return Http.send(Http.request(web.realm() + "/api-tokens")
                .header("Authorization", "Bearer " + web.accessToken())
                .header("Origin", origin)
                .GET());
    }

    private void assertEvent(String type, Person.Created token, String name) {
        JsonNode event = events(type).get(0);
        assertThat(event.at("/details/credential_type").asText()).isEqualTo("api-token");
        assertThat(event.at("/details/api_token_id").asText()).isEqualTo(token.id());
        assertThat(event.at("/details/api_token_name").asText()).isEqualTo(name);
        assertThat(event.at("/details/api_token_hint").asText())
                .isEqualTo(token.json().path("hint").asText());
    }

    private List<JsonNode> events(String type) {
        return product.admin().events("demo").of(type, person.username());
    }
}
