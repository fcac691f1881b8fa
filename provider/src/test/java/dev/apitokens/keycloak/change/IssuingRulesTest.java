package dev.apitokens.keycloak.change;

import static dev.apitokens.keycloak.change.OwnTokens.NOW;
import static dev.apitokens.keycloak.fixtures.Refusals.assertRefused;
import static dev.apitokens.keycloak.model.ApiTokenBuilder.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.IssueOutcome;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.AddressBound;
import dev.apitokens.keycloak.policy.Restriction;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IssuingRulesTest {

    private static final AddressBound OFFICE =
            AddressBound.parse(List.of("192.0.2.0/24")).orElseThrow();

    private final TestRealm realm = new TestRealm();

    @BeforeEach
    void live() {
        realm.user("alice-id", true);
    }

    private IssuingRules rules() {
        return rulesOf("alice-id");
    }

    private IssuingRules rulesOf(String userId) {
        return IssuingRules.metByOwner(
                new OwnerWork(realm.session(), new Owner(TestRealm.ID, userId), ApiTokenEvents.Actor.NONE));
    }

    @Test
    void metByOwnerWhenTheyAreGoneThenThereIsNoSuchToken() {
        assertRefused(() -> rulesOf("nobody"), 404, "not_found", "There is no such API token");
    }

    @Test
    void metByOwnerWhenSwitchedOffThenForbidden() {
        realm.attribute("api-tokens.enabled", "false");

        assertRefused(this::rules, 403, "invalid_request", "API tokens are switched off in this realm");
    }

    @Test
    void metByOwnerWhenTheRealmIsDisabledThenThatIsSaid() {
        realm.disable();

        assertRefused(this::rules, 403, "invalid_request", "This realm is disabled");
    }

    @Test
    void metByOwnerWhenTheSwitchCannotBeReadThenForbidden() {
        realm.attribute("api-tokens.enabled", "yes");

        assertRefused(this::rules, 403, "invalid_request", "API tokens are switched off in this realm");
    }

    @Test
    void metByOwnerWhenARoleIsRequiredThenOnlyWithIt() {
        realm.attribute("api-tokens.required-role", "editor");
        assertRefused(this::rules, 403, "role_required", "The realm role editor is required");

        realm.role("editor");
        assertRefused(this::rules, 403, "role_required", "The realm role editor is required");

        realm.user("bob-id", true, realm.role("editor"));
        assertThatCode(() -> rulesOf("bob-id")).doesNotThrowAnyException();
    }

    @Test
    void metByOwnerWhenAServiceAccountThenOnlyWhileItsClientMayAct() {
        Map<String, Boolean> may = new HashMap<>(Map.of("enabled", true, "serviceAccounts", true));
        realm.serviceAccount("robot", may);
        assertThatCode(() -> rulesOf("robot")).doesNotThrowAnyException();

        for (String without : List.of("enabled", "serviceAccounts")) {
            may.put(without, false);
            assertRefused(
                    () -> rulesOf("robot"),
                    409,
                    "invalid_request",
                    "The client, or its service account, is switched off");
            may.put(without, true);
        }
    }

    @Test
    void checkLoginThenAsOldAsIsAllowedAndNotAMomentOlder() {
        realm.attribute("api-tokens.max-auth-age-seconds", "60");
        IssuingRules rules = rules();

        rules.checkLogin(NOW, NOW);
        rules.checkLogin(NOW.minusSeconds(60), NOW);
        assertRefused(
                () -> rules.checkLogin(NOW.minusSeconds(60).minusMillis(1), NOW),
                403,
                "reauthentication_required",
                "Log in again: the login may be 60 seconds old at the most");
    }

    @Test
    void checkLoginWhenNothingIsSaidThenOfAnyAge() {
        assertThatCode(() -> rules().checkLogin(Instant.EPOCH, NOW)).doesNotThrowAnyException();
    }

    @Test
    void isSelfRotationAllowedThenOnlyWhereTheRealmSaysSo() {
        assertThat(rules().isSelfRotationAllowed()).isFalse();

        realm.attribute("api-tokens.self-rotation", "true");
        assertThat(rules().isSelfRotationAllowed()).isTrue();
    }

    @Test
    void issuedThenTheTokenOrWhyThereIsNone() {
        ApiToken token = token("1").build();
        assertThat(rules().issued(new IssueOutcome.Issued(token))).isSameAs(token);

        assertRefused(
                () -> rules().issued(new IssueOutcome.NameInUse()),
                409,
                "name_in_use",
                "There is an active API token of that name");
        assertRefused(
                () -> rules().issued(new IssueOutcome.NotFound()),
                409,
                "invalid_request",
                "An API token that was revoked stays so, make a new one");
    }

    @Test
    void issuedWhenTooManyThenTheLimitThatHoldsForThemIsSaid() {
        realm.attribute("api-tokens.max-per-user", "3");
        realm.attribute("api-tokens.max-per-user.guest", "1");
        realm.user("guest-id", true, realm.role("guest"));

        assertRefused(
                () -> rules().issued(new IssueOutcome.TooMany()),
                409,
                "too_many_tokens",
                "There are 3 active API tokens already, revoke one first");
        assertRefused(
                () -> rulesOf("guest-id").issued(new IssueOutcome.TooMany()),
                409,
                "too_many_tokens",
                "There are 1 active API tokens already, revoke one first");
    }

    @Test
    void maxTokensThenTheRealmsOrTheMostThatARoleOfTheirsAllows() {
        assertThat(rules().maxTokens()).isEqualTo(50);

        realm.attribute("api-tokens.max-per-user", "5");
        realm.attribute("api-tokens.max-per-user.guest", "2");
        realm.attribute("api-tokens.max-per-user.trusted", "9");
        // A role with a limit for something else.
        realm.attribute("api-tokens.max-lifetime-days.auditor", "1");
        realm.user("guest-id", true, realm.role("guest"));
        realm.user("both-id", true, realm.role("guest"), realm.role("trusted"));
        realm.user("auditor-id", true, realm.role("auditor"));

        assertThat(rules().maxTokens()).isEqualTo(5);
        assertThat(rulesOf("guest-id").maxTokens()).isEqualTo(2);
        assertThat(rulesOf("both-id").maxTokens()).isEqualTo(9);
        assertThat(rulesOf("auditor-id").maxTokens()).isEqualTo(5);
    }

    @Test
    void maxTokensWhenAServiceAccountThenAsManyAsThoseMayHold() {
        realm.attribute("api-tokens.max-per-user", "5");
        realm.attribute("api-tokens.max-per-service-account", "7");
        realm.serviceAccount("robot", Map.of("enabled", true, "serviceAccounts", true));

        assertThat(rulesOf("robot").maxTokens()).isEqualTo(7);
    }

    @Test
    void secretThenWithThePrefixOfTheRealmAndNeverTheSame() {
        assertThat(rules().secret().reveal()).startsWith("kcat_");

        realm.attribute("api-tokens.prefix", "acme");
        IssuingRules rules = rules();
        assertThat(rules.secret().reveal())
                .startsWith("acme_")
                .isNotEqualTo(rules.secret().reveal());
    }

    private void assertExpires(@Nullable Instant expiresAt) {
        assertThatCode(() -> rules().checkExpiration(expiresAt, NOW))
                .as(String.valueOf(expiresAt))
                .doesNotThrowAnyException();
    }

    private void assertExpiresNot(String userId, @Nullable Instant expiresAt, String code, String sentence) {
        IssuingRules rules = rulesOf(userId);
        assertRefused(() -> rules.checkExpiration(expiresAt, NOW), 400, code, sentence);
    }

    @Test
    void checkExpirationWhenNothingIsSaidThenNeverOrAnyTimeInTheFuture() {
        assertExpires(null);
        assertExpires(NOW.plusMillis(1));
        assertExpires(Instant.parse("9999-12-31T23:59:59Z"));
        for (Instant past : List.of(NOW, NOW.minusMillis(1), Instant.EPOCH)) {
            assertExpiresNot("alice-id", past, "invalid_expiration", "The expiration date must be in the future");
        }
    }

    @Test
    void checkExpirationWhenEachMustExpireThenNotNever() {
        realm.attribute("api-tokens.never-expires-allowed", "false");

        assertExpires(NOW.plus(Duration.ofDays(36_500)));
        assertExpiresNot("alice-id", null, "expiration_required", "In this realm every API token must expire");
    }

    @Test
    void checkExpirationWhenThereIsALongestLifetimeThenToTheMoment() {
        realm.attribute("api-tokens.max-lifetime-days", "30");

        Instant last = NOW.plus(Duration.ofDays(30));
        assertExpires(last);
        assertExpiresNot(
                "alice-id", last.plusMillis(1), "expiration_too_far", "An API token may live 30 days at the most");
        // Whatever is said of those that never expire.
        assertExpiresNot("alice-id", null, "expiration_required", "In this realm every API token must expire");
    }

    @Test
    void checkExpirationWhenARoleHasALimitThenThatOneCountsAndIsSaid() {
        realm.attribute("api-tokens.max-lifetime-days", "30");
        realm.attribute("api-tokens.max-lifetime-days.guest", "1");
        realm.attribute("api-tokens.max-lifetime-days.trusted", "90");
        realm.user("guest-id", true, realm.role("guest"));
        realm.user("both-id", true, realm.role("guest"), realm.role("trusted"));

        assertExpiresNot(
                "guest-id",
                NOW.plus(Duration.ofDays(1)).plusSeconds(1),
                "expiration_too_far",
                "An API token may live 1 days at the most");
        assertThatCode(() -> rulesOf("both-id").checkExpiration(NOW.plus(Duration.ofDays(90)), NOW))
                .doesNotThrowAnyException();
        assertExpiresNot(
                "both-id",
                NOW.plus(Duration.ofDays(90)).plusSeconds(1),
                "expiration_too_far",
                "An API token may live 90 days at the most");
    }

    private static Access at(ResourceServer... servers) {
        return new Access(
                Restriction.none(),
                Restriction.toAnyOf(List.of(servers).stream()
                        .map(server -> server.client().getId())
                        .toList()));
    }

    private static Access from(AddressBound addresses, Access access) {
        return new Access(access.scopes(), access.resources(), addresses);
    }

    private void assertAllowed(Access access, @Nullable Instant expiresAt) {
        assertThatCode(() -> rules().checkAccess(access, expiresAt, NOW)).doesNotThrowAnyException();
    }

    private void assertDenied(Access access, @Nullable Instant expiresAt, int status, String code, String sentence) {
        assertRefused(() -> rules().checkAccess(access, expiresAt, NOW), status, code, sentence);
    }

    @Test
    void checkAccessWhenTheRealmLimitsNothingThenAnyIsAllowed() {
        assertAllowed(Access.FULL, null);
        assertAllowed(at(realm.resourceServer("api")), null);
    }

    @Test
    void checkAccessWhenFullAccessIsNotAllowedThenLimitedByScopesOrByResourceServers() {
        realm.attribute("api-tokens.full-access-allowed", "false");
        String sentence = "In this realm an API token has to be limited to resource servers or to scopes";

        assertDenied(Access.FULL, null, 400, "invalid_request", sentence);
        // Where from is no limit of what.
        assertDenied(from(OFFICE, Access.FULL), null, 400, "invalid_request", sentence);
        assertAllowed(at(realm.resourceServer("api")), null);
        assertAllowed(new Access(Restriction.toAnyOf(Set.of("id-of-read")), Restriction.none()), null);
    }

    @Test
    void checkAccessWhenAddressesAreRequiredThenOnlyWithSome() {
        realm.attribute("api-tokens.addresses-required", "true");

        assertDenied(
                Access.FULL, null, 400, "invalid_request", "In this realm an API token has to be bound to addresses");
        assertAllowed(from(OFFICE, Access.FULL), null);
    }

    @Test
    void checkAccessWhenAResourceServerRequiresARoleThenThatOfTheRealmOrItsOwn() {
        ResourceServer api = realm.resourceServer("api", Map.of("api-tokens.required-role", "deployer"));

        assertDenied(at(api), null, 403, "role_required", "The role deployer is required for api");
        // It is good elsewhere.
        assertAllowed(Access.FULL, null);

        for (String role : List.of("deployer", "api/deployer")) {
            realm.user("alice-id", true, realm.role(role));
            assertAllowed(at(api), null);
        }
    }

    @Test
    void checkAccessWhenAResourceServerRequiresAddressesThenOnlyWithSome() {
        ResourceServer api = realm.resourceServer("api", Map.of("api-tokens.addresses-required", "true"));

        assertDenied(at(api), null, 400, "invalid_request", "An API token for api has to be bound to addresses");
        assertAllowed(from(OFFICE, at(api)), null);
        assertAllowed(at(realm.resourceServer("other")), null);
    }

    @Test
    void checkAccessWhenAResourceServerHasALongestLifetimeThenToTheMoment() {
        ResourceServer api = realm.resourceServer("api", Map.of("api-tokens.max-lifetime-days", "7"));
        String sentence = "An API token for api may live 7 days at the most";
        Instant last = NOW.plus(Duration.ofDays(7));

        assertAllowed(at(api), last);
        assertDenied(at(api), last.plusMillis(1), 400, "expiration_too_far", sentence);
        assertDenied(at(api), null, 400, "expiration_required", sentence);
        assertAllowed(Access.FULL, null);
    }

    @Test
    void checkAccessWhenOneOfSeveralResourceServersDoesNotTakeItThenRefused() {
        ResourceServer strict = realm.resourceServer("strict", Map.of("api-tokens.max-lifetime-days", "1"));

        assertDenied(
                at(realm.resourceServer("api"), strict),
                null,
                400,
                "expiration_required",
                "An API token for strict may live 1 days at the most");
    }

    @Test
    void checkAccessWhenAResourceServerIsGoneOrNoneAnyMoreThenItHasNoSay() {
        realm.client("former", Map.of("api-tokens.max-lifetime-days", "1"));

        assertAllowed(
                new Access(Restriction.none(), Restriction.toAnyOf(Set.of("uuid-of-former", "uuid-of-nobody"))), null);
    }
}
