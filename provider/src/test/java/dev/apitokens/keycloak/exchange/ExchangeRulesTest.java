package dev.apitokens.keycloak.exchange;

import static dev.apitokens.keycloak.model.ApiTokenBuilder.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.ApiTokenBuilder;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.Origin;
import dev.apitokens.keycloak.policy.Restriction;
import dev.apitokens.keycloak.token.ApiTokenPrefix;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import dev.apitokens.keycloak.verification.ApiTokenVerifier;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.UserModel;
import org.keycloak.protocol.oidc.TokenExchangeContext;

class ExchangeRulesTest {

    private static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");

    private final ApiTokenSecret secret = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, new SecureRandom());
    private final TestRealm realm = new TestRealm();
    private final ResourceServer api = realm.resourceServer("api", "read", "write");
    private final ResourceServer mcp = realm.resourceServer("mcp", "tools");
    private final ClientModel gateway = realm.client("gateway", Map.of("api-tokens.exchange", "true"));
    private final MultivaluedMap<String, String> form = new MultivaluedHashMap<>();
    private final Set<UserModel> lockedOut = new HashSet<>();
    private UserModel alice;

    @BeforeEach
    void ask() {
        alice = realm.user("alice-id", true);
        store(token("1"));
        form.putSingle("subject_token", secret.reveal());
        form.putSingle("subject_token_type", "urn:ietf:params:oauth:token-type:access_token");
    }

    private void store(ApiTokenBuilder stored) {
        realm.store().put(stored.created(NOW.minusSeconds(10), "cli").build(), secret.hash());
    }

    private ExchangeOutcome decide(ClientModel caller) {
        realm.caller(caller);
        TokenExchangeContext exchange = new TokenExchangeContext(
                realm.session(), form, null, realm.model(), null, caller, null, null, null, Map.of());
        return new ExchangeRules(
                        exchange, new ApiTokenVerifier(realm.session(), Origin.UNKNOWN, NOW), lockedOut::contains)
                .decide();
    }

    private static void assertGranted(ExchangeOutcome outcome, ResourceServer at, String... scopes) {
        assertThat(outcome).asInstanceOf(type(ExchangeOutcome.Granted.class)).satisfies(granted -> {
            assertThat(granted.active().resourceServer().client()).isSameAs(at.client());
            assertThat(granted.optionalScopes()).containsExactlyInAnyOrder(scopes);
        });
    }

    private static void assertRefused(ExchangeOutcome outcome, String error, String reason) {
        assertThat(outcome).asInstanceOf(type(ExchangeOutcome.Refused.class)).satisfies(refused -> {
            assertThat(refused.error()).isEqualTo(error);
            assertThat(refused.reason()).isEqualTo(reason);
        });
    }

    @Test
    void decideWhenResourceServerAsksForItselfThenAllThatTheTokenIsGoodForThere() {
        assertGranted(decide(api.client()), api, "read", "write");
    }

    @Test
    void decideWhenCalledApiTokenThenAsWell() {
        form.putSingle("subject_token_type", ExchangeRules.API_TOKEN_TYPE);

        assertGranted(decide(api.client()), api, "read", "write");
    }

    /** No database is asked for what none can hold, and some would fail at. */
    @ParameterizedTest
    @ValueSource(strings = {"api\u0000", "\u0000", "api\ud800"})
    void decideWhenAudienceCanBeNobodysThenUnknown(String audience) {
        realm.client(audience, Map.of("api-tokens.enabled", "true"));
        form.putSingle("audience", audience);

        assertRefused(decide(gateway), "invalid_target", "unknown_audience");
    }

    @Test
    void decideWhenScopesAreAskedForThenThoseAndDefaultOnes() {
        form.putSingle("scope", "read  profile");

        assertGranted(decide(api.client()), api, "read");
    }

    @Test
    void decideWhenScopeIsMoreThanTheTokenHasThenRefusedWithTheToken() {
        store(token("1").access(new Access(Restriction.toAnyOf(Set.of("id-of-read")), Restriction.none())));
        form.putSingle("scope", "read write");

        ExchangeOutcome outcome = decide(api.client());

        assertRefused(outcome, "invalid_scope", "scope_exceeded");
        assertThat(((ExchangeOutcome.Refused) outcome).token()).isNotNull();
    }

    @Test
    void decideWhenCallerMayNotExchangeThenTheTokenIsNotLookedAt() {
        assertRefused(decide(realm.client("app", Map.of())), "unauthorized_client", "client_not_allowed");
        assertRefused(
                decide(realm.publicClient("page", Map.of("api-tokens.exchange", "true"))),
                "unauthorized_client",
                "client_not_allowed");
        assertThat(realm.store().reads()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "subject_token_type, urn:ietf:params:oauth:token-type:refresh_token, invalid_request, invalid_request",
        "requested_token_type, urn:ietf:params:oauth:token-type:refresh_token, invalid_request, invalid_request",
        "actor_token, any, invalid_request, invalid_request",
        "requested_subject, bob, invalid_request, invalid_request",
        "requested_issuer, google, invalid_request, invalid_request",
        "resource, https://api.example.org, invalid_target, resource_not_supported",
        "subject_token, eyJhbGciOiJIUzI1NiJ9.e30.c2ln, invalid_request, not_an_api_token",
        "subject_token, '', invalid_request, not_an_api_token",
    })
    void decideWhenParameterIsNotForApiTokensThenRefusedWithoutALook(
            String name, String value, String error, String reason) {
        form.putSingle(name, value);

        assertRefused(decide(api.client()), error, reason);
        assertThat(realm.store().reads()).isZero();
    }

    @Test
    void decideWhenAudienceIsAnotherOneThenWhatTheTokenIsGoodForThere() {
        form.putSingle("audience", "mcp");

        assertGranted(decide(api.client()), mcp, "tools");
    }

    @Test
    void decideWhenPersonIsLockedOutThenRefused() {
        lockedOut.add(alice);

        assertRefused(decide(api.client()), "invalid_request", "user_locked_out");
    }

    @Test
    void decideWhenAudienceIsNotOneResourceServerThenRefused() {
        for (List<String> audience : List.of(List.of("gateway"), List.of("nobody"), List.of("api", "mcp"))) {
            form.put("audience", audience);
            assertRefused(decide(api.client()), "invalid_target", "unknown_audience");
        }
        form.put("audience", List.of("mcp", "mcp"));
        assertGranted(decide(api.client()), mcp, "tools");
    }

    @Test
    void decideWhenTokenIsNotGoodForTheAudienceThenRefused() {
        store(token("1").access(onlyAt(api)));
        form.putSingle("audience", "mcp");

        assertRefused(decide(api.client()), "invalid_target", "other_resource_server");
    }

    @Test
    void decideWhenTokenIsNotGoodForTheCallerThenAnInvalidToken() {
        store(token("1").access(onlyAt(mcp)));
        form.putSingle("audience", "mcp");

        assertRefused(decide(api.client()), "invalid_request", "other_resource_server");
    }

    private static Access onlyAt(ResourceServer server) {
        return new Access(
                Restriction.none(), Restriction.toAnyOf(Set.of(server.client().getId())));
    }

    @Test
    void decideWhenGatewayThenForOthersOnly() {
        assertRefused(decide(gateway), "invalid_request", "audience_missing");

        form.putSingle("audience", "api");
        store(token("1").access(onlyAt(api)));
        assertGranted(decide(gateway), api, "read", "write");

        form.putSingle("audience", "mcp");
        assertRefused(decide(gateway), "invalid_target", "other_resource_server");
    }

    @Test
    void decideWhenTokenIsInactiveThenAnInvalidTokenAndTheReasonForTheEvent() {
        store(token("1").revoked(NOW, null, RevocationCause.UNUSED));

        assertRefused(decide(api.client()), "invalid_request", "revoked");
    }

    @Test
    void decideWhenTokenIsOfAnotherRealmThenTheEventNamesNone() {
        store(token("1").owner(new Owner("another", "alice-id")));

        ExchangeOutcome outcome = decide(api.client());

        assertRefused(outcome, "invalid_request", "other_realm");
        assertThat(((ExchangeOutcome.Refused) outcome).token()).isNull();
    }
}
