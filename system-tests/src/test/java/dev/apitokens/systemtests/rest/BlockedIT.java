package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.OwnRealm;
import dev.apitokens.systemtests.product.Product;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A token that has not ended and is refused everywhere is blocked, and everybody is told why as introspection knows it. */
@OwnRealm
class BlockedIT {

    private static final Product PRODUCT = Product.shared();

    private final String name = "blocked-" + UUID.randomUUID();
    private final String realm = PRODUCT.realm(name);
    private final Admin admin = PRODUCT.admin();
    private String server = "";
    private String username = "";
    private @Nullable Person person;

    @BeforeEach
    void createRealm() {
        admin.createRealm(name);
        admin.updateRealm(name, Map.of("enabledEventTypes", List.of("INTROSPECT_TOKEN_ERROR")));
        server = ClientBuilder.unique().isResourceServer().createIn(name, admin);
        username = admin.createUser(name);
        person = Person.login(realm, "cli", username);
    }

    @AfterEach
    void removeRealm() {
        admin.call("DELETE", "/" + name, null);
    }

    private Person person() {
        return Objects.requireNonNull(person);
    }

    @Test
    void statusWhenSwitchedOffThenBlockedUntilSwitchedOn() {
        Person.Created token = person().create("a");
        assertStatus(token, "active", null);

        admin.setting(name, "enabled", "false");
        assertBlocked(token, "switched_off");

        admin.setting(name, "enabled", "true");
        assertStatus(token, "active", null);
    }

    @Test
    void statusWhenALimitIsExceededThenBlocked() {
        Person.Created forever = person().create("forever");
        Person.Created week = person().create(Map.of(
                "name",
                "week",
                "expiresAt",
                Instant.now().plus(Duration.ofDays(7)).toString()));
        admin.setting(name, "max-lifetime-days", "30");

        assertBlocked(forever, "lifetime_exceeded");
        assertStatus(week, "active", null);
        admin.setting(name, "full-access-allowed", "false");
        assertBlocked(week, "not_limited");
        admin.setting(name, "full-access-allowed", "true");
        admin.setting(name, "addresses-required", "true");
        assertBlocked(week, "address_not_allowed");
    }

    @Test
    void statusWhenRoleIsMissingThenBlocked() {
        admin.call("POST", "/" + name + "/roles", Map.of("name", "tokens"));
        Person.Created token = person().create("a");
        admin.setting(name, "required-role", "tokens");

        assertBlocked(token, "role_missing");

        admin.realmRole("POST", name, username, "tokens");
        assertStatus(token, "active", null);
    }

    @Test
    void statusWhenSignedOutEverywhereThenBlockedUntilRotated() {
        Person.Created token = person().create("a");
        Await.nextSecond();
        admin.updateRealm(name, Map.of("notBefore", Instant.now().getEpochSecond()));
        person = Person.login(realm, "cli", username);

        assertBlocked(token, "not_before");

        Await.nextSecond();
        assertStatus(person().rotate(token.id(), Map.of()), "active", null);
    }

    @Test
    void statusWhenOwnerIsDisabledThenAdminsAndHoldersAreTold() {
        Person.Created token = person().create("a");
        admin.updateUser(name, username, Map.of("enabled", false));

        assertThat(introspectedReason(token)).isEqualTo("user_disabled");
        assertThat(List.of(
                        admin.get("/" + name + "/api-tokens/" + token.id()),
                        admin.get("/" + name + "/api-tokens").path(0),
                        lookup(token),
                        self(token)))
                .allSatisfy(told -> assertTold(told, "blocked", "user_disabled"));
    }

    @Test
    void statusWhenEachResourceServerRefusesItThenBlocked() {
        String other = ClientBuilder.unique()
                .isResourceServer()
                .attribute("api-tokens.limited-only", "true")
                .createIn(name, admin);
        Person.Created there = person().create(Map.of("name", "there", "resources", List.of(server)));
        Person.Created everywhere = person().create("everywhere");
        assertStatus(there, "active", null);
        assertStatus(everywhere, "active", null);

        admin.call("DELETE", "/" + name + "/clients/" + admin.clientUuid(name, server), null);
        server = other;

        // The only one that it was for is gone: it is revoked, and says so.
        assertThat(person().get("/" + there.id()).json().path("status").asText())
                .isEqualTo("revoked");
        assertBlocked(everywhere, "not_limited");
    }

