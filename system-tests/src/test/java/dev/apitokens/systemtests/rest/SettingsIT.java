package dev.apitokens.systemtests.rest;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.launcher.LogFile;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every setting takes effect on the next call, without a restart. */
class SettingsIT {

    private final Product product = Product.shared();
    private final Person person = product.newPerson();
    private String changed = "";

    @AfterEach
    void restore() {
        set(changed, "");
    }

    @Test
    void enabledWhenFalseThenNoCreationAndEveryTokenInactive() {
        Person.Created token = person.create("a");

        set("enabled", "false");

        assertThat(person.post(Map.of("name", "b")).status()).isEqualTo(403);
        assertThat(isActive(token)).isFalse();
        assertThat(person.get("").status()).isEqualTo(200);
        set("enabled", "true");
        assertThat(isActive(token)).isTrue();
    }

    @Test
    void prefixThenNewTokensHaveItAndOldOnesStayValid() {
        Person.Created old = person.create("old");

        set("prefix", "acme1");

        Person.Created token = person.create("new");
        assertThat(token.secret()).matches("acme1_[0-9A-Za-z]{49}");
        assertThat(isActive(token)).isTrue();
        assertThat(isActive(old)).isTrue();
    }

    @Test
    void neverExpiresAllowedWhenFalseThenExpirationIsRequired() {
        set("never-expires-allowed", "false");

        assertThat(person.post(Map.of("name", "a")).error()).isEqualTo("expiration_required");
        assertThat(person.get("/settings").json().path("neverExpiresAllowed").asBoolean(true))
                .isFalse();
        person.create(Map.of("name", "a", "expiresAt", inDays(1)));
    }

