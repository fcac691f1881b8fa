package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.launcher.LogFile;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.product.Product;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Settings that change, or vanish, with an update of something else. */
class SettingsChangeIT {

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final String realm = "vanish-" + UUID.randomUUID();

    private List<JsonNode> told(String path) {
        return admin.events(realm).ofAdmins(path);
    }

    private String log() {
        return new LogFile(product.keycloak.log()).text();
    }

    @Test
    void updateOfARealmWhenItTakesSettingsAwayThenAnEventAndALogLineOfOldAndNew() {
        admin.createRealm(realm, Map.of("api-tokens.max-per-user", "3", "api-tokens.prefix", "acme"));
        ObjectNode attributes = admin.get("/" + realm).path("attributes").deepCopy();
        // As a tool does that owns the attributes and knows nothing of ours.
        attributes.remove("api-tokens.max-per-user");
        attributes.put("api-tokens.prefix", "other");
        attributes.put("frontendUrl", "");
        admin.call("PUT", "/" + realm, Map.of("realm", realm, "attributes", attributes));

        assertThat(told("api-tokens/settings")).singleElement().satisfies(event -> {
            assertThat(event.path("resourceType").asText()).isEqualTo("API_TOKEN_SETTINGS");
            assertThat(event.path("operationType").asText()).isEqualTo("UPDATE");
            assertThat(event.at("/authDetails/userId").asText()).isNotEmpty();
            assertThat(event.path("representation").asText())
                    .isEqualTo("{\"api-tokens.max-per-user\":{\"from\":\"3\",\"to\":null},"
                            + "\"api-tokens.prefix\":{\"from\":\"acme\",\"to\":\"other\"}}");
        });
        assertThat(log())
                .contains("Realm '" + realm + "': 'api-tokens.max-per-user' was '3' and is not set")
                .contains("Realm '" + realm + "': 'api-tokens.prefix' was 'acme' and is 'other'");
    }

    @Test
    void updateOfAClientWhenItTakesARuleAwayThenAnEvent() {
        admin.createRealm(realm);
        ClientBuilder.named("ruled")
                .isResourceServer()
                .attribute("api-tokens.max-lifetime-days", "7")
                .createIn(realm, admin);
        String path = "/" + realm + "/clients/" + admin.clientUuid(realm, "ruled");
        ObjectNode client = admin.get(path).deepCopy();
        client.withObjectProperty("attributes").put("api-tokens.max-lifetime-days", "");
        admin.call("PUT", path, client);

        assertThat(told("api-tokens/resource-servers/ruled"))
                .singleElement()
                .satisfies(event -> assertThat(event.path("representation").asText())
                        .isEqualTo("{\"api-tokens.max-lifetime-days\":{\"from\":\"7\",\"to\":null}}"));
        assertThat(log()).contains("Realm '" + realm + "', client 'ruled': 'api-tokens.max-lifetime-days' was '7'");
    }

    @Test
    void updateWhenNothingOfOursChangesThenNothingIsTold() {
        admin.createRealm(realm, Map.of("api-tokens.max-per-user", "3"));
        admin.updateRealm(realm, Map.of("displayName", "changed"));
        admin.call("PUT", "/" + realm, Map.of("realm", realm, "displayName", "again"));
        admin.call("PUT", "/" + realm + "/api-tokens/settings", Map.of("prefix", "acme"));

        assertThat(admin.get("/" + realm + "/api-tokens/settings")
                        .path("maxPerUser")
                        .asInt())
                .isEqualTo(3);
        assertThat(told("api-tokens/settings"))
                .singleElement()
                .satisfies(event -> assertThat(event.path("representation").asText())
                        .contains("\"prefix\":\"acme\"")
                        .doesNotContain("from"));
    }
}
