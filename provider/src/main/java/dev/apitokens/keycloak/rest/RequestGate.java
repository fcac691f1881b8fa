package dev.apitokens.keycloak.rest;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.core.multipart.FormData;
import org.jspecify.annotations.Nullable;
import org.keycloak.headers.SecurityHeadersProvider;
import org.keycloak.models.KeycloakSession;

/** Where every request passes before any of its work is done: what nothing could read is refused, and nothing else. */
public final class RequestGate {

    private RequestGate() {}

    /**
     * Lets the session's request pass.
     *
     * @throws ApiTokenErrorException 400 or 415, when its address or its content type cannot be read, or its body is a form
     */
    public static void pass(KeycloakSession session) {
        passWithForm(session);
        HttpHeaders headers = session.getContext().getHttpRequest().getHttpHeaders();
        MediaType type = headers.getMediaType();
        if (type != null && isForm(type) && hasBody(headers)) {
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.UNSUPPORTED_MEDIA_TYPE, "The content type must be application/json");
        }
        leaveFormUnread();
    }

    /**
     * Lets the session's request pass, whatever its body is: nobody reads it.
     *
     * @throws ApiTokenErrorException 400 or 415, when its address or its content type cannot be read
     */
    public static void passWithoutBody(KeycloakSession session) {
        passWithForm(session);
        leaveFormUnread();
    }

    /**
     * Whatever a call takes, the container reads a form before it is made, and fails at one that is none; but not at one that it
     * has read already.
     */
    private static void leaveFormUnread() {
        ResteasyReactiveRequestContext request = CurrentRequestManager.get();
        if (request.getFormData() == null) {
            request.setFormData(new FormData(0));
        }
    }

    /**
     * Lets the session's request pass, be its body a form or not.
     *
     * @throws ApiTokenErrorException 400 or 415, when its address or its content type cannot be read
     */
    public static void passWithForm(KeycloakSession session) {
        RequestText.requireStorable(session.getContext().getUri());
        if (!isLegible(session.getContext().getHttpRequest().getHttpHeaders())) {
            throw illegible(session);
        }
    }

    /**
     * Lets a request pass that brings a token: over TLS, where the realm demands it of whoever asks.
     *
     * @throws ApiTokenErrorException 403, when it came another way
     */
    public static void requireTls(KeycloakSession session) {
        boolean tls = session.getContext().getUri().getBaseUri().getScheme().equals("https");
        if (!tls
                && session.getContext()
                        .getRealm()
                        .getSslRequired()
                        .isRequired(session.getContext().getConnection())) {
            throw ApiTokenErrorException.invalidRequest(Response.Status.FORBIDDEN, "HTTPS required");
        }
    }

    private static boolean isForm(MediaType type) {
        return type.getType().equalsIgnoreCase("multipart")
                || type.isCompatible(MediaType.APPLICATION_FORM_URLENCODED_TYPE);
    }

    private static boolean hasBody(HttpHeaders headers) {
        String length = headers.getHeaderString(HttpHeaders.CONTENT_LENGTH);
        return (length != null && !length.strip().equals("0")) || headers.getHeaderString("Transfer-Encoding") != null;
    }

    private static boolean isLegible(HttpHeaders headers) {
        try {
            // Read for what it throws: each implementation of JAX-RS refuses in its own way what is no media type.
            @Nullable MediaType type = headers.getMediaType();
            return type == null || !type.getType().isEmpty();
        } catch (RuntimeException e) {
            return false;
        }
    }

    /**
     * Keycloak chooses the security headers of an answer by the content type of the request, and fails at one that is
     * none, however far the request has come. This answer brings them itself.
     */
    private static ApiTokenErrorException illegible(KeycloakSession session) {
        session.getProvider(SecurityHeadersProvider.class).options().skipHeaders();
        return ApiTokenErrorException.unsupportedMediaType(
                "The content type is no media type",
                SecurityHeaders.all(session.getContext().getRealm()));
    }
}
