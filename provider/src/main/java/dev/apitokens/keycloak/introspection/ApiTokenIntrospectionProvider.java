package dev.apitokens.keycloak.introspection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.audit.ApiTokenEventDetails;
import dev.apitokens.keycloak.audit.TokenMetrics;
import dev.apitokens.keycloak.audit.TokenUse;
import dev.apitokens.keycloak.exchange.ExchangedToken;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.Outage;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import dev.apitokens.keycloak.verification.ApiTokenVerifier;
import dev.apitokens.keycloak.verification.InactiveReason;
import dev.apitokens.keycloak.verification.LeaseGrant;
import dev.apitokens.keycloak.verification.LeaseLimits;
import dev.apitokens.keycloak.verification.TransientClientSession;
import dev.apitokens.keycloak.verification.Verdict;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.util.JsonSerialization;

/**
 * Answers token introspection (RFC 7662) for API tokens, and leaves everything else to Keycloak's own provider. It
 * extends that one because Keycloak's account REST casts to it.
 */
final class ApiTokenIntrospectionProvider extends AccessTokenIntrospectionProvider<AccessToken> {

    private static final Logger LOG = Logger.getLogger(ApiTokenIntrospectionProvider.class);

    /** For which the answer may be used again. No other authorization server has that name for it. */
    private static final String LEASE_SECONDS = "lease_seconds";

    private final LeaseLimits leases;
    private final Clock clock;

    ApiTokenIntrospectionProvider(KeycloakSession session, LeaseLimits leases, Clock clock) {
        super(session);
        this.leases = leases;
        this.clock = clock;
    }

    @Override
    public Response introspect(String presented, EventBuilder event) {
        if (ApiTokenSecret.looksLike(presented)) {
            return guard(() -> introspectApiToken(presented, event), event);
        }
        if (ApiTokenIntrospectionEndpoint.isRequested(session)) {
            return inactive(Verdict.Inactive.because(InactiveReason.NOT_AN_API_TOKEN), event, Details.TOKEN_ID);
        }
        return ExchangedToken.read(presented).isPresent()
                ? guard(() -> introspectExchanged(presented, event), event)
                : super.introspect(presented, event);
    }

    private Response introspectApiToken(String presented, EventBuilder event) {
        event.detail(Details.TOKEN_TYPE, ApiTokenEventDetails.API_TOKEN);
        ApiTokenVerifier verifier = new ApiTokenVerifier(session, clock.instant());
        // What has no checksum costs no read.
        LeaseGrant lease = ApiTokenSecret.parse(presented).isPresent()
                ? leases.begin(session, verifier.settings())
                : LeaseGrant.NONE;
        Verdict verdict = verifier.verify(presented);
        if (verdict instanceof Verdict.Active active) {
            ObjectNode answer =
                    new IntrospectionClaims(session).of(active, TransientClientSession.optionalScopes(active));
            event.detail(Details.TOKEN_ID, active.token().id());
            new TokenUse(session, clock).succeeded(event, active.presented(), active.user(), active.resourceServer());
            return active(answer, lease.seconds(active.presented().expiresAt(), clock.instant()));
        }
        return inactive((Verdict.Inactive) verdict, event, Details.TOKEN_ID);
    }

    /**
     * A JWT that an API token was exchanged for has no session, without which Keycloak calls it inactive. The API token
     * is looked up instead, so that who asks learns of its revocation.
     */
    private Response introspectExchanged(String presented, EventBuilder event) {
        eventBuilder = event;
        // Signature, issuer, times, revocation, and the client that it was issued to; both tell the event why not. What
        // anybody can make up costs no read.
        if (!verifyToken(presented) || !verifyClient()) {
            return inactive();
        }
        ExchangedToken exchanged = ExchangedToken.of(token).orElseThrow();
        ApiTokenVerifier verifier = new ApiTokenVerifier(session, clock.instant());
        LeaseGrant lease = leases.begin(session, verifier.settings());
        Verdict verdict = new ExchangedTokenVerifier(session, verifier).verify(exchanged);
        if (verdict instanceof Verdict.Active active) {
            ObjectNode answer = new IntrospectionClaims(session).of(active, exchanged);
            event.user(active.user())
                    .detail(ApiTokenEventDetails.API_TOKEN_ID, active.token().id())
                    .success();
            return active(
                    answer,
                    lease.seconds(Instant.ofEpochSecond(exchanged.claims().getExp()), clock.instant()));
        }
        return inactive((Verdict.Inactive) verdict, event, ApiTokenEventDetails.API_TOKEN_ID);
    }

    /** An answer counts when its event is committed: what happens until then is inside. */
    private Response guard(Supplier<Response> introspection, EventBuilder event) {
        return Outage.guard(
                () -> {
                    Response answer = introspection.get();
                    RequestTransaction.commit(session);
                    return answer;
                },
                outage -> unavailable(outage, event));
    }

    private ApiTokenErrorException unavailable(Outage outage, EventBuilder event) {
        String code = ApiTokenError.TEMPORARILY_UNAVAILABLE.code();
        if (outage instanceof Outage.UserStore) {
            // The event has a transaction of its own.
            RequestTransaction.end(session);
            event.detail(Details.REASON, code).error(code);
        } else {
            LOG.warnf(
                    "Introspection of an API token failed, a database or a user store is out of reach: %s",
                    outage.cause());
            LOG.debug("Introspection of an API token failed", outage.cause());
        }
        count(code);
        return ApiTokenErrorException.unavailable("The token could not be looked up, try again later");
    }

    private Response inactive(Verdict.Inactive inactive, EventBuilder event, String idDetail) {
        ApiToken token = inactive.token();
        if (token != null && inactive.reason() != InactiveReason.OTHER_REALM) {
            event.user(token.userId()).detail(idDetail, token.id());
        }
        // In this transaction: one of its own would need a second connection while this one holds the first.
        event.detail(Details.REASON, inactive.reason().code())
                .storeImmediately(false)
                .error(Errors.INVALID_TOKEN);
        count(inactive.reason().code());
        return inactive();
    }

    private Response active(ObjectNode answer, int leaseSeconds) {
        count("active");
        return new IntrospectionAnswer(answer.put(LEASE_SECONDS, leaseSeconds)).usableFor(leaseSeconds);
    }

    private static Response inactive() {
        return new IntrospectionAnswer(JsonSerialization.createObjectNode().put("active", false)).usableFor(0);
    }

    private void count(String outcome) {
        TokenMetrics.introspected(session.getContext().getRealm().getName(), outcome);
    }
}