    @Test
    void statusWhenItHasEndedThenThatAndNotBlocked() {
        Person.Created revoked = person().create("revoked");
        person().revoke(revoked.id());
        admin.setting(name, "enabled", "false");

        assertTold(person().get("/" + revoked.id()).json(), "revoked", null);
        assertThat(callSelf("GET", revoked.secret()).status()).isEqualTo(401);
    }

    @Test
    void filterWhenActiveIsLookedForThenBlockedOnesAreAmongThem() {
        Person.Created token = person().create("a");
        admin.setting(name, "required-role", "nobody has it");

        assertThat(person().get("?status=active").json().findValuesAsText("id")).containsExactly(token.id());
        JsonNode found = admin.get("/" + name + "/api-tokens?status=active");
        assertThat(found).hasSize(1);
        assertTold(found.path(0), "blocked", "role_missing");
        assertThat(admin.get("/" + name + "/api-tokens/count?status=active")
                        .path("count")
                        .asInt())
                .isEqualTo(1);
        assertThat(person().get("?status=blocked").status()).isEqualTo(400);
        assertThat(admin.send("GET", "/" + name + "/api-tokens?status=blocked", null)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void selfWhenBlockedThenToldAndNothingElse() {
        admin.setting(name, "self-rotation", "true");
        Person.Created token = person().create("a");
        admin.setting(name, "required-role", "nobody has it");

        assertTold(self(token), "blocked", "role_missing");
        assertThat(callSelf("POST", token.secret(), "/rotate").status()).isEqualTo(401);
        // It would come back, and may be revoked before.
        assertThat(callSelf("DELETE", token.secret()).status()).isEqualTo(204);
        assertTold(person().get("/" + token.id()).json(), "revoked", null);
    }

    private void assertBlocked(Person.Created token, String reason) {
        assertThat(introspectedReason(token)).isEqualTo(reason);
        assertStatus(token, "blocked", reason);
    }

    private void assertStatus(Person.Created token, String status, @Nullable String reason) {
        assertThat(List.of(
                        person().get("/" + token.id()).json(),
                        listed(person().get("").json(), token),
                        admin.get("/" + name + "/api-tokens/" + token.id()),
                        listed(admin.get("/" + name + "/api-tokens"), token),
                        lookup(token),
                        self(token)))
                .allSatisfy(told -> assertTold(told, status, reason));
    }

    private static void assertTold(JsonNode told, String status, @Nullable String reason) {
        assertThat(told.path("status").asText()).as(told.toString()).isEqualTo(status);
        assertThat(told.path("blockedReason").textValue()).isEqualTo(reason);
    }

    private static JsonNode listed(JsonNode list, Person.Created token) {
        for (JsonNode one : list) {
            if (one.path("id").asText().equals(token.id())) {
                return one;
            }
        }
        throw new AssertionError("not in the list");
    }

    private JsonNode lookup(Person.Created token) {
        return admin.call("POST", "/" + name + "/api-tokens/lookup", Map.of("token", token.secret()))
                .json();
    }

    /** Why the one resource server refuses it, as the event of its introspection tells. */
    private String introspectedReason(Person.Created token) {
        assertThat(Introspection.at(realm + "/protocol/openid-connect/token/introspect", server, token.secret())
                        .body())
                .isEqualTo("{\"active\":false}");
        return admin.events(name)
                .last("INTROSPECT_TOKEN_ERROR")
                .at("/details/reason")
                .asText();
    }

    private JsonNode self(Person.Created token) {
        Http.Answer answer = callSelf("GET", token.secret());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).doesNotContain("\"token\"");
        return answer.json();
    }

    private Http.Answer callSelf(String method, String secret, String... path) {
        return Http.send(Http.request(realm + "/api-tokens/self" + String.join("", path))
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .method(method, method.equals("GET") ? HttpRequest.BodyPublishers.noBody() : Http.json(Map.of())));
    }
}
