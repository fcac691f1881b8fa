package dev.apitokens.keycloak.verification;

import static dev.apitokens.keycloak.model.ApiTokenBuilder.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.ApiTokenBuilder;
import dev.apitokens.keycloak.model.OrganizationScopes;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.model.ResourceServers;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.AddressBound;
import dev.apitokens.keycloak.policy.Restriction;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.StorageUnavailableUserModelDelegate;
import org.keycloak.models.utils.UserModelDelegate;

class StandingTest {

    private static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");
    private static final Instant MADE = NOW.minus(Duration.ofDays(10));

    private final TestRealm realm = new TestRealm();
    private final Map<String, ResourceServer> servers = new LinkedHashMap<>();
    private final UserModel alice = realm.user("alice-id", true);

    private static ApiTokenBuilder stored() {
        return token("1").created(MADE, "cli");
    }

    private void server(String clientId, Map<String, String> rules) {
        Map<String, String> attributes = new HashMap<>(rules);
        attributes.put(ResourceServer.ENABLED, "true");
        ResourceServer server = new ResourceServer(realm.client(clientId, attributes, "read"));
        servers.put(server.client().getId(), server);
    }

    private @Nullable InactiveReason blocked(ApiTokenBuilder token) {
        return blocked(token, alice);
    }

    private @Nullable InactiveReason blocked(ApiTokenBuilder token, @Nullable UserModel owner) {
        ResourceServers all = new ResourceServers(realm.model(), servers, new OrganizationScopes(realm.session()));
        return new Standing(realm.session(), all, NOW).blockedReason(token.build(), owner);
    }

    private static Access onlyAt(String... clientUuids) {
        return new Access(Restriction.none(), Restriction.toAnyOf(Set.of(clientUuids)));
    }

    @Test
    void blockedWhenAResourceServerTakesItThenNot() {
        server("strict", Map.of("api-tokens.limited-only", "true"));
        server("api", Map.of());

        assertThat(blocked(stored())).isNull();
    }

    @Test
    void blockedWhenRealmIsDisabledThenSwitchedOff() {
        server("api", Map.of());
        realm.disable();

        assertThat(blocked(stored())).isEqualTo(InactiveReason.SWITCHED_OFF);
    }

    @Test
    void blockedWhenItHasEndedThenNotAsWell() {
        realm.attribute("api-tokens.enabled", "false");

        assertThat(blocked(stored().expiresAt(NOW))).isNull();
        assertThat(blocked(stored().revoked(NOW, null, RevocationCause.UNUSED))).isNull();
        assertThat(blocked(stored())).isEqualTo(InactiveReason.SWITCHED_OFF);
    }

    @Test
    void blockedWhenTheRealmRefusesItThenItsReason() {
        server("api", Map.of());
        realm.attribute("api-tokens.max-lifetime-days", "30");
        assertThat(blocked(stored())).isEqualTo(InactiveReason.LIFETIME_EXCEEDED);
        realm.attribute("api-tokens.max-lifetime-days", "");
        realm.attribute("api-tokens.full-access-allowed", "false");
        assertThat(blocked(stored())).isEqualTo(InactiveReason.NOT_LIMITED);
        assertThat(blocked(stored().access(onlyAt("uuid-of-api")))).isNull();
        realm.attribute("api-tokens.full-access-allowed", "");
        realm.attribute("api-tokens.required-role", "editor");
        assertThat(blocked(stored())).isEqualTo(InactiveReason.ROLE_MISSING);
        realm.attribute("api-tokens.required-role", "");
        realm.notBefore(NOW.getEpochSecond());
        assertThat(blocked(stored())).isEqualTo(InactiveReason.NOT_BEFORE);
    }

    @Test
    void blockedWhenItsOwnerMayNotThenThat() {
        server("api", Map.of());

        assertThat(blocked(stored(), null)).isEqualTo(InactiveReason.USER_NOT_FOUND);
        assertThat(blocked(stored(), realm.user("bob-id", false))).isEqualTo(InactiveReason.USER_DISABLED);
        realm.notBefore("alice-id", NOW.getEpochSecond());
        assertThat(blocked(stored())).isEqualTo(InactiveReason.NOT_BEFORE);
    }

    @Test
    void blockedWhenItCannotBeToldThenNot() {
        server("api", Map.of());

        assertThat(blocked(
                        stored(),
                        new UserModelDelegate(
                                new StorageUnavailableUserModelDelegate(alice, IllegalStateException::new))))
                .isNull();
    }

    @Test
    void blockedWhenEachResourceServerRefusesItThenTheReasonOfOneThatItIsFor() {
        server("strict", Map.of("api-tokens.limited-only", "true"));
        server("trusting", Map.of("api-tokens.required-role", "deployer"));

        assertThat(blocked(stored())).isEqualTo(InactiveReason.NOT_LIMITED);
        assertThat(blocked(stored().access(onlyAt("uuid-of-trusting")))).isEqualTo(InactiveReason.ROLE_MISSING);
        assertThat(blocked(stored().access(onlyAt("uuid-of-strict")))).isNull();
        assertThat(blocked(stored().access(onlyAt("uuid-of-another")))).isEqualTo(InactiveReason.OTHER_RESOURCE_SERVER);
    }

    @Test
    void blockedWhenThereIsNoResourceServerThenThat() {
        assertThat(blocked(stored())).isEqualTo(InactiveReason.NOT_A_RESOURCE_SERVER);
    }

    @Test
    void blockedWhenBoundToAddressesThenAsIfUsedFromThere() {
        server("api", Map.of());
        ApiTokenBuilder bound = stored().access(new Access(
                Restriction.none(),
                Restriction.none(),
                AddressBound.parse(List.of("192.0.2.0/24")).orElseThrow()));

        assertThat(blocked(bound)).isNull();
        realm.attribute("api-tokens.addresses-required", "true");
        assertThat(blocked(bound)).isNull();
        assertThat(blocked(stored())).isEqualTo(InactiveReason.ADDRESS_NOT_ALLOWED);
    }
}
