package dev.apitokens.systemtests.protocol;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Check;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.ClientScopes;
import dev.apitokens.systemtests.client.DpopProof;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Jwt;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What Keycloak looks at when it issues a token, and that a token of ours is no way around it: see docs/security.md. */
class ControlsIT {

    private static final String REALM = "controls";

    private static final Product PRODUCT = Product.shared();

    private final Admin admin = PRODUCT.admin();
    private final ClientScopes clientScopes = new ClientScopes(admin, REALM);
    private final String realm = PRODUCT.realm(REALM);
    private final String username = admin.createUser(REALM);
    private final Person person = Person.login(realm, "cli", username);

    @BeforeAll
    static void createRealm() {
        PRODUCT.admin().createRealm(REALM);
        PRODUCT.admin()
                .updateRealm(
                        REALM,
                        Map.of(
                                "bruteForceProtected",
                                true,
                                "failureFactor",
                                2,
                                "waitIncrementSeconds",
                                900,
                                "maxFailureWaitSeconds",
                                900));
    }

    @Test
    void claimsWhenPersonNeverConsentedThenNothingThatNeedsIt() {
        String server = ClientBuilder.unique()
                .isResourceServer()
                .with("consentRequired", true)
                .with("defaultClientScopes", List.of("email", "profile", "basic"))
                .with("optionalClientScopes", List.of("phone", "address"))
                .attribute("api-tokens.built-in-scopes", "phone address")
                .createIn(REALM, admin);
        Person.Created all = person.create("all");

        JsonNode introspected = introspect(server, all.secret());

        assertThat(introspected.path("active").asBoolean()).isTrue();
        assertThat(introspected.path("scope").asText()).doesNotContain("email", "phone", "address", "profile");
        assertThat(introspected.has("email")).isFalse();
        assertThat(introspected.has("name")).isFalse();
        JsonNode exchanged = new Exchange(realm).jwt(server, all.secret()).claims();
        assertThat(exchanged.path("scope").asText()).doesNotContain("email", "phone", "address", "profile");
        assertThat(exchanged.has("email")).isFalse();
    }

    @Test
    void claimsWhenPersonChoseTheScopeForTheTokenThenThatIsTheirConsent() {
        String server = ClientBuilder.unique()
                .isResourceServer()
                .with("consentRequired", true)
                .with("defaultClientScopes", List.of("basic"))
                .with("optionalClientScopes", List.of("email", "phone"))
                .attribute("api-tokens.built-in-scopes", "phone")
                .createIn(REALM, admin);
        Person.Created chosen = person.create(Map.of("name", "chosen", "scopes", List.of("email")));

        JsonNode introspected = introspect(server, chosen.secret());

        assertThat(introspected.path("scope").asText()).isEqualTo("email");
        assertThat(introspected.path("email").asText()).isEqualTo(username + "@example.org");
    }

    /** As an import brings them, whose ids are whatever its author liked. */
    @Test
    void claimsWhenTheIdOfTheChosenScopeBeginsWithThatOfAnotherThenNoConsentToTheOther() {
        clientScopes.create("mail-address", Map.of("id", "mail-id"));
        clientScopes.create("mail-digest", Map.of("id", "mail-id-digest"));
        clientScopes.create("mail-part", Map.of("id", "mail-id:digest"));
        String server = ClientBuilder.unique()
                .isResourceServer()
                .with("consentRequired", true)
                .with("defaultClientScopes", List.of("basic", "mail-address"))
                .with("optionalClientScopes", List.of("mail-digest", "mail-part"))
                .createIn(REALM, admin);

        for (String chosen : List.of("mail-digest", "mail-part")) {
            Person.Created token = person.create(Map.of("name", chosen, "scopes", List.of(chosen)));

            assertThat(introspect(server, token.secret()).path("scope").asText())
                    .isEqualTo(chosen);
            assertThat(new Exchange(realm)
                            .jwt(server, token.secret())
                            .claims()
                            .path("scope")
                            .asText())
                    .isEqualTo(chosen);
        }
    }

