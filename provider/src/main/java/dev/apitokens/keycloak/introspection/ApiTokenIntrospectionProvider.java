package dev.apitokens.keycloak.introspection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
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

    private final Clock clock;

    ApiTokenIntrospectionProvider(KeycloakSession session, Clock clock) {
        super(session);
        this.clock = clock;
    }

    @Override
    public Response introspect(String presented, EventBuilder event) {
        if (ApiTokenSecret.looksLike(presented)) {
            return introspectApiToken(presented, event);
        }
        if (ApiTokensOnly.isRequested(session)) {
            return inactive(Verdict.Inactive.because(InactiveReason.NOT_AN_API_TOKEN), event);
        }
        return super.introspect(presented, event);
    }

    private Response introspectApiToken(String presented, EventBuilder event) {
        event.detail(Details.TOKEN_TYPE, "api-token");
        try {
            Verdict verdict = new ApiTokenVerifier(session, clock.instant()).verify(presented);
            if (verdict instanceof Verdict.Active active) {
                return active(active, event);
            }
            if (verdict instanceof Verdict.Inactive inactive) {
                return inactive(inactive, event);
            }
            String code = ApiTokenError.TEMPORARILY_UNAVAILABLE.code();
            event.detail(Details.REASON, code).error(code);
            throw unavailable();
        } catch (PersistenceException | ModelException | StorageUnavailableException e) {
            // Said "inactive", a caller would throw a good token away.
            LOG.warnf("Introspection of an API token failed, a database or a user store is out of reach: %s", e);
            LOG.debug("Introspection of an API token failed", e);
            // No event: storing it needs the same database, and failing at that would turn the answer into a 500.
            throw unavailable();
        }
    }

    private Response active(Verdict.Active active, EventBuilder event) {
        ObjectNode answer = new IntrospectionClaims(session).of(active);
        event.user(active.user()).detail(Details.TOKEN_ID, active.token().id());
        if (active.presented().isPrevious()) {
            event.detail("api_token_secret", "previous");
        }
        event.success();
        return json(answer);
    }

    private static Response inactive(Verdict.Inactive inactive, EventBuilder event) {
        ApiToken token = inactive.token();
        if (token != null && inactive.reason() != InactiveReason.OTHER_REALM) {
            event.user(token.userId()).detail(Details.TOKEN_ID, token.id());
        }
        event.detail(Details.REASON, inactive.reason().code()).error(Errors.INVALID_TOKEN);
        return json(JsonSerialization.createObjectNode().put("active", false));
    }

    private static Response json(ObjectNode answer) {
        return Response.ok(answer.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }

    private static ErrorResponseException unavailable() {
        return new ErrorResponseException(
                ApiTokenError.TEMPORARILY_UNAVAILABLE.code(),
                "The token could not be looked up, try again later",
                Response.Status.SERVICE_UNAVAILABLE);
    }
}
