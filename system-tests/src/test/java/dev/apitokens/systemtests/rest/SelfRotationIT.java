package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A token that gets itself a new secret, without its owner. */
class SelfRotationIT {

    private static final Product PRODUCT = Product.shared();
    private static final Admin ADMIN = PRODUCT.admin();

    private final Person person = PRODUCT.newPerson();

    @BeforeEach
    void allow() {
        ADMIN.setting("demo", "self-rotation", "true");
    }

    @AfterEach
    void restore() {
        for (String setting : List.of("self-rotation", "required-role", "enabled", "max-auth-age-seconds")) {
            ADMIN.setting("demo", setting, "");
        }
    }

    private static Http.Answer rotate(String secret, Map<String, ?> body) {
        Http.Answer answer = Http.send(Http.request(PRODUCT.realm("demo") + "/api-tokens/self/rotate")
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json")
                .POST(Http.json(new HashMap<>(body))));
        if (answer.status() == 200) {
            Person.SECRETS.add(answer.json().path("token").asText());
        }
        return answer;
    }

    private static boolean isActive(String secret) {
        return PRODUCT.introspect(secret).json().path("active").asBoolean();
    }

    private static Instant in(Duration time) {
        return Instant.now().plus(time).truncatedTo(ChronoUnit.SECONDS);
    }

    @Test
    void rotateThenANewSecretForAsLongAgainAndTheOldOneIsDead() {
        Person.Created token = person.create(Map.of(
                "name", "a", "expiresAt", in(Duration.ofDays(7)).toString(), "scopes", List.of("projects:read")));

        Http.Answer answer = rotate(token.secret(), Map.of());

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        JsonNode rotated = answer.json();
        assertThat(rotated.path("id").asText()).isEqualTo(token.id());
        assertThat(rotated.path("name").asText()).isEqualTo("a");
        assertThat(rotated.path("scopes").toString()).isEqualTo("[\"projects:read\"]");
        assertThat(Instant.parse(rotated.path("expiresAt").asText()))
                .isBetween(
                        in(Duration.ofDays(7)).minusSeconds(120),
                        in(Duration.ofDays(7)).plusSeconds(1));
        assertThat(isActive(token.secret())).isFalse();
        assertThat(isActive(rotated.path("token").asText())).isTrue();
        assertThat(ADMIN.events("demo").of("UPDATE_CREDENTIAL", person.username()))
                .filteredOn(
                        event -> event.at("/details/api_token_action").asText().equals("rotated"))
                .singleElement()
                .satisfies(event -> assertThat(event.path("clientId").isMissingNode()
                                || event.path("clientId").isNull())
                        .isTrue());
    }

    @Test
    void rotateWhenGraceIsWantedThenBothAreGoodAndOnlyTheNewOneRotates() {
        Person.Created token = person.create("a");

        String next = rotate(token.secret(), Map.of("graceSeconds", 3600))
                .json()
                .path("token")
                .asText();

        assertThat(isActive(token.secret())).isTrue();
        assertThat(isActive(next)).isTrue();
        Http.Answer again = rotate(token.secret(), Map.of());
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.error()).isEqualTo("invalid_request");
        assertThat(isActive(next)).isTrue();
    }

    @Test
    void rotateWhenMoreIsWantedThanItWasGivenThenRefusedAndItStays() {
        Person.Created token = person.create(
                Map.of("name", "a", "expiresAt", in(Duration.ofDays(7)).toString()));
        Map<String, Object> never = new HashMap<>();
        never.put("expiresAt", null);

        for (Map<String, ?> body :
                List.of(Map.of("expiresAt", in(Duration.ofDays(8)).toString()), never)) {
            Http.Answer answer = rotate(token.secret(), body);
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("expiration_too_far");
        }
        assertThat(isActive(token.secret())).isTrue();
        assertThat(rotate(
                                token.secret(),
                                Map.of("expiresAt", in(Duration.ofDays(3)).toString()))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void rotateWhenRealmDoesNotAllowItThenRefusedAndAnEvent() {
        ADMIN.setting("demo", "self-rotation", "");
        Person.Created token = person.create("a");

        Http.Answer answer = rotate(token.secret(), Map.of());

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.error()).isEqualTo("client_not_allowed");
        assertThat(isActive(token.secret())).isTrue();
        assertThat(ADMIN.events("demo").of("UPDATE_CREDENTIAL_ERROR", person.username()))
                .singleElement()
                .satisfies(event ->
                        assertThat(event.at("/details/api_token_id").asText()).isEqualTo(token.id()));
    }

    @Test
    void rotateWhenOwnerMayHaveNoTokensThenRefused() {
        Person.Created token = person.create("a");
        // A login's age is a person's: a program has none.
        ADMIN.setting("demo", "max-auth-age-seconds", "1");
        String next = rotate(token.secret(), Map.of()).json().path("token").asText();
        assertThat(isActive(next)).isTrue();

        ADMIN.setting("demo", "required-role", "editor");
        assertThat(rotate(next, Map.of()).status()).isEqualTo(401);
        ADMIN.setting("demo", "required-role", "");
        ADMIN.setting("demo", "enabled", "false");
        assertThat(rotate(next, Map.of()).status()).isEqualTo(401);
    }

    @Test
    void rotateWhenBodyOrBearerIsBadThenRefused() {
        Person.Created token = person.create("a");

        assertThat(rotate(token.secret(), Map.of("graceSeconds", -1)).status()).isEqualTo(400);
        assertThat(rotate(token.secret(), Map.of("expiresAt", "tomorrow")).error())
                .isEqualTo("invalid_expiration");
        assertThat(rotate(token.secret(), Map.of("unknown", 1)).status()).isEqualTo(400);
        assertThat(rotate(person.accessToken(), Map.of()).status()).isEqualTo(401);
        assertThat(rotate("kcat_x", Map.of()).status()).isEqualTo(401);
        assertThat(isActive(token.secret())).isTrue();
    }
}
