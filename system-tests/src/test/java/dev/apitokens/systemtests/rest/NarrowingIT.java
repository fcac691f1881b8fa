package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.ClientScopes;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A token's access can become less, by its owner or by an admin, and never more. */
class NarrowingIT {

    private static final Map<String, ?> LIMITED =
            Map.of("name", "a", "scopes", List.of("projects:read"), "resources", List.of("graphql-api"));

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final ClientScopes clientScopes = new ClientScopes(admin, "demo");
    private final Person person = product.newPerson();
    private final String client = "rs-" + UUID.randomUUID();
    private boolean isAdded;
    private final String scope = "reports:" + UUID.randomUUID();

    /** A resource server of the test's own, with a scope of its own. */
    private void addResourceServer() {
        ClientBuilder.named(client).isResourceServer().createIn("demo", admin);
        addScope();
        isAdded = true;
    }

    @AfterEach
    void removeResourceServer() {
        if (!isAdded) {
            return;
        }
        admin.call("DELETE", "/demo/clients/" + admin.clientUuid("demo", client), null);
        if (clientScopes.find(scope).isPresent()) {
            clientScopes.remove(scope);
        }
    }

    @Test
    void narrowWhenFullThenLimitedAtOnceAndEvent() {
        Person.Created token = person.create("a");

        Http.Answer answer = person.change(
                token.id(), Map.of("scopes", List.of("projects:read"), "resources", List.of("graphql-api")));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("scopes").toString()).isEqualTo("[\"projects:read\"]");
        assertThat(answer.json().path("resources").toString()).isEqualTo("[\"graphql-api\"]");
        assertThat(answer.json().path("name").asText()).isEqualTo("a");
        assertThat(scopes(token, "graphql-api")).contains("projects:read").doesNotContain("projects:write");
        assertThat(isActive(token, "mcp-server")).isFalse();
        JsonNode event =
                admin.events("demo").of("UPDATE_CREDENTIAL", person.username()).get(0);
        assertThat(event.at("/details/api_token_action").asText()).isEqualTo("narrowed");
        assertThat(event.at("/details/api_token_id").asText()).isEqualTo(token.id());
    }

    @Test
    void narrowWhenTheServerHasNotReadTheClientYetThenLimited() {
        Person.Created token = person.create("a");
        addResourceServer();

        Http.Answer answer = person.change(token.id(), Map.of("scopes", List.of(scope), "resources", List.of(client)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(scopes(token, client)).contains(scope);
    }

    @Test
    void narrowWhenLimitedThenOneLessAndNameInTheSameCall() {
        Person.Created token = person.create(Map.of("name", "a", "scopes", List.of("projects:read", "projects:write")));

        Http.Answer answer = person.change(token.id(), Map.of("name", "b", "scopes", List.of("projects:write")));

        assertThat(answer.json().path("name").asText()).isEqualTo("b");
        assertThat(answer.json().path("scopes").toString()).isEqualTo("[\"projects:write\"]");
        assertThat(scopes(token, "mcp-server")).contains("projects:write").doesNotContain("projects:read");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"scopes":["projects:read","projects:write"]} | unknown_scope
            {"scopes":["projects:write"]}                 | unknown_scope
            {"scopes":["nope"]}                           | unknown_scope
            {"scopes":[null]}                             | unknown_scope
            {"scopes":[]}                                 | invalid_request
            {"resources":["graphql-api","mcp-server"]}    | unknown_resource
            {"resources":["mcp-server"]}                  | unknown_resource
            {"resources":["nope"]}                        | unknown_resource
            {"resources":[null]}                          | unknown_resource
            {"resources":[]}                              | invalid_request
            {"name":"b","scopes":["projects:write"]}      | unknown_scope
            {"name":"","scopes":["projects:read"]}        | invalid_name
            {"expiresAt":null}                            | invalid_request
            """)
    void changeWhenItWouldWidenThenRefusedAndNothingChanges(String body, String error) {
        Person.Created token = person.create(LIMITED);
        JsonNode before = person.get("/" + token.id()).json();

        Http.Answer answer = person.call("PUT", "/" + token.id(), HttpRequest.BodyPublishers.ofString(body.strip()));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo(error);
        assertThat(person.get("/" + token.id()).json()).isEqualTo(before);
    }

    @Test
    void narrowWhenFullAndScopeIsNotOfferedThereThenUnknown() {
        addResourceServer();
        Person.Created token = person.create("a");

        assertThat(person.change(token.id(), Map.of("scopes", List.of(scope), "resources", List.of("graphql-api")))
                        .error())
                .isEqualTo("unknown_scope");
        assertThat(person.change(token.id(), Map.of("scopes", List.of("offline_access")))
                        .error())
                .isEqualTo("unknown_scope");
    }

    @Test
    void narrowWhenSomebodyElsesThenNotFound() {
        Person.Created token = person.create("a");

        assertThat(product.newPerson()
                        .change(token.id(), Map.of("scopes", List.of("projects:read")))
                        .error())
                .isEqualTo("not_found");
    }

    @Test
    void removeScopeThenGoneAtOnceForGoodAndNotFullAccess() {
        addResourceServer();
        Person.Created token = person.create(Map.of("name", "a", "scopes", List.of(scope)));
        assertThat(scopes(token, client)).contains(scope);

        clientScopes.remove(scope);

        assertThat(isActive(token, client)).isTrue();
        assertThat(scopes(token, client)).doesNotContain(scope);
        assertThat(scopes(token, "graphql-api")).doesNotContain("projects:read", "projects:write");
        assertRemoved(token, scope);

        // Another one of the same name is another one.
        addScope();
        assertThat(scopes(token, client)).doesNotContain(scope);
        assertRemoved(token, scope);
        assertThat(scopes(person.create(Map.of("name", "b", "scopes", List.of(scope))), client))
                .contains(scope);
    }

    @Test
    void unassignScopeThenGoneUntilItIsAssignedAgain() {
        addResourceServer();
        Person.Created token = person.create(Map.of("name", "a", "scopes", List.of(scope, "projects:read")));

        clientScopes.withdraw(scope, client);

        assertThat(scopes(token, client)).doesNotContain(scope);
        JsonNode listed = person.get("/" + token.id()).json();
        assertThat(listed.path("scopes").toString()).isEqualTo("[\"projects:read\"]");
        assertThat(listed.path("removedScopes").toString()).isEqualTo("[\"" + scope + "\"]");

        clientScopes.offer(scope, client);
        assertThat(scopes(token, client)).contains(scope);
        assertThat(person.get("/" + token.id()).json().path("removedScopes")).isEmpty();
    }

    @Test
    void switchResourceServerOffThenTheListShowsIt() {
        addResourceServer();
        Person.Created token = person.create(Map.of("name", "a", "resources", List.of(client, "graphql-api")));
        String path = "/demo/clients/" + admin.clientUuid("demo", client);
        ObjectNode representation = admin.get(path).deepCopy();
        representation.withObject("/attributes").put("api-tokens.enabled", "false");

        admin.call("PUT", path, representation);

        assertThat(isActive(token, client)).isFalse();
        assertThat(isActive(token, "graphql-api")).isTrue();
        JsonNode listed = person.get("/" + token.id()).json();
        assertThat(listed.path("resources").toString()).isEqualTo("[\"graphql-api\"]");
        assertThat(listed.path("removedResources").toString()).isEqualTo("[\"" + client + "\"]");
    }

    private void assertRemoved(Person.Created token, String removed) {
        JsonNode listed = person.get("/" + token.id()).json();
        assertThat(listed.path("scopes")).isEmpty();
        assertThat(listed.path("removedScopes").toString()).isEqualTo("[\"" + removed + "\"]");
    }

    private void addScope() {
        clientScopes.create(scope);
        clientScopes.offer(scope, client);
    }

    private boolean isActive(Person.Created token, String at) {
        return product.introspect(token.secret(), at).json().path("active").asBoolean();
    }

    private List<String> scopes(Person.Created token, String at) {
        return List.of(product.introspect(token.secret(), at)
                .json()
                .path("scope")
                .asText()
                .split(" "));
    }
}
