package dev.apitokens.keycloak.introspection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.audit.ApiTokenEventDetails;
import dev.apitokens.keycloak.exchange.ExchangedToken;
import dev.apitokens.keycloak.exchange.ExchangedTokenIssuer;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import dev.apitokens.keycloak.verification.ApiTokenVerifier;
import dev.apitokens.keycloak.verification.InactiveReason;
import dev.apitokens.keycloak.verification.LeaseGrant;
import dev.apitokens.keycloak.verification.LeaseLimits;
import dev.apitokens.keycloak.verification.TransientClientSession;
import dev.apitokens.keycloak.verification.Verdict;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import org.keycloak.events.Details;
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

    private static final String APPLICATION_JWT = "application/jwt";
    private static final String JWT_ALLOWED = "client.introspection.response.allow.jwt.claim.enabled";

    private final ClaimsCache claims;
    private final LeaseLimits leases;
    private final Clock clock;

    ApiTokenIntrospectionProvider(KeycloakSession session, ClaimsCache claims, LeaseLimits leases, Clock clock) {
        super(session);
        this.claims = claims;
        this.leases = leases;
        this.clock = clock;
    }

    ApiTokenIntrospection of(EventBuilder event) {
        return new ApiTokenIntrospection(session, event, claims, leases, clock);
    }

    @Override
    public Response introspect(String presented, EventBuilder event) {
        ApiTokenIntrospection introspection = of(event);
        if (ApiTokenSecret.looksLike(presented)) {
            event.detail(Details.TOKEN_TYPE, ApiTokenEventDetails.API_TOKEN);
            return introspection.guard(() -> answer(introspection.introspect(presented), introspection, event));
        }
        if (ApiTokenIntrospectionEndpoint.isRequested(session)) {
            return introspection.guard(() -> {
                introspection.failed(Verdict.Inactive.because(InactiveReason.NOT_AN_API_TOKEN));
                return inactive();
            });
        }
        return ExchangedToken.read(presented).isPresent()
                ? introspection.guard(() -> introspectExchanged(presented, event, introspection))
                : super.introspect(presented, event);
    }

    private Response answer(
            ApiTokenIntrospection.Introspected introspected, ApiTokenIntrospection introspection, EventBuilder event) {
        if (introspected instanceof ApiTokenIntrospection.Introspected.Active active) {
            if (isJwtWanted(active.verdict())) {
                putJwt(active.claims(), active.verdict(), event);
            }
            introspection.succeeded(active.verdict());
            return active(active.claims(), active.leaseSeconds());
        }
        introspection.failed(((ApiTokenIntrospection.Introspected.Inactive) introspected).verdict());
        return inactive();
    }

    /** As Keycloak has it for its own tokens: the header asks, and the client allows it. */
    private boolean isJwtWanted(Verdict.Active active) {
        String accept = session.getContext().getHttpRequest().getHttpHeaders().getHeaderString(HttpHeaders.ACCEPT);
        return APPLICATION_JWT.equals(accept)
                && Boolean.parseBoolean(active.resourceServer().client().getAttribute(JWT_ALLOWED));
    }

    private void putJwt(ObjectNode answer, Verdict.Active active, EventBuilder event) {
        ExchangedTokenIssuer issuer =
                new ExchangedTokenIssuer(session, event, active.resourceServer().client());
        if (!issuer.isLockedOut(active.user())) {
            answer.put(
                    "jwt",
                    issuer.issue(active, new TransientClientSession(session).optionalScopes(active))
                            .getToken());
        }
    }

    /**
     * A JWT that an API token was exchanged for has no session, without which Keycloak calls it inactive. The API token
     * is looked up instead, so that who asks learns of its revocation.
     */
    private Response introspectExchanged(String presented, EventBuilder event, ApiTokenIntrospection introspection) {
        eventBuilder = event;
        // Signature, issuer, times, revocation, and the client that it was issued to; both tell the event why not. What
        // anybody can make up costs no read.
        if (!verifyToken(presented) || !verifyClient()) {
            return inactive();
        }
        ExchangedToken exchanged = ExchangedToken.of(token).orElseThrow();
        ApiTokenVerifier verifier = introspection.verifier();
        LeaseGrant lease = introspection.lease(verifier);
        Verdict verdict = new ExchangedTokenVerifier(session, verifier).verify(exchanged);
        if (verdict instanceof Verdict.Active active) {
            ObjectNode answer = introspection.claims().of(active, exchanged);
            event.user(active.user())
                    .detail(ApiTokenEventDetails.API_TOKEN_ID, active.token().id())
                    .success();
            introspection.count("active");
            Instant end = Instant.ofEpochSecond(exchanged.claims().getExp());
            return active(answer, introspection.seconds(lease, active, end));
        }
        introspection.failed((Verdict.Inactive) verdict, ApiTokenEventDetails.API_TOKEN_ID);
        return inactive();
    }

    private static Response active(ObjectNode answer, int leaseSeconds) {
        return new IntrospectionAnswer(answer.put(Answer.LEASE_SECONDS, leaseSeconds)).usableFor(leaseSeconds);
    }

    private static Response inactive() {
        return new IntrospectionAnswer(JsonSerialization.createObjectNode().put("active", false)).usableFor(0);
    }
}
