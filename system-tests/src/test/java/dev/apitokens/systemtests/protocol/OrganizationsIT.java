package dev.apitokens.systemtests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Check;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of people who are members of several organizations. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OrganizationsIT {

    private static final String REALM = "organized";

    /** Has the scope as an optional one, and this one as a default. */
    private static final String API = "api";

    private static final String ALWAYS = "always";
    private static final String NONE = "none";

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private String acme;
    private String globex;
    private Person person;

    @BeforeAll
    void makeRealm() {
        admin.createRealm(REALM);
        admin.updateRealm(REALM, Map.of("organizationsEnabled", true));
        List<String> basic = List.of("basic", "profile");
        ClientBuilder.named(API)
                .isResourceServer()
                .isGateway()
                .allowsCheck()
                .with("defaultClientScopes", basic)
                .with("optionalClientScopes", List.of("organization", "email"))
                .createIn(REALM, admin);
        ClientBuilder.named(ALWAYS)
                .isResourceServer()
                .with("defaultClientScopes", List.of("basic", "profile", "organization"))
                .with("optionalClientScopes", List.of("email"))
                .createIn(REALM, admin);
        ClientBuilder.named(NONE)
                .isResourceServer()
                .with("defaultClientScopes", basic)
                .with("optionalClientScopes", List.of("email"))
                .createIn(REALM, admin);
        acme = organization("acme", "Acme Inc");
        globex = organization("globex", "Globex");
        organization("initech", "Initech");
    }

    private String organization(String alias, String name) {
        String location = admin.call(
                        "POST",
                        "/" + REALM + "/organizations",
                        Map.of(
                                "name",
                                name,
                                "alias",
                                alias,
                                "domains",
                                List.of(Map.of("name", alias + ".example.org"))))
                .header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    @BeforeEach
    void newMember() {
        String username = admin.createUser(REALM);
        for (String id : List.of(acme, globex)) {
            admin.call("POST", members(id), admin.userId(REALM, username));
        }
        person = Person.login(product.realm(REALM), "cli", username);
    }

    private static String members(String organizationId) {
        return "/" + REALM + "/organizations/" + organizationId + "/members";
    }

    private void leave(String organizationId) {
        admin.call("DELETE", members(organizationId) + "/" + admin.userId(REALM, person.username()), null);
    }

    private JsonNode introspect(String server, Person.Created token) {
        return Introspection.at(
                        product.realm(REALM) + "/protocol/openid-connect/token/introspect", server, token.secret())
                .json();
    }

    private static Set<String> organizations(JsonNode claims) {
        JsonNode claim = claims.path("organization");
        Set<String> aliases = new TreeSet<>();
        if (claim.isArray()) {
            claim.forEach(alias -> aliases.add(alias.asText()));
        } else {
            claim.fieldNames().forEachRemaining(aliases::add);
        }
        return aliases;
    }

    private static List<String> scopes(JsonNode claims) {
        return Arrays.asList(claims.path("scope").asText().split(" ", -1));
    }

    @ParameterizedTest
    @ValueSource(strings = {API, ALWAYS})
    void introspectWhenNotLimitedThenAllOfThem(String server) {
        Person.Created token = person.create("full");

        JsonNode claims = introspect(server, token);

        assertThat(organizations(claims)).containsExactly("acme", "globex");
        assertThat(scopes(claims)).contains("organization:*");
        leave(globex);
        assertThat(organizations(introspect(server, token))).containsExactly("acme");
        leave(acme);
        assertThat(introspect(server, token).path("active").asBoolean()).isTrue();
        assertThat(organizations(introspect(server, token))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {API, ALWAYS})
    void introspectWhenLimitedToOneThenThatOneWhileTheMembershipLasts(String server) {
        Person.Created token = person.create(
                Map.of("name", "of acme", "resources", List.of(server), "scopes", List.of("organization:acme")));

        JsonNode claims = introspect(server, token);
        assertThat(organizations(claims)).containsExactly("acme");
        assertThat(scopes(claims)).contains("organization:acme").doesNotContain("organization:*");
        assertThat(token.json().path("scopes").toString()).isEqualTo("[\"organization:acme\"]");

        leave(acme);
        claims = introspect(server, token);
        assertThat(claims.path("active").asBoolean()).isTrue();
        assertThat(organizations(claims)).isEmpty();
        assertThat(scopes(claims)).noneMatch(scope -> scope.startsWith("organization"));
        admin.call("POST", members(acme), admin.userId(REALM, person.username()));
        assertThat(organizations(introspect(server, token))).containsExactly("acme");
    }

    @Test
    void introspectWhenLimitedToOtherScopesThenOnlyWhatIsAlwaysThere() {
        Person.Created token = person.create(Map.of("name", "mail", "scopes", List.of("email")));

        assertThat(organizations(introspect(API, token))).isEmpty();
        assertThat(organizations(introspect(ALWAYS, token))).containsExactly("acme", "globex");
        assertThat(organizations(introspect(NONE, token))).isEmpty();
    }

    @Test
    void introspectWhenOrganizationIsDisabledThenWithoutIt() {
        Person.Created token = person.create("full");
        String path = "/" + REALM + "/organizations/" + globex;
        JsonNode before = admin.get(path);
        admin.call("PUT", path, before.<ObjectNode>deepCopy().put("enabled", false));
        try {
            assertThat(organizations(introspect(API, token))).containsExactly("acme");
            assertThat(person.post(Map.of("name", "x", "scopes", List.of("organization:globex")))
                            .error())
                    .isEqualTo("unknown_scope");
        } finally {
            admin.call("PUT", path, before);
        }
    }

    @Test
    void createWhenNoMemberOrSeveralThenRefused() {
        assertThat(person.post(Map.of("name", "x", "scopes", List.of("organization:initech")))
                        .error())
                .isEqualTo("unknown_scope");
        assertThat(person.post(Map.of("name", "x", "scopes", List.of("organization:nobody")))
                        .error())
                .isEqualTo("unknown_scope");
        assertThat(person.post(Map.of("name", "x", "resources", List.of(NONE), "scopes", List.of("organization:acme")))
                        .error())
                .isEqualTo("unknown_scope");
        assertThat(person.post(Map.of("name", "x", "scopes", List.of("organization:acme", "organization:globex")))
                        .error())
                .isEqualTo("invalid_request");
    }

    @Test
    void settingsThenOrganizationsByNameWhereTheScopeIs() {
        JsonNode servers = person.get("/settings").json().path("resourceServers");

        for (JsonNode server : servers) {
            List<String> offered = server.path("scopes").findValuesAsText("name");
            if (server.path("id").asText().equals(NONE)) {
                assertThat(offered).noneMatch(scope -> scope.startsWith("organization"));
            } else {
                assertThat(offered)
                        .contains("organization:acme", "organization:globex")
                        .doesNotContain("organization:initech");
                assertThat(server.path("scopes").findValuesAsText("consentText"))
                        .contains("Acme Inc", "Globex");
            }
        }
    }

    @Test
    void narrowThenToOneOfThemAndNoOther() {
        Person.Created token = person.create("full");

        assertThat(person.change(token.id(), Map.of("scopes", List.of("organization:globex")))
                        .status())
                .isEqualTo(200);
        assertThat(organizations(introspect(API, token))).containsExactly("globex");
        assertThat(person.change(token.id(), Map.of("scopes", List.of("organization:acme")))
                        .error())
                .isEqualTo("unknown_scope");
    }

    @Test
    void exchangeThenTheSameAndOneOfThemWhenAskedFor() {
        Exchange exchange = new Exchange(product.realm(REALM));
        Person.Created full = person.create("full");
        Person.Created limited = person.create(Map.of("name", "of acme", "scopes", List.of("organization:acme")));

        assertThat(organizations(
                        exchange.jwt(API, full.secret(), "audience", API).claims()))
                .containsExactly("acme", "globex");
        assertThat(organizations(exchange.jwt(API, full.secret(), "audience", API, "scope", "organization:globex")
                        .claims()))
                .containsExactly("globex");
        assertThat(organizations(exchange.jwt(API, full.secret(), "audience", API, "scope", "organization")
                        .claims()))
                .containsExactly("acme", "globex");
        assertThat(organizations(exchange.jwt(API, full.secret(), "audience", API, "scope", "email")
                        .claims()))
                .isEmpty();
        assertThat(organizations(
                        exchange.jwt(API, limited.secret(), "audience", API).claims()))
                .containsExactly("acme");
        assertThat(exchange.call(API, limited.secret(), "audience", API, "scope", "organization:globex")
                        .error())
                .isEqualTo("invalid_scope");
        assertThat(exchange.call(API, full.secret(), "audience", API, "scope", "organization:initech")
                        .error())
                .isEqualTo("invalid_scope");
        String jwt = exchange.jwt(API, limited.secret(), "audience", API).text();
        assertThat(organizations(
                        Introspection.at(product.realm(REALM) + "/protocol/openid-connect/token/introspect", API, jwt)
                                .json()))
                .containsExactly("acme");
    }

    @Test
    void introspectExchangedThenWhatItHasAndTheTokenStillDoes() {
        Exchange exchange = new Exchange(product.realm(REALM));
        Person.Created token = person.create("full");
        String all = exchange.jwt(API, token.secret(), "audience", API).text();
        String one = exchange.jwt(API, token.secret(), "audience", API, "scope", "organization:globex")
                .text();
        String none = exchange.jwt(API, token.secret(), "audience", API, "scope", "email")
                .text();

        assertThat(organizations(introspected(all))).containsExactly("acme", "globex");
        assertThat(organizations(introspected(one))).containsExactly("globex");
        assertThat(scopes(introspected(one))).contains("organization:globex").doesNotContain("organization:*");
        assertThat(organizations(introspected(none))).isEmpty();

        person.change(token.id(), Map.of("scopes", List.of("organization:acme")));

        assertThat(organizations(introspected(all))).containsExactly("acme");
        assertThat(organizations(introspected(one))).isEmpty();
    }

    private JsonNode introspected(String jwt) {
        return Introspection.at(product.realm(REALM) + "/protocol/openid-connect/token/introspect", API, jwt)
                .json();
    }

    @Test
    void checkThenScopesOfTheOrganization() {
        Check check = new Check(product.realm(REALM));
        Person.Created limited = person.create(Map.of("name", "of acme", "scopes", List.of("organization:acme")));

        assertThat(check.bearer("?resource=" + API + "&scope=organization:acme", limited.secret())
                        .status())
                .isEqualTo(200);
        assertThat(check.bearer("?resource=" + API + "&scope=organization:globex", limited.secret())
                        .status())
                .isEqualTo(403);
        leave(acme);
        assertThat(check.bearer("?resource=" + API + "&scope=organization:acme", limited.secret())
                        .status())
                .isEqualTo(403);
    }
}
