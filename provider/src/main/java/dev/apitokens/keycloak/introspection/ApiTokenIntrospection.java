package dev.apitokens.keycloak.introspection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.audit.TokenMetrics;
import dev.apitokens.keycloak.audit.TokenUse;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.Outage;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.policy.Origin;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.RequestOrigin;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import dev.apitokens.keycloak.verification.ApiTokenVerifier;
import dev.apitokens.keycloak.verification.LeaseGrant;
import dev.apitokens.keycloak.verification.LeaseLimits;
import dev.apitokens.keycloak.verification.Purpose;
import dev.apitokens.keycloak.verification.TransientClientSession;
import dev.apitokens.keycloak.verification.Verdict;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorResponseException;

/** Tells what a token is good for at a resource server, and records that it was asked; however the answer is written. */
public final class ApiTokenIntrospection {

    private static final Logger LOG = Logger.getLogger(ApiTokenIntrospection.class);

    private final KeycloakSession session;
    private final EventBuilder event;
    private final ClaimsCache claims;
    private final LeaseLimits leases;
    private final Clock clock;

    ApiTokenIntrospection(
            KeycloakSession session, EventBuilder event, ClaimsCache claims, LeaseLimits leases, Clock clock) {
        this.session = session;
        this.event = event;
        this.claims = claims;
        this.leases = leases;
        this.clock = clock;
    }

    /** What a token is good for. */
    public sealed interface Introspected {

        /**
         * The claims of an active token.
         *
         * @param verdict the token, its person and the resource server
         * @param claims RFC 7662, section 2.2
         * @param leaseSeconds for which the answer may be used again; 0: not at all
         */
        record Active(Verdict.Active verdict, ObjectNode claims, int leaseSeconds) implements Introspected {}

        /**
         * Nothing.
         *
         * @param verdict why
         */
        record Inactive(Verdict.Inactive verdict) implements Introspected {}
    }

    /** Whether that text is a token that is active at the resource server. */
    public Introspected introspect(String presented, ResourceServer resourceServer, Origin origin) {
        return introspect(
                presented, verifier(origin), verifier -> verifier.verify(presented, new Purpose.At(resourceServer)));
    }

    /** Whether that text is a token that is active for the client that calls. */
    Introspected introspect(String presented) {
        return introspect(presented, verifier(), verifier -> verifier.verify(presented));
    }

    /**
     * Whether a token would be active at the resource server if one of its secrets were presented. Nobody has, so that there is no
     * lease on the answer.
     */
    public Introspected introspect(PresentedToken presented, ResourceServer resourceServer, Origin origin) {
        return introspected(verifier(origin).verify(presented, resourceServer), LeaseGrant.NONE);
    }

    private interface Question {
        Verdict ask(ApiTokenVerifier verifier);
    }

    private Introspected introspect(String presented, ApiTokenVerifier verifier, Question question) {
        // What has no checksum costs no read.
        LeaseGrant lease = ApiTokenSecret.parse(presented).isPresent() ? lease(verifier) : LeaseGrant.NONE;
        return introspected(question.ask(verifier), lease);
    }

    private Introspected introspected(Verdict verdict, LeaseGrant lease) {
        if (verdict instanceof Verdict.Active active) {
            return new Introspected.Active(
                    active,
                    claims().of(active, new TransientClientSession(session).optionalScopes(active)),
                    seconds(lease, active, active.presented().expiresAt()));
        }
        return new Introspected.Inactive((Verdict.Inactive) verdict);
    }

    /**
     * For how long the answer may be used again. Not at all of a token that is bound to addresses: the next caller may be elsewhere.
     *
     * @param end of what was introspected, or null: never
     */
    int seconds(LeaseGrant lease, Verdict.Active active, @Nullable Instant end) {
        return active.token().access().addresses().isNone() ? lease.seconds(end, clock.instant()) : 0;
    }

    /** For a token that is used from where the resource server says. */
    ApiTokenVerifier verifier() {
        return verifier(RequestOrigin.of(session.getContext().getHttpRequest().getDecodedFormParameters()));
    }

    private ApiTokenVerifier verifier(Origin origin) {
        return new ApiTokenVerifier(session, origin, clock.instant());
    }

    /** To be asked for before the token is read. */
    LeaseGrant lease(ApiTokenVerifier verifier) {
        return leases.begin(session, verifier.settings());
    }

    IntrospectionClaims claims() {
        return new IntrospectionClaims(session, claims, clock.instant());
    }

    /** The token was used. */
    public void succeeded(Verdict.Active active) {
        event.detail(Details.TOKEN_ID, active.token().id());
        new TokenUse(session, clock)
                .succeeded(event, active.presented(), active.user(), active.resourceServer(), active.origin());
        count("active");
    }

    /** The token was not active. */
    public void failed(Verdict.Inactive inactive) {
        failed(inactive, Details.TOKEN_ID);
    }

    void failed(Verdict.Inactive inactive, String idDetail) {
        ApiToken token = inactive.nameable();
        if (token != null) {
            event.user(token.userId()).detail(idDetail, token.id());
        }
        failed(Errors.INVALID_TOKEN, inactive.reason().code());
    }

    /**
     * The token was active, and that was not enough.
     *
     * @param error of the event
     * @param reason a word for event and metric
     */
    public void refused(Verdict.Active active, String error, String reason) {
        event.user(active.user()).detail(Details.TOKEN_ID, active.token().id());
        failed(error, reason);
    }

    /**
     * Nothing was looked up.
     *
     * @param error of the event
     * @param reason a word for event and metric
     */
    public void failed(String error, String reason) {
        // In this transaction: one of its own would need a second connection while this one holds the first.
        event.detail(Details.REASON, reason).storeImmediately(false).error(error);
        count(reason);
    }

    void count(String outcome) {
        TokenMetrics.introspected(session.getContext().getRealm().getName(), outcome);
    }

    /**
     * An answer counts when its event is committed: what happens until then is inside. What is thrown is an answer, too: of
     * anything else Keycloak's endpoint makes a 400, as if the caller had done something wrong, and tells nobody.
     *
     * @throws ErrorResponseException whatever goes wrong
     */
    public Response guard(Supplier<Response> introspection) {
        try {
            return Outage.guard(
                    () -> {
                        Response answer = introspection.get();
                        RequestTransaction.commit(session);
                        return answer;
                    },
                    this::unavailable);
        } catch (ErrorResponseException e) {
            throw e;
        } catch (RuntimeException e) {
            throw fault(e);
        }
    }

    private ErrorResponseException fault(RuntimeException fault) {
        LOG.error("Introspection of an API token failed, for something is wrong here", fault);
        count(OAuthErrorException.SERVER_ERROR);
        return new ErrorResponseException(
                OAuthErrorException.SERVER_ERROR,
                "The token could not be looked up, the server's log says why",
                Response.Status.INTERNAL_SERVER_ERROR);
    }

    private ApiTokenErrorException unavailable(Outage outage) {
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
}
