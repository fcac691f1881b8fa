package dev.apitokens.systemtests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A resource server that was made as {@code realm-config/README.md} says, in a realm that nobody configured further. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OfferedScopesIT {

    private static final String REALM = "as-documented";
    private static final String API = "my-api";
    private static final String ATTRIBUTE = "api-tokens.built-in-scopes";
    private static final List<String> BUILT_IN = List.of("address", "phone", "microprofile-jwt", "organization");

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final String realm = product.realm(REALM);
    private Person person;

    @BeforeAll
    void prepare() {
        admin.createRealm(REALM);
        ClientBuilder.named(API)
                .with("name", "My API")
                .with("publicClient", false)
                .with("standardFlowEnabled", false)
                .with("baseUrl", "https://api.example/graphql")
                .isResourceServer()
                .attribute("api-tokens.type", "graphql")
                .createIn(REALM, admin);
        person = Person.login(realm, "cli", admin.createUser(REALM));
    }

    @AfterEach
    void restore() {
        builtInScopes("");
    }

    private void builtInScopes(String names) {
        String path = "/" + REALM + "/clients/" + admin.clientUuid(REALM, API);
        ObjectNode client = admin.get(path).deepCopy();
        client.withObject("/attributes").put(ATTRIBUTE, names);
        admin.call("PUT", path, client);
    }

    private JsonNode introspect(Person.Created token) {
        return Introspection.at(realm + "/protocol/openid-connect/token/introspect", API, token.secret())
                .json();
    }

    private static List<String> scopes(JsonNode claims) {
        return List.of(claims.path("scope").asText().split(" "));
    }

    private List<String> offered() {
        return person.get("/settings").json().at("/resourceServers/0/scopes").findValuesAsText("name");
    }

    @Test
    void settingsThenNoScopeIsOfferedThatKeycloakGaveToTheClientByItself() {
        String uuid = admin.clientUuid(REALM, API);
        assertThat(admin.get("/" + REALM + "/clients/" + uuid + "/optional-client-scopes")
                        .findValuesAsText("name"))
                .containsAll(BUILT_IN);

        assertThat(offered()).isEmpty();
        for (String scope : BUILT_IN) {
            assertThat(person.post(Map.of("name", "limited", "scopes", List.of(scope)))
                            .error())
                    .as(scope)
                    .isEqualTo("unknown_scope");
        }
    }

    @Test
    void introspectWhenNotLimitedThenNoneOfThoseScopesAndNoRolesAsGroups() {
        Person.Created token = person.create("everything");

        JsonNode claims = introspect(token);

        assertThat(scopes(claims)).contains("profile", "email").doesNotContainAnyElementsOf(BUILT_IN);
        assertThat(claims.has("groups")).isFalse();
        assertThat(claims.has("upn")).isFalse();
        JsonNode exchanged = new Exchange(realm).jwt(API, token.secret()).claims();
        assertThat(scopes(exchanged)).doesNotContainAnyElementsOf(BUILT_IN);
        assertThat(exchanged.has("groups")).isFalse();
    }

    @Test
    void introspectWhenAdminAsksForOneThenItIsAScopeOfTheApi() {
        Person.Created before = person.create("made before");

        builtInScopes("microprofile-jwt phone");

        assertThat(offered()).containsExactly("microprofile-jwt", "phone");
        assertThat(scopes(introspect(before)))
                .contains("microprofile-jwt", "phone")
                .doesNotContain("address");
        assertThat(introspect(before).has("groups")).isTrue();
    }

    /** Whoever has limited a token to such a scope before it was asked for, or while it was. */
    @Test
    void introspectWhenLimitedToOneThatIsOfferedNoLongerThenTheTokenKeepsIt() {
        builtInScopes("phone");
        Person.Created limited = person.create(Map.of("name", "phone only", "scopes", List.of("phone")));

        builtInScopes("");

        assertThat(scopes(introspect(limited))).contains("phone");
        JsonNode listed = person.get("/" + limited.id()).json();
        assertThat(listed.path("scopes").toString()).isEqualTo("[\"phone\"]");
        assertThat(listed.path("removedScopes")).isEmpty();
        assertThat(offered()).isEmpty();
    }
}
