package dev.apitokens.keycloak.introspection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.audit.TokenMetrics;
import dev.apitokens.keycloak.exchange.ExchangedToken;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.ApiTokenUsedEvent;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import dev.apitokens.keycloak.verification.ApiTokenVerifier;
import dev.apitokens.keycloak.verification.InactiveReason;
import dev.apitokens.keycloak.verification.TransientClientSession;
import dev.apitokens.keycloak.verification.Verdict;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelException;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.storage.StorageUnavailableException;
import org.keycloak.util.JsonSerialization;

/**
 * Answers token introspection (RFC 7662) for API tokens, and leaves everything else to Keycloak's own provider. It
 * extends that one because Keycloak's account REST casts to it.
 */
final class ApiTokenIntrospectionProvider extends AccessTokenIntrospectionProvider<AccessToken> {

    private static final Logger LOG = Logger.getLogger(ApiTokenIntrospectionProvider.class);
    private static final String API_TOKEN_ID = "api_token_id";

    private final Clock clock;

    ApiTokenIntrospectionProvider(KeycloakSession session, Clock clock) {
        super(session);
        this.clock = clock;
    }

    @Override
    public Response introspect(String presented, EventBuilder event) {
        if (ApiTokenSecret.looksLike(presented)) {
            return orUnavailable(() -> introspectApiToken(presented, event));
        }
        if (ApiTokenIntrospectionEndpoint.isRequested(session)) {
            return inactive(Verdict.Inactive.because(InactiveReason.NOT_AN_API_TOKEN), event, Details.TOKEN_ID);
        }
        Optional<ExchangedToken> exchanged = ExchangedToken.read(presented);
        if (exchanged.isPresent() && orUnavailable(() -> namesOwnApiToken(exchanged.get()))) {
            return orUnavailable(() -> introspectExchanged(presented, event));
        }
        return super.introspect(presented, event);
    }

    private Response introspectApiToken(String presented, EventBuilder event) {
        event.detail(Details.TOKEN_TYPE, "api-token");
        Verdict verdict = verifier().verify(presented);
        if (verdict instanceof Verdict.Active active) {
            ObjectNode answer =
                    new IntrospectionClaims(session).of(active, TransientClientSession.optionalScopes(active));
            event.user(active.user()).detail(Details.TOKEN_ID, active.token().id());
            if (active.presented().isPrevious()) {
                event.detail("api_token_secret", "previous");
            }
            event.success();
            session.getKeycloakSessionFactory()
                    .publish(new ApiTokenUsedEvent(
                            active.token().id(),
                            clock.instant(),
                            active.resourceServer().client().getClientId()));
            count("active");
            return json(answer);
        }
        return negative(verdict, event, Details.TOKEN_ID);
    }

    /**
     * A JWT that an API token was exchanged for has no session, without which Keycloak calls it inactive. The API token
     * is looked up instead, so that who asks learns of its revocation.
     */
    private Response introspectExchanged(String presented, EventBuilder event) {
        eventBuilder = event;
        // Signature, issuer, times, revocation, and the client that it was issued to; both tell the event why not.
        if (!verifyToken(presented) || !verifyClient()) {
            return json(inactive());
        }
        ExchangedToken exchanged = ExchangedToken.of(token).orElseThrow();
        Verdict verdict = verify(exchanged);
        if (verdict instanceof Verdict.Active active) {
            ObjectNode answer = new IntrospectionClaims(session).of(active, exchanged);
            event.user(active.user()).detail(API_TOKEN_ID, active.token().id()).success();
            count("active");
            return json(answer);
        }
        return negative(verdict, event, API_TOKEN_ID);
    }

    private Verdict verify(ExchangedToken exchanged) {
        Optional<ResourceServer> resourceServer =
                ResourceServer.of(session.getContext().getClient());
        if (resourceServer.isEmpty()) {
            return Verdict.Inactive.because(InactiveReason.NOT_A_RESOURCE_SERVER);
        }
        return exchanged.isFor(resourceServer.get())
                ? verifier().verifyById(exchanged.apiTokenId(), resourceServer.get())
                : Verdict.Inactive.because(InactiveReason.OTHER_RESOURCE_SERVER);
    }

    private ApiTokenVerifier verifier() {
        return new ApiTokenVerifier(session, clock.instant());
    }

    /**
     * Whether the API token that the JWT names is its subject's. A mapper may put whatever it likes into any JWT; what
     * names somebody else's token was not exchanged for it, and is Keycloak's.
     */
    private boolean namesOwnApiToken(ExchangedToken exchanged) {
        String subject = exchanged.claims().getSubject();
        return subject != null
                && session.getProvider(ApiTokenProvider.class)
                        .find(new Owner(session.getContext().getRealm().getId(), subject), exchanged.apiTokenId())
                        .isPresent();
    }

    private <T> T orUnavailable(Supplier<T> introspection) {
        try {
            return introspection.get();
        } catch (PersistenceException | ModelException | StorageUnavailableException e) {
            // Said "inactive", a caller would throw a good token away.
            LOG.warnf("Introspection of an API token failed, a database or a user store is out of reach: %s", e);
            LOG.debug("Introspection of an API token failed", e);
            // No event: storing it needs the same database, and failing at that would turn the answer into a 500.
            throw unavailable();
        }
    }

    private Response negative(Verdict verdict, EventBuilder event, String idDetail) {
        if (verdict instanceof Verdict.Inactive inactive) {
            return inactive(inactive, event, idDetail);
        }
        String code = ApiTokenError.TEMPORARILY_UNAVAILABLE.code();
        event.detail(Details.REASON, code).error(code);
        throw unavailable();
    }

    private Response inactive(Verdict.Inactive inactive, EventBuilder event, String idDetail) {
        ApiToken token = inactive.token();
        if (token != null && inactive.reason() != InactiveReason.OTHER_REALM) {
            event.user(token.userId()).detail(idDetail, token.id());
        }
        event.detail(Details.REASON, inactive.reason().code()).error(Errors.INVALID_TOKEN);
        count(inactive.reason().code());
        return json(inactive());
    }

    private static ObjectNode inactive() {
        return JsonSerialization.createObjectNode().put("active", false);
    }

    private static Response json(ObjectNode answer) {
        return Response.ok(answer.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }

    private void count(String outcome) {
        TokenMetrics.introspected(session.getContext().getRealm().getName(), outcome);
    }

    private ErrorResponseException unavailable() {
        count(ApiTokenError.TEMPORARILY_UNAVAILABLE.code());
        return new ErrorResponseException(
                ApiTokenError.TEMPORARILY_UNAVAILABLE.code(),
                "The token could not be looked up, try again later",
                Response.Status.SERVICE_UNAVAILABLE);
    }
}
