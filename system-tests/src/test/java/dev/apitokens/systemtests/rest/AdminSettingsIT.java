package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.OwnRealm;
import dev.apitokens.systemtests.product.Product;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The settings of a realm on the admin REST: all or nothing, every fault named. */
@OwnRealm
class AdminSettingsIT {

    private static final String REALM = "settled";
    private static final String SETTINGS = "/" + REALM + "/api-tokens/settings";

    private final Product product = Product.shared();
    private final Admin admin = product.admin();

    @BeforeEach
    void makeRealm() {
        admin.createRealm(REALM);
    }

    @Test
    void settingsWhenNothingIsSetThenEveryOneIsNull() {
        JsonNode settings = admin.get(SETTINGS);

        assertThat(settings.properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder(
                        "enabled",
                        "prefix",
                        "neverExpiresAllowed",
                        "fullAccessAllowed",
                        "defaultLifetimeDays",
                        "maxLifetimeDays",
                        "maxPerUser",
                        "requiredRole",
                        "maxAuthAgeSeconds",
                        "unusedRevokeDays",
                        "expiryNoticeDays",
                        "revokeOnPasswordChange",
                        "selfRotation",
                        "revokeOnReuse",
                        "addressesRequired",
                        "recordAddresses",
                        "newAddressNotice",
                        "limitsByRole",
                        "maxPerServiceAccount",
                        "retentionDays",
                        "leaseSeconds",
                        "templates");
        assertThat(settings.properties()).allMatch(member -> member.getValue().isNull());
    }

    @Test
    void unreadableWhenStoredPastThisInterfaceThenSaysWhatApplies() {
        assertThat(admin.get(SETTINGS + "/unreadable")).isEmpty();
        admin.setting(REALM, "max-per-user", "many");
        admin.setting(REALM, "prefix", "NOT GOOD");
        admin.setting(REALM, "max-per-usr", "5");

        assertThat(admin.get(SETTINGS + "/unreadable"))
                .extracting(fault -> fault.path("member").asText() + " "
                        + fault.path("applied").asText())
                .containsExactlyInAnyOrder("maxPerUser 1", "prefix null", "null null");
    }

    /** An accent is two bytes, and six where it is escaped. */
    @Test
    void updateWhenTemplatesAreAsManyAndAsLongAsTheyMayBeThenKept() {
        List<String> templates = IntStream.range(0, 20)
                .mapToObj(number -> "n" + (100 + number) + "é".repeat(96) + "?scope=" + "é".repeat(1994))
                .toList();
        String escaped =
                Http.JSON.valueToTree(Map.of("templates", templates)).toString().replace("é", "\\u00e9");

        Http.Answer answer = Http.send(Http.request(product.server + "/admin/realms" + SETTINGS)
                .header("Authorization", "Bearer " + admin.bearer())
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(escaped)));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(admin.get(SETTINGS).path("templates"))
                .extracting(JsonNode::asText)
                .isEqualTo(templates);
    }