    @Test
    void fullAccessAllowedWhenFalseThenOnlyLimitedOnes() {
        Person.Created full = person.create("full");
        Person.Created limited = person.create(Map.of("name", "limited", "resources", List.of("graphql-api")));

        set("full-access-allowed", "false");

        Http.Answer refused = person.post(Map.of("name", "a"));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error()).isEqualTo("invalid_request");
        assertThat(person.call("POST", "/" + full.id() + "/rotate", Http.json(Map.of()))
                        .error())
                .isEqualTo("invalid_request");
        person.create(Map.of("name", "b", "resources", List.of("graphql-api")));
        person.create(Map.of("name", "c", "scopes", List.of("projects:read")));
        assertThat(person.get("/settings").json().path("fullAccessAllowed").asBoolean(true))
                .isFalse();
        assertThat(isActive(full)).isFalse();
        assertThat(isActive(limited)).isTrue();
        set("full-access-allowed", "");
        assertThat(isActive(full)).isTrue();
    }

    @Test
    void defaultLifetimeDaysThenSettingsTellIt() {
        set("default-lifetime-days", "30");

        assertThat(person.get("/settings").json().path("defaultLifetimeDays").asInt())
                .isEqualTo(30);
    }

    @Test
    void maxLifetimeDaysThenLongerTokensAreRefused() {
        Person.Created endless = person.create("endless");
        Person.Created lengthy = person.create(Map.of("name", "long", "expiresAt", inDays(20)));

        set("max-lifetime-days", "10");

        assertThat(person.post(Map.of("name", "b", "expiresAt", inDays(11))).error())
                .isEqualTo("expiration_too_far");
        assertThat(person.post(Map.of("name", "b")).error()).isEqualTo("expiration_required");
        assertThat(isActive(person.create(Map.of("name", "b", "expiresAt", inDays(9)))))
                .isTrue();
        assertThat(isActive(endless)).isFalse();
        assertThat(isActive(lengthy)).isFalse();
        set("max-lifetime-days", "");
        assertThat(isActive(endless)).isTrue();
    }

    @Test
    void maxPerUserThenOneMoreIsTooMany() {
        set("max-per-user", "2");
        person.create("a");
        Person.Created second = person.create("b");

        assertThat(person.post(Map.of("name", "c")).error()).isEqualTo("too_many_tokens");
        assertThat(person.revoke(second.id()).status()).isEqualTo(204);
        person.create("c");
    }

    @Test
    void limitsByRoleThenThatOfTheRoleInPlaceOfTheRealms() {
        product.admin().setting("demo", "max-per-user.editor", "2");
        product.admin().setting("demo", "max-lifetime-days.editor", "10");
        set("max-per-user", "1");
        try {
            Person editor = product.newPerson();
            product.admin().realmRole("POST", "demo", editor.username(), "editor");
            JsonNode told = editor.get("/settings").json();
            assertThat(told.path("maxPerUser").asInt()).isEqualTo(2);
            assertThat(told.path("maxLifetimeDays").asInt()).isEqualTo(10);
            assertThat(person.get("/settings").json().path("maxPerUser").asInt())
                    .isOne();

            assertThat(editor.post(Map.of("name", "endless")).error()).isEqualTo("expiration_required");
            assertThat(editor.post(Map.of("name", "long", "expiresAt", inDays(11)))
                            .error())
                    .isEqualTo("expiration_too_far");
            Person.Created token = editor.create(Map.of("name", "first", "expiresAt", inDays(9)));
            editor.create(Map.of("name", "second", "expiresAt", inDays(9)));
            assertThat(editor.post(Map.of("name", "third", "expiresAt", inDays(9)))
                            .error())
                    .isEqualTo("too_many_tokens");
            person.create("endless");
            assertThat(person.post(Map.of("name", "second")).error()).isEqualTo("too_many_tokens");

            assertThat(isActive(token)).isTrue();
            product.admin().setting("demo", "max-lifetime-days.editor", "5");
            assertThat(isActive(token)).isFalse();
            product.admin().realmRole("DELETE", "demo", editor.username(), "editor");
            assertThat(isActive(token)).isTrue();
        } finally {
            product.admin().setting("demo", "max-per-user.editor", "");
            product.admin().setting("demo", "max-lifetime-days.editor", "");
        }
    }

    @Test
    void requiredRoleThenNeededToCreateAndToUse() {
        Person.Created token = person.create("a");
        set("required-role", "editor");

        assertThat(person.post(Map.of("name", "b")).error()).isEqualTo("role_required");
        assertThat(isActive(token)).isFalse();

        product.admin().realmRole("POST", "demo", person.username(), "editor");
        person.create("b");
        assertThat(isActive(token)).isTrue();
    }

    @Test
    void maxAuthAgeSecondsThenOldLoginMustLogInAgain() {
        set("max-auth-age-seconds", "5");

        await("the login to be too old")
                .until(() -> person.post(Map.of("name", "token " + UUID.randomUUID()))
                        .error()
                        .equals("reauthentication_required"));

        assertThat(person.get("").status()).isEqualTo(200);
        // On a machine that is slow enough, that login may be too old as well when the token is made.
        await("a new login to be new enough")
                .until(() -> product.person(person.username())
                                .post(Map.of("name", "a"))
                                .status()
                        == 201);
    }

    @Test
    void badValueThenRestrictsAsStrictlyAsItCanAndIsLoggedOnce() {
        set("max-per-user", "many-" + UUID.randomUUID());

        person.create("a");
        assertThat(person.post(Map.of("name", "b")).error()).isEqualTo("too_many_tokens");

        assertThat(person.get("/settings").json().path("maxPerUser").asInt()).isEqualTo(1);
        assertThat(new LogFile(product.keycloak.log())
                        .lines().stream()
                                .filter(line -> line.contains(
                                        "Realm 'demo': attribute 'api-tokens.max-per-user' can't be read")))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"False", "no", "0", " true"})
    void enabledWhenItCannotBeReadThenOff(String bad) {
        Person.Created token = person.create("a");
        set("enabled", bad);

        assertThat(isActive(token)).isFalse();
        assertThat(person.post(Map.of("name", "b")).status()).isEqualTo(403);
    }

    @Test
    void maxLifetimeDaysWhenItCannotBeReadThenTheShortest() {
        Person.Created token = person.create("a");
        set("max-lifetime-days", "thirty");

        assertThat(isActive(token)).isFalse();
        assertThat(person.post(Map.of("name", "b", "expiresAt", inDays(2))).error())
                .isEqualTo("expiration_too_far");
    }

    private void set(String name, String value) {
        changed = name;
        product.admin().setting("demo", name, value);
    }

    private boolean isActive(Person.Created token) {
        return product.introspect(token.secret()).json().path("active").asBoolean();
    }

    private static String inDays(int days) {
        return Instant.now().plus(days, ChronoUnit.DAYS).toString();
    }
}
