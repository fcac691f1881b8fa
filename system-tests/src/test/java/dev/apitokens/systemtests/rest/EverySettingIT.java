package dev.apitokens.systemtests.rest;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.KeycloakCommand;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every setting takes effect without a restart, whichever way it is changed; the way through the admin console is with the
 * other tests of that.
 */
class EverySettingIT {

    private static final Path TARGET = Path.of("target/every-setting").toAbsolutePath();
    private static final String ROLE = "api-user";
    private static final String API = "the-api";
    private static final String TEMPLATE = "CI?name=CI&expires=5d";
    private static final Map<String, Object> SETTINGS = Map.ofEntries(
            Map.entry("enabled", true),
            Map.entry("prefix", "acme"),
            Map.entry("never-expires-allowed", false),
            Map.entry("full-access-allowed", false),
            Map.entry("default-lifetime-days", 5),
            Map.entry("max-lifetime-days", 10),
            Map.entry("max-per-user", 1),
            Map.entry("required-role", ROLE),
            Map.entry("max-auth-age-seconds", 3600),
            Map.entry("unused-revoke-days", 90),
            Map.entry("expiry-notice-days", 3),
            Map.entry("revoke-on-password-change", true),
            Map.entry("self-rotation", true),
            Map.entry("revoke-on-reuse", true),
            Map.entry("addresses-required", false),
            Map.entry("record-addresses", false),
            Map.entry("new-address-notice", true),
            Map.entry("max-per-service-account", 2),
            Map.entry("retention-days", 60),
            Map.entry("lease-seconds", 1),
            Map.entry("templates", TEMPLATE));

    private final Product product = Product.shared();
    private final Admin admin = product.admin();

    /** The ways to change settings. */
    enum Way {
        REST,
        KCADM,
        REALM_IMPORT
    }

    @ParameterizedTest
    @EnumSource
    void settingsWhenChangedThenTheNextCallObeysEach(Way way) throws Exception {
        String realm = "set-by-" + way.name().toLowerCase(Locale.ROOT).replace('_', '-');
        admin.createRealm(realm);
        admin.call("POST", "/" + realm + "/roles", Map.of("name", ROLE));
        assertThat(person(realm).create("before").secret()).startsWith("kcat_");

        apply(way, realm, SETTINGS);

        assertTold(realm);
        ClientBuilder.named(API).isResourceServer().createIn(realm, admin);
        Person person = person(realm);
        assertThat(creation(person, inDays(1)).error()).isEqualTo("role_required");
        admin.realmRole("POST", realm, person.username(), ROLE);
        assertThat(creation(person, null).error()).isEqualTo("expiration_required");
        assertThat(creation(person, inDays(11)).error()).isEqualTo("expiration_too_far");
        assertThat(person.post(Map.of("name", "full", "expiresAt", inDays(9))).error())
                .isEqualTo("invalid_request");
        Person.Created token =
                person.create(Map.of("name", "first", "expiresAt", inDays(9), "resources", List.of(API)));
        assertThat(token.secret()).startsWith("acme_");
        assertThat(creation(person, inDays(1)).error()).isEqualTo("too_many_tokens");
        assertLeaseIsGranted(realm, token);
        assertUnusedIsRevokedAndKept(person, token);
        assertPasswordChangeRevokes(realm, person);

        apply(way, realm, Map.of("max-auth-age-seconds", 1));
        Person patient = person(realm);
        admin.realmRole("POST", realm, patient.username(), ROLE);
        await("a login that is too old")
                .until(() -> patient.post(Map.of("name", "at " + Instant.now()))
                        .error()
                        .equals("reauthentication_required"));

        apply(way, realm, Map.of("enabled", false));
        Http.Answer switchedOff = creation(person(realm), null);
        assertThat(switchedOff.status()).isEqualTo(403);
        assertThat(switchedOff.error()).isEqualTo("invalid_request");
    }

    private void assertTold(String realm) {
        JsonNode told = admin.get("/" + realm + "/api-tokens/settings");
        SETTINGS.forEach((name, value) ->
                assertThat(told.path(member(name))).as(name).isEqualTo(Http.JSON.valueToTree(json(value))));
        JsonNode person = person(realm).get("/settings").json();
        assertThat(person.path("defaultLifetimeDays").asInt()).isEqualTo(5);
        assertThat(person.path("maxAuthAgeSeconds").asInt()).isEqualTo(3600);
        assertThat(person.path("templates").path(0).path("query").asText()).isEqualTo("name=CI&expires=5d");
        assertThat(person.path("lacksRequiredRole").asBoolean()).isTrue();
    }

