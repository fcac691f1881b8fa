package dev.apitokens.resourceserver.security.refusal;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.core.OAuth2AuthenticationException;
import org.springframework.security.oauth2.server.resource.BearerTokenErrorCodes;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/**
 * How a request is refused: 401, 403, or 503 when nobody could say whether its token is good.
 *
 * <p>Spring Security's own entry point is not used because it always names a {@code resource_metadata} document, and
 * several MCP clients then start an OAuth login instead of sending the token that they were given. Here, that is a switch.
 */
public final class BearerRefusals
        implements AuthenticationEntryPoint, AuthenticationFailureHandler, AccessDeniedHandler {

    private static final Logger LOGGER = LoggerFactory.getLogger(BearerRefusals.class);
    private static final String RETRY_AFTER_SECONDS = "5";

    private final @Nullable URI metadata;

    /**
     * Makes refusals.
     *
     * @param metadata what challenges name as this server's metadata, or {@code null} if it has none
     */
    public BearerRefusals(@Nullable URI metadata) {
        this.metadata = metadata;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        if (refusal instanceof AuthenticationServiceException) {
            // Never 401: a client would throw a good token away because of somebody else's outage.
            LOGGER.warn("No answer about a token: {}", refusal.getMessage());
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            write(
                    response,
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "temporarily_unavailable",
                    "The authorization server could not be asked about the token");
        } else if (isBadRequest(refusal)) {
            challenge(response, BearerChallenge.INVALID_REQUEST);
            write(response, HttpStatus.BAD_REQUEST, "invalid_request", "There is more than one token in the request");
        } else if (refusal instanceof OAuth2AuthenticationException) {
            challenge(response, BearerChallenge.INVALID_TOKEN);
            write(
                    response,
                    HttpStatus.UNAUTHORIZED,
                    "invalid_token",
                    "The token is malformed, unknown, expired or revoked");
        } else {
            challenge(response, BearerChallenge.TOKEN_NEEDED);
            response.setStatus(HttpStatus.UNAUTHORIZED.value());
        }
    }

    private static boolean isBadRequest(AuthenticationException refusal) {
        return refusal instanceof OAuth2AuthenticationException oauth
                && oauth.getError().getErrorCode().equals(BearerTokenErrorCodes.INVALID_REQUEST);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException refusal)
            throws IOException {
        commence(request, response, refusal);
    }

    @Override
    public void handle(HttpServletRequest request, HttpServletResponse response, AccessDeniedException refusal)
            throws IOException {
        List<String> scopes = ScopesNeeded.of(refusal);
        challenge(response, BearerChallenge.insufficientScope(scopes));
        write(
                response,
                HttpStatus.FORBIDDEN,
                "insufficient_scope",
                scopes.isEmpty() ? "The token's owner lacks the permission" : "The token lacks a scope");
    }

    private void challenge(HttpServletResponse response, String challenge) {
        String separator = challenge.equals(BearerChallenge.TOKEN_NEEDED) ? " " : ", ";
        response.setHeader(
                HttpHeaders.WWW_AUTHENTICATE,
                metadata == null ? challenge : challenge + separator + "resource_metadata=\"" + metadata + "\"");
    }

    /** The texts are constants, never anything out of the request: an echoed token ends up in the client's log. */
    private static void write(HttpServletResponse response, HttpStatus status, String error, String description)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding(StandardCharsets.UTF_8.name());
        response.getWriter().write("{\"error\":\"" + error + "\",\"error_description\":\"" + description + "\"}");
    }
}
