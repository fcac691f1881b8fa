package dev.apitokens.keycloak.verification;

import static dev.apitokens.keycloak.model.ApiTokenBuilder.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.ApiTokenBuilder;
import dev.apitokens.keycloak.model.NewSecret;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.model.RotatedSecretUsedEvent;
import dev.apitokens.keycloak.model.UserStoreUnavailableException;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.AddressBound;
import dev.apitokens.keycloak.policy.Origin;
import dev.apitokens.keycloak.policy.Restriction;
import dev.apitokens.keycloak.token.ApiTokenPrefix;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.StorageUnavailableUserModelDelegate;
import org.keycloak.models.utils.UserModelDelegate;

class ApiTokenVerifierTest {

    private static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");
    private static final Instant MADE = NOW.minus(Duration.ofDays(10));

    private final ApiTokenSecret secret = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, new SecureRandom());
    private final TestRealm realm = new TestRealm();
    private final ResourceServer api = realm.resourceServer("api", "read");
    private final ResourceServer other = realm.resourceServer("other", "read");
    private final UserModel alice = realm.user("alice-id", true);

    private ApiTokenBuilder stored() {
        return token("1").created(MADE, "cli");
    }

    private Verdict verify(ApiTokenBuilder stored) {
        realm.store().put(stored.build(), secret.hash());
        return verify(secret.reveal());
    }

    private Verdict verify(String presented) {
        return new ApiTokenVerifier(realm.session(), Origin.UNKNOWN, NOW).verify(presented, new Purpose.At(api));
    }

    private static void assertInactive(Verdict verdict, InactiveReason because) {
        assertThat(verdict)
                .asInstanceOf(type(Verdict.Inactive.class))
                .satisfies(inactive -> assertThat(inactive.reason()).isEqualTo(because));
    }

    @Test
    void verifyWhenAllIsWellThenActiveForThePersonAtTheResourceServer() {
        assertThat(verify(stored())).asInstanceOf(type(Verdict.Active.class)).satisfies(active -> {
            assertThat(active.token().id()).isEqualTo("1");
            assertThat(active.user()).isSameAs(alice);
            assertThat(active.resourceServer()).isEqualTo(api);
            assertThat(active.presented().isPrevious()).isFalse();
        });
        assertThat(realm.settingsReads()).isEqualTo(1);
        assertThat(realm.store().reads()).isEqualTo(1);
    }

    @Test
    void verifyWhenMadeUpThenNoReadAndNoLookAtAnybody() {
        assertInactive(verify("kcat_" + "x".repeat(49)), InactiveReason.MALFORMED);
        assertInactive(verify(""), InactiveReason.MALFORMED);

        assertThat(realm.store().reads()).isZero();
        assertThat(realm.userReads()).isZero();
    }

    @Test
    void verifyWhenNobodyHasItThenUnknown() {
        assertInactive(verify(secret.reveal()), InactiveReason.UNKNOWN);
    }

    @Test
    void verifyWhenSwitchedOffThenNoRead() {
        realm.attribute("api-tokens.enabled", "false");

        assertInactive(verify(stored()), InactiveReason.SWITCHED_OFF);
        assertThat(realm.store().reads()).isZero();
    }

    @Test
    void verifyWhenRealmIsDisabledThenSwitchedOffForAllUses() {
        PresentedToken presented = PresentedToken.bySecretOf(stored().build());
        realm.store().put(presented.token(), secret.hash());
        realm.caller(realm.client("no-server", Map.of()));
        realm.disable();

        ApiTokenVerifier verifier = new ApiTokenVerifier(realm.session(), Origin.UNKNOWN, NOW);
        for (Purpose use : List.of(new Purpose.At(api), new Purpose.Holding())) {
            assertInactive(verifier.verify(secret.reveal(), use), InactiveReason.SWITCHED_OFF);
        }
        assertInactive(verifier.verify(secret.reveal()), InactiveReason.SWITCHED_OFF);
        // That of a JWT that was exchanged before.
        assertInactive(verifier.verify(presented, api), InactiveReason.SWITCHED_OFF);
        assertThat(realm.store().reads()).isZero();
    }

    @Test
    void verifyWhenRealmIsDisabledThenToldOfAndEnded() {
        realm.store().put(stored().build(), secret.hash());
        realm.disable();

        for (Purpose none : List.of(new Purpose.Telling(), new Purpose.Ending(null), new Purpose.Ending(api))) {
            assertThat(new ApiTokenVerifier(realm.session(), Origin.UNKNOWN, NOW).verify(secret.reveal(), none))
                    .isInstanceOf(Verdict.Held.class);
        }
    }

    @Test
    void verifyWhenCallerIsNoResourceServerThenNoRead() {
        realm.store().put(stored().build(), secret.hash());
        realm.caller(realm.client("no-server", Map.of()));

        assertInactive(
                new ApiTokenVerifier(realm.session(), Origin.UNKNOWN, NOW).verify(secret.reveal()),
                InactiveReason.NOT_A_RESOURCE_SERVER);
        assertThat(realm.store().reads()).isZero();

        realm.attribute("api-tokens.enabled", "false");
        assertInactive(
                new ApiTokenVerifier(realm.session(), Origin.UNKNOWN, NOW).verify(secret.reveal()),
                InactiveReason.SWITCHED_OFF);
    }

    @Test
    void verifyWhenCallerIsAResourceServerThenForThatOne() {
        realm.store().put(stored().build(), secret.hash());
        realm.caller(other.client());

        assertThat(new ApiTokenVerifier(realm.session(), Origin.UNKNOWN, NOW).verify(secret.reveal()))
                .asInstanceOf(type(Verdict.Active.class))
                .satisfies(
                        active -> assertThat(active.resourceServer().client()).isSameAs(other.client()));
    }

    @Test
    void verifyWhenOfAnotherRealmThenInactive() {
        assertInactive(verify(stored().owner(new Owner("another", "alice-id"))), InactiveReason.OTHER_REALM);
    }

    @Test
    void verifyWhenRevokedThenInactiveWithoutALookAtThePerson() {
        assertInactive(verify(stored().revoked(NOW, null, RevocationCause.UNUSED)), InactiveReason.REVOKED);
        assertThat(realm.userReads()).isZero();
    }

    @Test
    void verifyWhenExpiredThenInactiveFromThatInstantOn() {
        assertInactive(verify(stored().expiresAt(NOW)), InactiveReason.EXPIRED);
        assertThat(verify(stored().expiresAt(NOW.plusMillis(1)))).isInstanceOf(Verdict.Active.class);
    }

    @Test
    void verifyWhenLivesLongerThanAllowedThenInactive() {
        realm.attribute("api-tokens.max-lifetime-days", "30");

        assertInactive(verify(stored()), InactiveReason.LIFETIME_EXCEEDED);
        assertInactive(verify(stored().expiresAt(MADE.plus(Duration.ofDays(31)))), InactiveReason.LIFETIME_EXCEEDED);
        assertThat(verify(stored().expiresAt(MADE.plus(Duration.ofDays(30))))).isInstanceOf(Verdict.Active.class);
    }

    @Test
    void verifyWhenMadeBeforeNotBeforeThenInactive() {
        realm.notBefore(MADE.getEpochSecond() + 1);
        assertInactive(verify(stored()), InactiveReason.NOT_BEFORE);

        realm.notBefore(0);
        realm.notBefore("alice-id", MADE.getEpochSecond() + 1);
        assertInactive(verify(stored()), InactiveReason.NOT_BEFORE);

        realm.notBefore("alice-id", MADE.getEpochSecond());
        assertThat(verify(stored())).isInstanceOf(Verdict.Active.class);
    }

    @Test
    void verifyWhenLimitedToOtherResourceServersThenInactive() {
        assertInactive(verify(stored().access(onlyAt(other))), InactiveReason.OTHER_RESOURCE_SERVER);
        assertThat(verify(stored().access(onlyAt(api)))).isInstanceOf(Verdict.Active.class);
        assertInactive(
                verify(stored().access(new Access(Restriction.none(), new Restriction.To(Set.of(), Set.of("gone"))))),
                InactiveReason.OTHER_RESOURCE_SERVER);
    }

    private static Access onlyAt(ResourceServer server) {
        return new Access(
                Restriction.none(), Restriction.toAnyOf(Set.of(server.client().getId())));
    }

    @Test
    void verifyWhenPersonIsGoneOrDisabledThenInactive() {
        assertInactive(verify(stored().owner(new Owner(TestRealm.ID, "nobody"))), InactiveReason.USER_NOT_FOUND);

        realm.user("bob-id", false);
        assertInactive(verify(stored().owner(new Owner(TestRealm.ID, "bob-id"))), InactiveReason.USER_DISABLED);
    }

    @Test
    void verifyWhenRoleIsRequiredThenOnlyWithIt() {
        realm.attribute("api-tokens.required-role", "editor");
        assertInactive(verify(stored()), InactiveReason.ROLE_MISSING);

        realm.user("editor-id", true, realm.role("editor"));
        assertThat(verify(stored().owner(new Owner(TestRealm.ID, "editor-id")))).isInstanceOf(Verdict.Active.class);
        assertInactive(verify(stored()), InactiveReason.ROLE_MISSING);
    }

    private Verdict verifyAt(ApiTokenBuilder stored, Map<String, String> rules) {
        ResourceServer server = realm.resourceServer("ruled", rules, "read");
        realm.store().put(stored.build(), secret.hash());
        return new ApiTokenVerifier(realm.session(), Origin.UNKNOWN, NOW)
                .verify(secret.reveal(), new Purpose.At(server));
    }

    @Test
    void verifyWhenResourceServerRequiresARoleThenOnlyWithItOrWithOneOfItsOwn() {
        Map<String, String> rules = Map.of("api-tokens.required-role", "deployer");
        assertInactive(verifyAt(stored(), rules), InactiveReason.ROLE_MISSING);

        realm.user("of-realm", true, realm.role("deployer"));
        assertThat(verifyAt(stored().owner(new Owner(TestRealm.ID, "of-realm")), rules))
                .isInstanceOf(Verdict.Active.class);
        realm.user("of-server", true, realm.role("ruled/deployer"));
        assertThat(verifyAt(stored().owner(new Owner(TestRealm.ID, "of-server")), rules))
                .isInstanceOf(Verdict.Active.class);
        assertThat(verify(stored())).isInstanceOf(Verdict.Active.class);
    }

    @Test
    void verifyWhenResourceServerAllowsLessThanTheRealmThenThatHolds() {
        realm.attribute("api-tokens.max-lifetime-days", "30");
        ApiTokenBuilder twenty = stored().expiresAt(MADE.plus(Duration.ofDays(20)));

        assertInactive(
                verifyAt(twenty, Map.of("api-tokens.max-lifetime-days", "19")), InactiveReason.LIFETIME_EXCEEDED);
        assertThat(verifyAt(twenty, Map.of("api-tokens.max-lifetime-days", "20")))
                .isInstanceOf(Verdict.Active.class);
        assertInactive(
                verifyAt(
                        stored().expiresAt(MADE.plus(Duration.ofDays(31))),
                        Map.of("api-tokens.max-lifetime-days", "365")),
                InactiveReason.LIFETIME_EXCEEDED);
    }

    @Test
    void verifyWhenOnlyLimitedOnesAreTakenThenNoOther() {
        Map<String, String> rules = Map.of("api-tokens.limited-only", "true");
        assertInactive(verifyAt(stored(), rules), InactiveReason.NOT_LIMITED);
        Access scopes = new Access(Restriction.toAnyOf(Set.of("id-of-read")), Restriction.none());
        assertThat(verifyAt(stored().access(scopes), rules)).isInstanceOf(Verdict.Active.class);
        Access resources = new Access(Restriction.none(), Restriction.toAnyOf(Set.of("uuid-of-ruled")));
        assertThat(verifyAt(stored().access(resources), rules)).isInstanceOf(Verdict.Active.class);

        realm.attribute("api-tokens.full-access-allowed", "false");
        assertInactive(verify(stored()), InactiveReason.NOT_LIMITED);
        assertThat(verify(stored().access(scopes))).isInstanceOf(Verdict.Active.class);
    }

    @Test
    void atWhenTargetHasRulesThenTheyCountAsWell() {
        ApiTokenVerifier verifier = new ApiTokenVerifier(realm.session(), Origin.UNKNOWN, NOW);
        Verdict.Active here = (Verdict.Active) verify(stored());

        for (Map.Entry<String, InactiveReason> rule : Map.of(
                        "api-tokens.required-role=deployer", InactiveReason.ROLE_MISSING,
                        "api-tokens.max-lifetime-days=30", InactiveReason.LIFETIME_EXCEEDED,
                        "api-tokens.limited-only=true", InactiveReason.NOT_LIMITED)
                .entrySet()) {
            String[] attribute = rule.getKey().split("=", 2);
            ResourceServer target = new ResourceServer(realm.client("target", Map.of(attribute[0], attribute[1])));
            assertInactive(verifier.at(here, target), rule.getValue());
        }
    }

    @Test
    void verifyWhenUserStoreIsOutThenOutageAndNotInactive() {
        realm.user(new UserModelDelegate(new StorageUnavailableUserModelDelegate(alice, IllegalStateException::new)));

        assertThatThrownBy(() -> verify(stored())).isInstanceOf(UserStoreUnavailableException.class);
    }

    @Test
    void verifyWhenOnlyHeldThenLimitsDoNotCount() {
        realm.store().put(stored().access(onlyAt(other)).build(), secret.hash());

        assertThat(new ApiTokenVerifier(realm.session(), Origin.UNKNOWN, NOW)
                        .verify(secret.reveal(), new Purpose.Holding()))
                .asInstanceOf(type(Verdict.Held.class))
                .satisfies(held -> assertThat(held.token().id()).isEqualTo("1"));
    }

    @Test
    void verifyWhenToBeRevokedThenWhatOnlyKeepsItFromBeingUsedDoesNotCount() {
        realm.attribute("api-tokens.enabled", "false");
        realm.attribute("api-tokens.max-lifetime-days", "1");
        realm.attribute("api-tokens.full-access-allowed", "false");
        realm.attribute("api-tokens.required-role", "nobody has it");
        realm.notBefore(NOW.getEpochSecond());
        realm.user("alice-id", false);

        assertThat(verifyToRevoke(stored(), api)).isInstanceOf(Verdict.Held.class);
        assertThat(verifyToRevoke(stored(), null)).isInstanceOf(Verdict.Held.class);
        assertThat(verifyToRevoke(stored().owner(new Owner(TestRealm.ID, "nobody")), api))
                .isInstanceOf(Verdict.Held.class);
        assertInactive(verifyToRevoke(stored().access(onlyAt(other)), api), InactiveReason.OTHER_RESOURCE_SERVER);
        assertThat(verifyToRevoke(stored().access(onlyAt(other)), null)).isInstanceOf(Verdict.Held.class);
        assertInactive(
                verifyToRevoke(stored().owner(new Owner("another", "alice-id")), null), InactiveReason.OTHER_REALM);
        assertInactive(verifyToRevoke(stored().expiresAt(NOW), null), InactiveReason.EXPIRED);
        assertInactive(
                verifyToRevoke(stored().revoked(NOW, null, RevocationCause.UNUSED), api), InactiveReason.REVOKED);
    }

    private Verdict verifyToRevoke(ApiTokenBuilder stored, @Nullable ResourceServer by) {
        realm.store().put(stored.build(), secret.hash());
        return new ApiTokenVerifier(realm.session(), Origin.UNKNOWN, NOW)
                .verify(secret.reveal(), new Purpose.Ending(by));
    }

    @Test
    void atThenActiveThereUnlessLimited() {
        ApiTokenVerifier verifier = new ApiTokenVerifier(realm.session(), Origin.UNKNOWN, NOW);

        Verdict.Active everywhere = (Verdict.Active) verify(stored());
        assertThat(verifier.at(everywhere, other))
                .asInstanceOf(type(Verdict.Active.class))
                .satisfies(there -> assertThat(there.resourceServer()).isEqualTo(other));

        Verdict.Active here = (Verdict.Active) verify(stored().access(onlyAt(api)));
        assertInactive(verifier.at(here, other), InactiveReason.OTHER_RESOURCE_SERVER);
    }

    @Test
    void verifyWhenRotatedThenOldSecretEndsWithItsGrace() {
        ApiTokenSecret next = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, new SecureRandom());
        Owner owner = new Owner(TestRealm.ID, "alice-id");
        realm.store().put(stored().build(), secret.hash());
        realm.store().lock(owner);
        realm.store()
                .rotate(
                        owner,
                        "1",
                        new NewSecret(next.hash(), next.hint(), null, NOW.plusSeconds(60)),
                        50,
                        NOW.minusSeconds(60));

        assertThat(verify(next.reveal())).isInstanceOf(Verdict.Active.class);
        assertThat(verify(secret.reveal()))
                .asInstanceOf(type(Verdict.Active.class))
                .satisfies(active -> assertThat(active.presented().isPrevious()).isTrue());
        assertThat(realm.published()).isEmpty();
        assertInactive(
                new ApiTokenVerifier(realm.session(), Origin.UNKNOWN, NOW.plusSeconds(60))
                        .verify(secret.reveal(), new Purpose.At(api)),
                InactiveReason.ROTATED);
        assertThat(realm.published())
                .singleElement()
                .asInstanceOf(type(RotatedSecretUsedEvent.class))
                .satisfies(event -> assertThat(event.token().id()).isEqualTo("1"));
    }

    @Test
    void verifyWhenRotatedWithoutGraceThenOldSecretIsRefusedByAClockThatIsBehindAsWell() {
        ApiTokenSecret next = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, new SecureRandom());
        Owner owner = new Owner(TestRealm.ID, "alice-id");
        realm.store().put(stored().build(), secret.hash());
        realm.store().lock(owner);
        realm.store().rotate(owner, "1", new NewSecret(next.hash(), next.hint(), null, NOW), 50, NOW);

        assertInactive(
                new ApiTokenVerifier(realm.session(), Origin.UNKNOWN, NOW.minusSeconds(3))
                        .verify(secret.reveal(), new Purpose.At(api)),
                InactiveReason.ROTATED);
        assertThat(new ApiTokenVerifier(realm.session(), Origin.UNKNOWN, NOW.minusSeconds(3))
                        .verify(next.reveal(), new Purpose.At(api)))
                .isInstanceOf(Verdict.Active.class);
    }

    @Test
    void verifyWhenOfAServiceAccountThenOnlyWhileItsClientMayAct() {
        Map<String, Boolean> client = new HashMap<>(Map.of("enabled", true, "serviceAccounts", true));
        realm.serviceAccount("robot", client);
        ApiTokenBuilder robots = stored().owner(new Owner(TestRealm.ID, "robot"));

        assertThat(verify(robots)).isInstanceOf(Verdict.Active.class);
        client.put("enabled", false);
        assertInactive(verify(robots), InactiveReason.CLIENT_DISABLED);
        client.putAll(Map.of("enabled", true, "serviceAccounts", false));
        assertInactive(verify(robots), InactiveReason.CLIENT_DISABLED);
    }

    @Test
    void verifyWhenRoleHasALimitOfItsOwnThenThatInPlaceOfTheRealms() {
        realm.attribute("api-tokens.max-lifetime-days", "30");
        realm.attribute("api-tokens.max-lifetime-days.trusted", "90");
        realm.attribute("api-tokens.max-lifetime-days.guest", "7");
        realm.user("trusted-id", true, realm.role("trusted"));
        realm.user("guest-id", true, realm.role("guest"));
        realm.user("both-id", true, realm.role("guest"), realm.role("trusted"));

        assertThat(verifyOf("alice-id", 30)).isInstanceOf(Verdict.Active.class);
        assertInactive(verifyOf("alice-id", 31), InactiveReason.LIFETIME_EXCEEDED);
        assertThat(verifyOf("trusted-id", 90)).isInstanceOf(Verdict.Active.class);
        assertInactive(verifyOf("trusted-id", 91), InactiveReason.LIFETIME_EXCEEDED);
        assertInactive(verifyOf("guest-id", 8), InactiveReason.LIFETIME_EXCEEDED);
        assertThat(verifyOf("both-id", 90)).isInstanceOf(Verdict.Active.class);
    }

    private Verdict verifyOf(String userId, int days) {
        return verify(stored().owner(new Owner(TestRealm.ID, userId))
                .created(NOW.minusSeconds(1), "account-console")
                .expiresAt(NOW.minusSeconds(1).plus(Duration.ofDays(days))));
    }

    private Verdict verifyFrom(String address, ApiTokenBuilder stored) {
        realm.store().put(stored.build(), secret.hash());
        return new ApiTokenVerifier(realm.session(), Origin.of(address, null), NOW)
                .verify(secret.reveal(), new Purpose.At(api));
    }

    private static Access from(String... networks) {
        return new Access(
                Restriction.none(),
                Restriction.none(),
                AddressBound.parse(List.of(networks)).orElseThrow());
    }

    @Test
    void verifyWhenBoundToAddressesThenOnlyFromThereAndOnlyIfItIsSaid() {
        ApiTokenBuilder bound = stored().access(from("192.0.2.0/24", "2001:db8::/32"));

        assertThat(verifyFrom("192.0.2.7", bound)).isInstanceOf(Verdict.Active.class);
        assertThat(verifyFrom("2001:db8::7", bound)).isInstanceOf(Verdict.Active.class);
        assertInactive(verifyFrom("198.51.100.7", bound), InactiveReason.ADDRESS_NOT_ALLOWED);
        assertInactive(verifyFrom("", bound), InactiveReason.ADDRESS_NOT_ALLOWED);
        assertThat(verifyFrom("", stored())).isInstanceOf(Verdict.Active.class);
    }

    @Test
    void verifyWhenABoundIsDemandedThenNoneWithout() {
        realm.attribute("api-tokens.addresses-required", "true");
        assertInactive(verifyFrom("192.0.2.7", stored()), InactiveReason.ADDRESS_NOT_ALLOWED);
        assertThat(verifyFrom("192.0.2.7", stored().access(from("192.0.2.7")))).isInstanceOf(Verdict.Active.class);

        realm.attribute("api-tokens.addresses-required", "");
        Map<String, String> rules = Map.of("api-tokens.addresses-required", "true");
        assertInactive(verifyAt(stored(), rules), InactiveReason.ADDRESS_NOT_ALLOWED);
        assertThat(verifyFrom("192.0.2.7", stored())).isInstanceOf(Verdict.Active.class);
    }
}