    /** The attribute of the longest name of a role has no room in Keycloak's table. */
    @Test
    void updateWhenTheNameOfARoleIsTooLongForALimitThenRefused() {
        String role = "r".repeat(255);
        admin.call("POST", "/" + REALM + "/roles", Map.of("name", role));

        Http.Answer answer = admin.send("PUT", SETTINGS, Map.of("limitsByRole", Map.of(role, Map.of("maxPerUser", 5))));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.json().at("/faults/0/member").asText()).isEqualTo("limitsByRole." + role + ".maxPerUser");
    }

    @Test
    void renameARoleThenItsLimitsFollowAndARemovedOnesAreFaults() {
        admin.call("POST", "/" + REALM + "/roles", Map.of("name", "few"));
        JsonNode limits = admin.call(
                        "PUT",
                        SETTINGS,
                        Map.of(
                                "limitsByRole",
                                Map.of("few", Map.of("maxPerUser", 2, "maxLifetimeDays", 3)),
                                "requiredRole",
                                "few"))
                .json();
        assertThat(limits.at("/limitsByRole/few/maxPerUser").asInt()).isEqualTo(2);

        admin.call("PUT", "/" + REALM + "/roles/few", Map.of("name", "a few"));

        JsonNode renamed = admin.get(SETTINGS);
        assertThat(renamed.path("limitsByRole").toString())
                .isEqualTo("{\"a few\":{\"maxLifetimeDays\":3,\"maxPerUser\":2}}");
        assertThat(renamed.path("requiredRole").asText()).isEqualTo("a few");
        assertThat(admin.get(SETTINGS + "/unreadable")).isEmpty();
        assertThat(admin.send("PUT", SETTINGS, renamed).status()).isEqualTo(200);

        admin.call("PUT", SETTINGS, Http.JSON.createObjectNode().putNull("requiredRole"));
        admin.call("DELETE", "/" + REALM + "/roles/a few".replace(" ", "%20"), null);

        assertThat(admin.get(SETTINGS + "/unreadable"))
                .extracting(fault -> fault.path("member").asText())
                .containsExactlyInAnyOrder("limitsByRole.a few.maxPerUser", "limitsByRole.a few.maxLifetimeDays");
        JsonNode left = admin.get(SETTINGS);
        assertThat(left.path("limitsByRole").isNull()).isTrue();
        assertThat(admin.send("PUT", SETTINGS, left).status()).isEqualTo(200);
        assertThat(admin.get(SETTINGS + "/unreadable")).isEmpty();
    }

    @Test
    void definitionsThenEverySettingWithWhatTheUpdateEnforces() {
        JsonNode definitions = admin.get(SETTINGS + "/definitions");

        assertThat(names(definitions))
                .containsExactlyElementsOf(names(admin.get(SETTINGS)).stream()
                        .filter(member -> !member.equals("limitsByRole"))
                        .toList());
        definitions.properties().forEach(definition -> {
            String setting = definition.getKey();
            JsonNode told = definition.getValue();
            assertThat(told.path("attribute").asText()).startsWith("api-tokens.");
            assertThat(told.has("default")).as(setting).isTrue();
            assertThat(status(setting, Map.of())).as(setting).isEqualTo(400);
            if (!told.path("default").isNull()) {
                assertThat(status(setting, told.path("default"))).as(setting).isEqualTo(200);
            }
            if (told.path("kind").asText().equals("number")) {
                int min = told.path("min").asInt();
                int max = told.path("max").asInt();
                assertThat(status(setting, min)).as(setting).isEqualTo(200);
                assertThat(status(setting, max)).as(setting).isEqualTo(200);
                assertThat(status(setting, min - 1)).as(setting).isEqualTo(400);
                assertThat(status(setting, max + 1)).as(setting).isEqualTo(400);
            }
        });
    }

    private int status(String setting, Object value) {
        Http.Answer answer = admin.send("PUT", SETTINGS, Map.of(setting, value));
        Map<String, Object> unset = new HashMap<>();
        unset.put(setting, null);
        admin.call("PUT", SETTINGS, unset);
        return answer.status();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }

    @Test
    void updateThenAttributesOfTheRealmAndAnAdminEvent() {
        admin.call("POST", "/" + REALM + "/roles", Map.of("name", "api user"));
        Map<String, Object> wanted = Map.ofEntries(
                Map.entry("enabled", true),
                Map.entry("prefix", "acme"),
                Map.entry("neverExpiresAllowed", false),
                Map.entry("fullAccessAllowed", false),
                Map.entry("defaultLifetimeDays", 30),
                Map.entry("maxLifetimeDays", 90),
                Map.entry("maxPerUser", 5),
                Map.entry("requiredRole", "api user"),
                Map.entry("maxAuthAgeSeconds", 600),
                Map.entry("unusedRevokeDays", 60),
                Map.entry("expiryNoticeDays", 0),
                Map.entry("revokeOnPasswordChange", true),
                Map.entry("selfRotation", true),
                Map.entry("revokeOnReuse", true),
                Map.entry("addressesRequired", false),
                Map.entry("recordAddresses", false),
                Map.entry("newAddressNotice", true),
                Map.entry("limitsByRole", Map.of("api user", Map.of("maxPerUser", 7, "maxLifetimeDays", 300))),
                Map.entry("maxPerServiceAccount", 4),
                Map.entry("retentionDays", 10),
                Map.entry("leaseSeconds", 3),
                Map.entry("templates", List.of("CI, read only?expires=90d&scope=projects:read", "Laptop?name=Laptop")));

        JsonNode answer = admin.call("PUT", SETTINGS, wanted).json();

        assertThat(answer).isEqualTo(Http.JSON.valueToTree(new HashMap<>(wanted)));
        assertThat(admin.get(SETTINGS)).isEqualTo(answer);
        JsonNode attributes = admin.get("/" + REALM).path("attributes");
        assertThat(attributes.path("api-tokens.max-per-user").asText()).isEqualTo("5");
        assertThat(attributes.path("api-tokens.revoke-on-password-change").asText())
                .isEqualTo("true");
        JsonNode event = admin.events(REALM).ofAdmins("api-tokens/settings").get(0);
        assertThat(event.path("operationType").asText()).isEqualTo("UPDATE");
        assertThat(event.path("resourceType").asText()).isEqualTo("API_TOKEN_SETTINGS");
        assertThat(event.path("representation").asText()).contains("\"maxPerUser\":5");
    }

    @Test
    void updateWhenMemberIsAbsentThenUnchangedAndWhenNullThenDefault() {
        admin.call("PUT", SETTINGS, Map.of("maxPerUser", 5, "prefix", "acme"));
        Map<String, Object> change = new HashMap<>();
        change.put("prefix", null);

        JsonNode answer = admin.call("PUT", SETTINGS, change).json();

        assertThat(answer.path("maxPerUser").asInt()).isEqualTo(5);
        assertThat(answer.path("prefix").isNull()).isTrue();
        assertThat(admin.get("/" + REALM).path("attributes").has("api-tokens.prefix"))
                .isFalse();
    }

    @Test
    void updateWhenAnythingIsWrongThenEveryFaultIsNamedAndNothingChanges() {
        Map<String, Object> wrong = Map.of(
                "enabled",
                "yes",
                "prefix",
                "NO",
                "maxPerUser",
                0,
                "maxLifetimeDays",
                "30",
                "retentionDays",
                1.5,
                "requiredRole",
                "",
                "maxPerPerson",
                3,
                "expiryNoticeDays",
                List.of(1, 1),
                "unusedRevokeDays",
                45);

        Http.Answer answer = admin.send("PUT", SETTINGS, wrong);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
        assertThat(answer.json().path("faults").findValuesAsText("member"))
                .containsExactlyInAnyOrder(
                        "enabled",
                        "prefix",
                        "maxPerUser",
                        "maxLifetimeDays",
                        "retentionDays",
                        "requiredRole",
                        "maxPerPerson",
                        "expiryNoticeDays");
        assertThat(answer.json().path("faults").findValuesAsText("expected")).noneMatch(String::isBlank);
        assertThat(admin.get(SETTINGS).path("unusedRevokeDays").isNull()).isTrue();
        assertThat(admin.events(REALM).ofAdmins("api-tokens/settings")).isEmpty();
    }

    @Test
    void updateWhenSettingsContradictEachOtherThenRefused() {
        Http.Answer longer = admin.send("PUT", SETTINGS, Map.of("maxLifetimeDays", 10, "defaultLifetimeDays", 20));
        Http.Answer noRole = admin.send("PUT", SETTINGS, Map.of("requiredRole", "nobody-has-it"));

        assertThat(longer.json().path("faults").findValuesAsText("member")).containsExactly("defaultLifetimeDays");
        assertThat(noRole.json().path("faults").findValuesAsText("member")).containsExactly("requiredRole");
        assertThat(admin.get(SETTINGS).path("maxLifetimeDays").isNull()).isTrue();
    }

    @Test
    void updateWhenOtherAttributeIsBadThenItStandsInNobodysWay() {
        admin.setting(REALM, "max-lifetime-days", "ten");

        JsonNode answer = admin.call("PUT", SETTINGS, Map.of("maxPerUser", 5)).json();

        assertThat(answer.path("maxPerUser").asInt()).isEqualTo(5);
        assertThat(answer.path("maxLifetimeDays").isNull()).isTrue();
    }

    @Test
    void updateWhenNoObjectThenInvalidRequest() {
        for (String body : List.of("[]", "\"x\"", "null", "{\"enabled\":true,\"enabled\":false}")) {
            Http.Answer answer = Http.send(Http.request(product.server + "/admin/realms" + SETTINGS)
                    .header(
                            "Authorization",
                            "Bearer "
                                    + Person.login(product.realm("master"), "admin-cli", "admin")
                                            .accessToken())
                    .header("Content-Type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString(body)));

            assertThat(answer.status()).as(body).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("invalid_request");
        }
    }
}
