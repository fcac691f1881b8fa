package dev.apitokens.keycloak.exchange;

import dev.apitokens.keycloak.model.ApiTokenUsedEvent;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import dev.apitokens.keycloak.verification.ApiTokenVerifier;
import jakarta.persistence.PersistenceException;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ModelException;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.storage.StorageUnavailableException;

/**
 * Exchanges an API token for a short-lived access token of the realm, at the realm's token endpoint. Keycloak has
 * authenticated the client and applied its policies before.
 */
final class ApiTokenExchangeProvider implements TokenExchangeProvider {

    private static final Logger LOG = Logger.getLogger(ApiTokenExchangeProvider.class);
    private static final String API_TOKEN_ID = "api_token_id";

    private final Clock clock;

    ApiTokenExchangeProvider(Clock clock) {
        this.clock = clock;
    }

    /** Whether the subject token is called an API token, or looks like one and is said to be of no other issuer. */
    @Override
    public boolean supports(TokenExchangeContext exchange) {
        if (ExchangeRules.API_TOKEN_TYPE.equals(exchange.getParams().getSubjectTokenType())) {
            return true;
        }
        String subjectToken = exchange.getParams().getSubjectToken();
        return subjectToken != null
                && exchange.getParams().getSubjectIssuer() == null
                && ApiTokenSecret.looksLike(subjectToken);
    }

    @Override
    public Response exchange(TokenExchangeContext exchange) {
        exchange.getEvent().detail("subject_token_type", "api-token");
        List<String> audience = exchange.getParams().getAudience();
        if (audience != null) {
            exchange.getEvent().detail(Details.AUDIENCE, String.join(" ", audience));
        }
        try {
            ExchangeOutcome outcome =
                    new ExchangeRules(exchange, new ApiTokenVerifier(exchange.getSession(), clock.instant())).decide();
            if (outcome instanceof ExchangeOutcome.Granted granted) {
                return granted(granted, exchange);
            }
            if (outcome instanceof ExchangeOutcome.Refused refused) {
                throw refused(refused, exchange);
            }
            String code = ApiTokenError.TEMPORARILY_UNAVAILABLE.code();
            exchange.getEvent().detail(Details.REASON, code).error(code);
            throw unavailable(exchange);
        } catch (PersistenceException | ModelException | StorageUnavailableException e) {
            LOG.warnf("Exchange of an API token failed, a database or a user store is out of reach: %s", e);
            LOG.debug("Exchange of an API token failed", e);
            // No event: storing it needs the same database, and failing at that would turn the answer into a 500.
            throw unavailable(exchange);
        }
    }

    private Response granted(ExchangeOutcome.Granted granted, TokenExchangeContext exchange) {
        EventBuilder event = exchange.getEvent();
        AccessTokenResponse answer = new ExchangedTokenIssuer(exchange).to(granted);
        if (granted.active().presented().isPrevious()) {
            event.detail("api_token_secret", "previous");
        }
        event.user(granted.active().user())
                .detail(API_TOKEN_ID, granted.active().token().id())
                .detail(
                        Details.AUDIENCE,
                        granted.active().resourceServer().client().getClientId())
                .success();
        exchange.getSession()
                .getKeycloakSessionFactory()
                .publish(new ApiTokenUsedEvent(
                        granted.active().token().id(),
                        clock.instant(),
                        granted.active().resourceServer().client().getClientId()));
        return exchange.getCors().add(Response.ok(answer, MediaType.APPLICATION_JSON_TYPE));
    }

    private static CorsErrorResponseException refused(ExchangeOutcome.Refused refused, TokenExchangeContext exchange) {
        EventBuilder event = exchange.getEvent();
        if (refused.token() != null) {
            event.user(refused.token().userId())
                    .detail(API_TOKEN_ID, refused.token().id());
        }
        event.detail(Details.REASON, refused.reason()).error(refused.eventError());
        return error(exchange, refused.error(), refused.description(), Response.Status.BAD_REQUEST);
    }

    private static CorsErrorResponseException unavailable(TokenExchangeContext exchange) {
        return error(
                exchange,
                ApiTokenError.TEMPORARILY_UNAVAILABLE.code(),
                "The token could not be looked up, try again later",
                Response.Status.SERVICE_UNAVAILABLE);
    }

    private static CorsErrorResponseException error(
            TokenExchangeContext exchange, String code, String description, Response.Status status) {
        return new CorsErrorResponseException(exchange.getCors(), code, description, status);
    }

    @Override
    public void close() {}
}