    /** Of texts, the attribute has one text, and the admin REST a list. */
    private static Object json(Object value) {
        return value.equals(TEMPLATE) ? List.of(value) : value;
    }

    private void assertLeaseIsGranted(String realm, Person.Created token) {
        await("a lease")
                .until(() -> Introspection.at(
                                        product.realm(realm) + "/protocol/openid-connect/token/introspect",
                                        API,
                                        token.secret())
                                .json()
                                .path("lease_seconds")
                                .asInt()
                        == 1);
    }

    private void assertUnusedIsRevokedAndKept(Person person, Person.Created token) {
        StoredTokens stored = new StoredTokens(product.database);
        // Its uses a moment ago are written behind. One by a node whose clock is ahead came before them: none counts
        // any more.
        stored.update(
                "update API_TOKEN set LAST_USED_AT = "
                        + Instant.now().plus(Duration.ofHours(1)).toEpochMilli() + " where ID = ?",
                token.id());
        ago(stored, "IDLE_SINCE", 91, token);
        await("revocation of what is not used")
                .until(() -> status(person, token).equals("revoked"));
        // Longer ago than revoked tokens are kept without the setting.
        ago(stored, "REVOKED_AT", 45, token);
        product.metrics.awaitRuns("purge");
        assertThat(status(person, token)).isEqualTo("revoked");
        ago(stored, "REVOKED_AT", 61, token);
        await("purge").until(() -> person.get("/" + token.id()).status() == 404);
    }

    private void assertPasswordChangeRevokes(String realm, Person person) {
        Person.Created token =
                person.create(Map.of("name", "second", "expiresAt", inDays(9), "resources", List.of(API)));
        admin.call(
                "PUT",
                "/" + realm + "/users/" + admin.userId(realm, person.username()) + "/reset-password",
                Map.of("type", "password", "value", "new", "temporary", false));
        assertThat(admin.get("/" + realm + "/api-tokens/" + token.id())
                        .path("revocationReason")
                        .asText())
                .isEqualTo("password_changed");
    }

    private void apply(Way way, String realm, Map<String, ?> settings) throws IOException, InterruptedException {
        switch (way) {
            case REST -> {
                Map<String, Object> members = new HashMap<>();
                settings.forEach((name, value) -> members.put(member(name), json(value)));
                admin.call("PUT", "/" + realm + "/api-tokens/settings", members);
            }
            case KCADM -> kcadm(realm, settings);
            case REALM_IMPORT -> {
                admin.createRealm(
                        realm,
                        settings.entrySet().stream()
                                .collect(Collectors.toMap(
                                        setting -> "api-tokens." + setting.getKey(),
                                        setting -> String.valueOf(setting.getValue()))));
                admin.call("POST", "/" + realm + "/roles", Map.of("name", ROLE));
            }
        }
    }

    private void kcadm(String realm, Map<String, ?> settings) throws IOException, InterruptedException {
        Files.createDirectories(TARGET);
        KeycloakCommand keycloak = KeycloakCommand.of(product, TARGET);
        String kcadm = keycloak.tool("kcadm.sh");
        keycloak.run(List.of(
                kcadm, "config", "credentials", "--server", product.server, "--realm", "master", "--user", "admin"));
        List<String> command = new ArrayList<>(List.of(kcadm, "update", "realms/" + realm));
        settings.forEach(
                (name, value) -> command.addAll(List.of("-s", "attributes.\"api-tokens." + name + "\"=" + value)));
        keycloak.run(command);
    }

    /** As the admin REST names the setting. */
    private static String member(String setting) {
        StringBuilder member = new StringBuilder();
        for (String word : setting.split("-", -1)) {
            member.append(member.isEmpty() ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return member.toString();
    }

    private static void ago(StoredTokens stored, String column, int days, Person.Created token) {
        long then = Instant.now().minus(Duration.ofDays(days)).toEpochMilli();
        stored.update("update API_TOKEN set " + column + " = " + then + " where ID = ?", token.id());
    }

    private static String status(Person person, Person.Created token) {
        return person.get("/" + token.id()).json().path("status").asText();
    }

    private static Http.Answer creation(Person person, @Nullable String expiresAt) {
        Map<String, Object> body = new HashMap<>();
        body.put("name", "another");
        body.put("expiresAt", expiresAt);
        body.put("resources", List.of(API));
        return person.post(body);
    }

    private static String inDays(int days) {
        return Instant.now().plus(Duration.ofDays(days)).toString();
    }

    private Person person(String realm) {
        return Person.login(product.realm(realm), "cli", admin.createUser(realm));
    }
}
