package dev.apitokens.keycloak.exchange;

import dev.apitokens.keycloak.audit.ApiTokenEventDetails;
import dev.apitokens.keycloak.audit.TokenUse;
import dev.apitokens.keycloak.model.Outage;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.RequestOrigin;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import dev.apitokens.keycloak.verification.ApiTokenVerifier;
import dev.apitokens.keycloak.verification.Verdict;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.CorsErrorResponseException;

/**
 * Exchanges an API token for a short-lived access token of the realm, at the realm's token endpoint. Keycloak has
 * authenticated the client and applied its policies before.
 */
final class ApiTokenExchangeProvider implements TokenExchangeProvider {

    private static final Logger LOG = Logger.getLogger(ApiTokenExchangeProvider.class);

    private final Clock clock;

    ApiTokenExchangeProvider(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean supports(TokenExchangeContext exchange) {
        return takes(exchange);
    }

    /** Whether the subject token is called an API token, or looks like one and is said to be of no other issuer. */
    static boolean takes(TokenExchangeContext exchange) {
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
        exchange.getEvent().detail(ApiTokenEventDetails.SUBJECT_TOKEN_TYPE, ApiTokenEventDetails.API_TOKEN);
        return Outage.guard(() -> decide(exchange), outage -> unavailable(outage, exchange));
    }

    // What is no client's id may be anything, a token for one, and is recorded nowhere.
    private static List<String> knownAudience(TokenExchangeContext exchange) {
        List<String> audience = exchange.getParams().getAudience();
        return audience == null
                ? List.of()
                : audience.stream()
                        .filter(clientId ->
                                ExchangeRules.client(exchange, clientId).isPresent())
                        .toList();
    }

    /** An answer counts when its event is committed: what happens until then is inside. */
    private Response decide(TokenExchangeContext exchange) {
        List<String> audience = knownAudience(exchange);
        if (!audience.isEmpty()) {
            exchange.getEvent().detail(Details.AUDIENCE, String.join(" ", audience));
        }
        ExchangedTokenIssuer issuer =
                new ExchangedTokenIssuer(exchange.getSession(), exchange.getEvent(), exchange.getClient());
        ApiTokenVerifier verifier = new ApiTokenVerifier(
                exchange.getSession(), RequestOrigin.of(exchange.getFormParams()), clock.instant());
        ExchangeOutcome outcome = new ExchangeRules(exchange, verifier, issuer::isLockedOut).decide();
        if (outcome instanceof ExchangeOutcome.Granted granted) {
            Response answer = granted(granted, issuer, exchange);
            RequestTransaction.commit(exchange.getSession());
            return answer;
        }
        CorsErrorResponseException refusal = refused((ExchangeOutcome.Refused) outcome, exchange);
        RequestTransaction.commit(exchange.getSession());
        throw refusal;
    }

    private Response granted(
            ExchangeOutcome.Granted granted, ExchangedTokenIssuer issuer, TokenExchangeContext exchange) {
        Verdict.Active active = granted.active();
        AccessTokenResponse answer = issuer.issue(active, granted.optionalScopes());
        EventBuilder event = exchange.getEvent()
                .detail(ApiTokenEventDetails.API_TOKEN_ID, active.token().id())
                .detail(Details.AUDIENCE, active.resourceServer().client().getClientId());
        new TokenUse(exchange.getSession(), clock)
                .succeeded(event, active.presented(), active.user(), active.resourceServer(), active.origin());
        return exchange.getCors().add(Response.ok(answer, MediaType.APPLICATION_JSON_TYPE));
    }

    private static CorsErrorResponseException refused(ExchangeOutcome.Refused refused, TokenExchangeContext exchange) {
        EventBuilder event = exchange.getEvent();
        if (refused.token() != null) {
            event.user(refused.token().userId())
                    .detail(ApiTokenEventDetails.API_TOKEN_ID, refused.token().id());
        }
        // In this transaction: one of its own would need a second connection while this one holds the first.
        event.detail(Details.REASON, refused.reason()).storeImmediately(false).error(refused.eventError());
        return error(exchange, refused.error(), refused.description(), Response.Status.BAD_REQUEST);
    }

    private static RuntimeException unavailable(Outage outage, TokenExchangeContext exchange) {
        String code = ApiTokenError.TEMPORARILY_UNAVAILABLE.code();
        if (outage instanceof Outage.UserStore) {
            // The event has a transaction of its own.
            RequestTransaction.end(exchange.getSession());
            exchange.getEvent().detail(Details.REASON, code).error(code);
        } else {
            LOG.warnf(
                    "Exchange of an API token failed, a database or a user store is out of reach: %s", outage.cause());
            LOG.debug("Exchange of an API token failed", outage.cause());
        }
        exchange.getCors().add();
        return ApiTokenErrorException.unavailable("The token could not be looked up, try again later");
    }

    private static CorsErrorResponseException error(
            TokenExchangeContext exchange, String code, String description, Response.Status status) {
        return new CorsErrorResponseException(exchange.getCors(), code, description, status);
    }

    /** What Keycloak 26.6 has its own exchanges number themselves by; 26.7 asks for no number. */
    public int getVersion() {
        return 1;
    }

    @Override
    public void close() {}
}
