package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.client.UnknownSecret;
import dev.apitokens.systemtests.product.Product;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What an API token may do with itself. */
class SelfIT {

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final Person person = product.newPerson();

    @Test
    void getThenWhatTheOwnerSeesWithoutTheSecret() {
        Person.Created token = person.create(Map.of("name", "a", "resources", List.of("mcp-server")));

        Http.Answer answer = self("GET", "Bearer " + token.secret());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json()).isEqualTo(((ObjectNode) token.json().deepCopy()).without("token"));
        assertThat(answer.header("Cache-Control")).contains("no-store");
    }

    @Test
    void deleteThenRevokedAndEvent() {
        Person.Created token = person.create("a");

        assertThat(self("DELETE", "Bearer " + token.secret()).status()).isEqualTo(204);

        assertThat(product.introspect(token.secret()).body()).isEqualTo("{\"active\":false}");
        assertThat(person.get("/" + token.id()).json().path("status").asText()).isEqualTo("revoked");
        List<JsonNode> events = admin.events("demo").of("REMOVE_CREDENTIAL", person.username());
        assertThat(events).hasSize(1);
        assertThat(events.get(0).at("/details/reason").asText()).isEqualTo("revoked_by_holder");
        assertThat(events.get(0).at("/details/api_token_id").asText()).isEqualTo(token.id());
        assertUnauthorized(self("DELETE", "Bearer " + token.secret()));
    }

    @Test
    void deleteWhenPreviousSecretIsInItsGraceThenTheTokenIsRevoked() {
        Person.Created token = person.create("a");
        Person.Created rotated = person.rotate(token.id(), Map.of("graceSeconds", 3600));

        assertThat(self("DELETE", "Bearer " + token.secret()).status()).isEqualTo(204);

        assertUnauthorized(self("GET", "Bearer " + rotated.secret()));
    }

    @Test
    void callWhenNoActiveApiTokenThenUnauthorized() {
        Person.Created revoked = person.create("a");
        assertThat(person.revoke(revoked.id()).status()).isEqualTo(204);
        Person.Created rotated = person.create("b");
        person.rotate(rotated.id(), Map.of());

        for (String method : List.of("GET", "DELETE")) {
            assertUnauthorized(self(method, "Bearer " + revoked.secret()));
            assertUnauthorized(self(method, "Bearer " + rotated.secret()));
            assertUnauthorized(self(method, "Bearer " + UnknownSecret.secret()));
            assertUnauthorized(self(method, "Bearer kcat_x"));
            assertUnauthorized(self(method, "Bearer " + "k".repeat(4000)));
            assertUnauthorized(self(method, "Bearer " + person.accessToken()));
            assertUnauthorized(self(method, "Basic YTpi"));
            assertUnauthorized(self(method, ""));
        }
    }

    @Test
    void callWhenOfAnotherRealmThenUnauthorized() {
        String realm = "realm-" + UUID.randomUUID();
        admin.call("POST", "", Map.of("realm", realm, "enabled", true));
        try {
            Http.Answer answer = Http.send(Http.request(product.realm(realm) + "/api-tokens/self")
                    .header("Authorization", "Bearer " + person.create("a").secret())
                    .GET());
            assertUnauthorized(answer);
        } finally {
            admin.call("DELETE", "/" + realm, null);
        }
    }

    @Test
    void callWhenRealmRequiresTlsThenForbidden() {
        Person.Created token = person.create("a");
        admin.updateRealm("demo", Map.of("sslRequired", "all"));
        try {
            assertThat(self("GET", "Bearer " + token.secret()).status()).isEqualTo(403);
        } finally {
            admin.updateRealm("demo", Map.of("sslRequired", "external"));
        }
    }

    /** A page of any origin may show what a token that it was given is good for; it sends no cookie. */
    @Test
    void getWhenCrossOriginThenReadableWithoutCredentials() {
        for (String secret : List.of(person.create("a").secret(), UnknownSecret.secret())) {
            Http.Answer answer = Http.send(Http.request(person.realm() + "/api-tokens/self")
                    .header("Authorization", "Bearer " + secret)
                    .header("Origin", "https://any.example")
                    .GET());

            assertThat(answer.header("Access-Control-Allow-Origin")).isEqualTo("https://any.example");
            assertThat(answer.header("Access-Control-Allow-Credentials")).isNotEqualTo("true");
        }
    }

    private Http.Answer self(String method, String authorization) {
        HttpRequest.Builder request = Http.request(person.realm() + "/api-tokens/self");
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        return Http.send(request.method(method, HttpRequest.BodyPublishers.noBody()));
    }

    private static void assertUnauthorized(Http.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate")).startsWith("Bearer");
        assertThat(answer.error()).isEqualTo("invalid_token");
    }
}