    @Test
    void exchangeWhenLockedOutThenRefusedAndIntrospectionGoesOn() {
        String server = resourceServer();
        Person.Created token = person.create("a");
        Exchange exchange = new Exchange(realm);
        assertThat(exchange.call(server, token.secret()).status()).isEqualTo(200);
        Check check = new Check(realm);
        String checked = "?resource="
                + ClientBuilder.unique().isResourceServer().allowsCheck().createIn(REALM, admin);
        assertThat(check.bearer(checked + "&jwt=true", token.secret()).status()).isEqualTo(200);

        // Keycloak counts failures after its answer, and forgets them at a success: nothing else is done meanwhile.
        String status = "/" + REALM + "/attack-detection/brute-force/users/" + admin.userId(REALM, username);
        await("the lock-out").until(() -> {
            Http.postForm(
                    realm + "/protocol/openid-connect/token",
                    Map.of("grant_type", "password", "client_id", "cli", "username", username, "password", "wrong"));
            return admin.get(status).path("disabled").asBoolean();
        });

        Http.Answer refused = exchange.call(server, token.secret());
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("invalid_request");
        assertThat(admin.events(REALM)
                        .last("TOKEN_EXCHANGE_ERROR")
                        .at("/details/reason")
                        .asText())
                .isEqualTo("user_locked_out");
        assertThat(check.bearer(checked + "&jwt=true", token.secret()).status()).isEqualTo(401);
        // An attacker who guesses passwords must not be able to stop somebody's CI.
        assertThat(check.bearer(checked, token.secret()).status()).isEqualTo(200);
        assertThat(introspect(server, token.secret()).path("active").asBoolean())
                .isTrue();
    }

    @Test
    void exchangeWhenBoundToAKeyThenTheAnswerAndItsIntrospectionSaySo() {
        String server = ClientBuilder.unique()
                .isResourceServer()
                .attribute("dpop.bound.access.tokens", "true")
                .createIn(REALM, admin);
        Person.Created token = person.create("a");
        DpopProof proof = new DpopProof();
        String url = realm + "/protocol/openid-connect/token";

        Http.Answer answer = Http.send(Http.request(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("DPoP", proof.of("POST", url))
                .POST(Http.form(Map.of(
                        "grant_type",
                        "urn:ietf:params:oauth:grant-type:token-exchange",
                        "client_id",
                        server,
                        "client_secret",
                        server + "-secret",
                        "subject_token",
                        token.secret(),
                        "subject_token_type",
                        Exchange.API_TOKEN))));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("token_type").asText()).isEqualTo("DPoP");
        Jwt jwt = Jwt.verified(answer.json().path("access_token").asText(), realm);
        assertThat(jwt.claims().at("/cnf/jkt").asText()).isEqualTo(proof.thumbprint());
        JsonNode introspected = introspect(server, jwt.text());
        assertThat(introspected.path("active").asBoolean()).isTrue();
        assertThat(introspected.at("/cnf/jkt").asText()).isEqualTo(proof.thumbprint());
        assertThat(introspected.path("token_type").asText()).isEqualTo("DPoP");
        // The API token itself is bound to nothing.
        assertThat(introspect(server, token.secret()).has("cnf")).isFalse();
    }

    @Test
    void claimsWhenAScopeIsRenamedThenTokensKeepItAndGetNoneOfItsOldName() {
        String scope = clientScopes.create("read");
        String server = ClientBuilder.unique()
                .isResourceServer()
                .with("optionalClientScopes", List.of("read"))
                .createIn(REALM, admin);
        Person.Created token = person.create(Map.of("name", "a", "scopes", List.of("read")));

        ObjectNode renamed = admin.get("/" + REALM + "/client-scopes/" + scope).deepCopy();
        admin.call("PUT", "/" + REALM + "/client-scopes/" + scope, renamed.put("name", "read-reports"));
        clientScopes.create("read");
        clientScopes.offer("read", server);

        assertThat(introspect(server, token.secret()).path("scope").asText().split(" "))
                .contains("read-reports")
                .doesNotContain("read");
        JsonNode listed = person.get("/" + token.id()).json();
        assertThat(listed.path("scopes").toString()).isEqualTo("[\"read-reports\"]");
        // What it has under its new name can be kept when it is narrowed.
        assertThat(person.call("PUT", "/" + token.id(), Http.json(Map.of("scopes", List.of("read"))))
                        .error())
                .isEqualTo("unknown_scope");
        assertThat(person.call("PUT", "/" + token.id(), Http.json(Map.of("scopes", List.of("read-reports"))))
                        .status())
                .isEqualTo(200);
    }

    private String resourceServer() {
        return ClientBuilder.unique().isResourceServer().createIn(REALM, admin);
    }

    private JsonNode introspect(String server, String token) {
        return Introspection.at(realm + "/protocol/openid-connect/token/introspect", server, Map.of("token", token))
                .json();
    }
}
