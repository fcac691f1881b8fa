package dev.apitokens.resourceserver.security.authorizationserver;

import dev.apitokens.resourceserver.security.authorizationserver.AuthorizationServerClient.DiscoveryException;
import dev.apitokens.resourceserver.security.refusal.ScopesNeeded;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.web.client.RestClientException;
import org.springframework.web.client.RestClientResponseException;
import org.springframework.web.client.RestTemplate;

/**
 * Exchanges the token that a caller came with for one that another server takes (RFC 8693), so that no token is ever
 * passed on. Nothing is remembered: after a revocation, the next exchange is refused.
 *
 * <p>What refuses the caller's token is thrown as Spring Security's own exceptions, so that the security filter chain
 * answers it as if the token had been refused here.
 */
public final class TokenExchange {

    private static final Logger LOGGER = LoggerFactory.getLogger(TokenExchange.class);

    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";

    private final AuthorizationServerClient authorizationServer;
    private final OpaqueTokenIntrospector introspector;

    TokenExchange(AuthorizationServerClient authorizationServer, OpaqueTokenIntrospector introspector) {
        this.authorizationServer = authorizationServer;
        this.introspector = introspector;
    }

    /**
     * Exchanges a token.
     *
     * @param token the caller's
     * @param audience the client id of the server that is to be called
     * @param scopes what the call needs, and no more
     * @return the token for that server
     * @throws InvalidBearerTokenException if the caller's token has ended in the meantime
     * @throws AccessDeniedException if it is not good for that server, or not for these scopes
     * @throws AuthenticationServiceException if there was no answer that says so
     */
    public ExchangedToken exchange(String token, String audience, List<String> scopes) {
        Map<String, String> parameters = Map.of(
                "grant_type",
                "urn:ietf:params:oauth:grant-type:token-exchange",
                "subject_token",
                token,
                "subject_token_type",
                ACCESS_TOKEN,
                "requested_token_type",
                ACCESS_TOKEN,
                "audience",
                audience,
                "scope",
                String.join(" ", scopes));
        try {
            URI endpoint = authorizationServer.endpoint("token_endpoint");
            return token(
                    new RestTemplate(authorizationServer.connections())
                            .exchange(
                                    authorizationServer.form(endpoint, parameters),
                                    AuthorizationServerClient.JSON_OBJECT)
                            .getBody(),
                    scopes);
        } catch (DiscoveryException e) {
            throw new AuthenticationServiceException(e.reason());
        } catch (RestClientResponseException e) {
            throw refusal(e, token, scopes);
        } catch (RestClientException e) {
            throw new AuthenticationServiceException("token exchange " + IntrospectionClient.reason(e));
        }
    }

    private static ExchangedToken token(@Nullable Map<String, Object> answer, List<String> scopes) {
        if (answer == null
                || !(answer.get("access_token") instanceof String token)
                || !(answer.get("token_type") instanceof String type)
                || !"Bearer".equalsIgnoreCase(type)) {
            throw new AuthenticationServiceException("token exchange was answered with no bearer token");
        }
        // RFC 6749, 5.1: it names the scope when it is not what was asked for.
        if (answer.get("scope") instanceof String granted
                && !List.of(granted.split(" ", -1)).containsAll(scopes)) {
            throw new AuthorizationDeniedException("a scope was not granted", new ScopesNeeded(scopes));
        }
        return new ExchangedToken(token);
    }

    /** The answer itself is never repeated: it may quote the token. */
    private RuntimeException refusal(RestClientResponseException answer, String token, List<String> scopes) {
        String error = answer.getStatusCode().isSameCodeAs(HttpStatus.BAD_REQUEST)
                        || answer.getStatusCode().isSameCodeAs(HttpStatus.FORBIDDEN)
                ? error(answer)
                : "";
        return switch (error) {
            case "invalid_grant", "invalid_token" -> new InvalidBearerTokenException("the token has ended");
            case "invalid_scope" ->
                new AuthorizationDeniedException("the token lacks a scope", new ScopesNeeded(scopes));
            case "invalid_target", "access_denied" -> {
                LOGGER.debug("Token exchange was refused: {}", error);
                yield new AccessDeniedException("the token is not good for that server");
            }
            case "invalid_request" ->
                hasEnded(token) ? new InvalidBearerTokenException("the token has ended") : unanswered(answer);
            default -> unanswered(answer);
        };
    }

    /**
     * RFC 8693, 2.2.2, has one code for a bad token and for a bad request. Only the first is the caller's, who would throw
     * a good token away because of the second.
     */
    private boolean hasEnded(String token) {
        try {
            introspector.introspect(token);
            return false;
        } catch (BadOpaqueTokenException e) {
            return true;
        } catch (OAuth2IntrospectionException e) {
            throw new AuthenticationServiceException(String.valueOf(e.getMessage()));
        }
    }

    /** Either an outage or our own mistake; nothing that the caller could mend with another token. */
    private static AuthenticationException unanswered(RestClientResponseException answer) {
        return new AuthenticationServiceException("token exchange " + IntrospectionClient.reason(answer));
    }

    private static String error(RestClientResponseException answer) {
        try {
            Map<String, Object> body = answer.getResponseBodyAs(AuthorizationServerClient.JSON_OBJECT);
            return body != null && body.get("error") instanceof String error ? error : "";
        } catch (RestClientException | IllegalStateException e) {
            return "";
        }
    }
}
