package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.product.Product;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What admins see of a realm's resource servers, and how they try out introspection. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ResourceServersIT {

    private static final String REALM = "resource-servers";
    private static final String SERVERS = "/" + REALM + "/api-tokens/resource-servers";

    private final Product product = Product.shared();
    private final Admin root = product.admin();
    private String person = "";
    private String setting = "";

    @BeforeAll
    void makeRealm() {
        root.createRealm(REALM);
        person = root.createUser(REALM);
        ClientBuilder.named("shop")
                .attribute("api-tokens.built-in-scopes", "phone")
                .isResourceServer()
                .attribute("api-tokens.type", "graphql")
                .with("name", "Shop")
                .with("rootUrl", "https://shop.example.org")
                .with("baseUrl", "/graphql")
                .createIn(REALM, root);
        ClientBuilder.named("plain").createIn(REALM, root);
        ClientBuilder.named("page").isPublic().isResourceServer().createIn(REALM, root);
    }

    @AfterEach
    void restore() {
        if (!setting.isEmpty()) {
            root.setting(REALM, setting, "");
        }
    }

    private Http.Answer trial(Admin admin, String clientId, String username) {
        Map<String, String> body = new HashMap<>();
        if (!username.isEmpty()) {
            body.put("username", username);
        }
        return admin.send("POST", SERVERS + "/" + clientId + "/trial", body);
    }

    private String reason(String clientId) {
        Http.Answer answer = trial(root, clientId, person);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("active").asBoolean()).isFalse();
        assertThat(answer.json().path("claims").isNull()).isTrue();
        return answer.json().path("reason").asText();
    }

    private void set(String name, String value) {
        setting = name;
        root.setting(REALM, name, value);
    }

    @Test
    void listThenTypeAddressScopesAndSwitches() {
        JsonNode servers = root.get(SERVERS);

        assertThat(servers)
                .extracting(server -> server.path("clientId").asText())
                .contains("shop", "page")
                .doesNotContain("plain");
        JsonNode shop = servers.path(1);
        assertThat(shop.path("id").asText()).isEqualTo(root.clientUuid(REALM, "shop"));
        assertThat(shop.path("name").asText()).isEqualTo("Shop");
        assertThat(shop.path("type").asText()).isEqualTo("graphql");
        assertThat(shop.path("endpoint").asText()).isEqualTo("https://shop.example.org/graphql");
        assertThat(shop.path("scopes"))
                .extracting(JsonNode::asText)
                .contains("phone")
                .doesNotContain("offline_access", "address");
        assertThat(shop.path("check").isBoolean()).isTrue();
        assertThat(shop.path("check").asBoolean()).isFalse();
        assertThat(shop.path("exchange").asBoolean()).isFalse();
    }

    @Test
    void trialWhenResourceServerThenItsClaimsAndNoTokenIsLeft() {
        Http.Answer answer = trial(root, "shop", person);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        JsonNode outcome = answer.json();
        assertThat(outcome.path("active").asBoolean()).as(answer.body()).isTrue();
        assertThat(outcome.path("reason").asText()).isEqualTo("active");
        assertThat(outcome.path("username").asText()).isEqualTo(person);
        assertThat(outcome.at("/claims/username").asText()).isEqualTo(person);
        assertThat(outcome.at("/claims/aud/0").asText()).isEqualTo("shop");
        assertThat(outcome.at("/claims/iss").asText()).isEqualTo(product.realm(REALM));
        assertThat(root.get("/" + REALM + "/api-tokens")).isEmpty();
    }

    @Test
    void trialThenAdminEventWithoutClaims() {
        trial(root, "shop", person);

        JsonNode event = root.events(REALM)
                .ofAdmins("api-tokens/resource-servers/shop/trial")
                .get(0);
        assertThat(event.path("resourceType").asText()).isEqualTo("API_TOKEN_TRIAL");
        assertThat(event.path("operationType").asText()).isEqualTo("ACTION");
        assertThat(event.path("representation").asText())
                .contains(person, "\"active\":true", "\"reason\":\"active\"")
                .doesNotContain("iss");
    }

    @Test
    void trialWhenOfTheRealmsOwnAdminThenTheirs() {
        String name = root.createUser(REALM);
        root.adminRoles(REALM, name, "manage-clients");

        Http.Answer answer = trial(new Admin(product.server, REALM, "cli", name), "shop", "");

        assertThat(answer.json().path("username").asText()).as(answer.body()).isEqualTo(name);
        assertThat(answer.json().path("active").asBoolean()).isTrue();
    }

    @Test
    void trialWhenAdminSeesNobodyThenOfNobodyElse() {
        String name = root.createUser(REALM);
        root.adminRoles(REALM, name, "manage-clients");
        Admin admin = new Admin(product.server, REALM, "cli", name);

        assertThat(trial(admin, "shop", person).status()).isEqualTo(403);
        assertThat(trial(admin, "shop", "nobody").status()).isEqualTo(403);
    }

    @Test
    void trialWhenNotActiveThenWhy() {
        assertThat(reason("plain")).isEqualTo("not_a_resource_server");
        assertThat(reason("page")).isEqualTo("client_not_confidential");
        set("enabled", "false");
        assertThat(reason("shop")).isEqualTo("switched_off");
    }

    @Test
    void trialWhenRoleIsMissingThenWhy() {
        set("required-role", "nobody has it");

        assertThat(reason("shop")).isEqualTo("role_missing");
    }

    @Test
    void trialWhenPersonIsDisabledThenWhy() {
        String gone = root.createUser(REALM);
        root.updateUser(REALM, gone, Map.of("enabled", false));

        assertThat(trial(root, "shop", gone).json().path("reason").asText()).isEqualTo("user_disabled");
    }

    @Test
    void trialWhenAddressesOrLimitsAreDemandedThenStillActive() {
        set("addresses-required", "true");
        assertThat(trial(root, "shop", person).json().path("reason").asText()).isEqualTo("active");
        root.setting(REALM, "addresses-required", "");
        set("full-access-allowed", "false");
        assertThat(trial(root, "shop", person).json().path("reason").asText()).isEqualTo("active");
    }

    @Test
    void trialWhenNothingIsFoundThen404AndWhenNobodyIsMeantThen400() {
        assertThat(trial(root, "unknown", person).status()).isEqualTo(404);
        assertThat(trial(root, "shop", "nobody").status()).isEqualTo(404);
        assertThat(trial(root, "shop", "").status()).isEqualTo(400);
        assertThat(trial(root, "shop", "").json().path("error").asText()).isEqualTo("invalid_request");
    }
}
