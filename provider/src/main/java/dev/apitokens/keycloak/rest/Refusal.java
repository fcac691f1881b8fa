package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.policy.ApiTokenError;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.ErrorResponseException;

/** Makes the HTTP answers to requests that are refused; throwing one rolls the transaction back. */
final class Refusal {

    private Refusal() {}

    static ErrorResponseException of(ApiTokenError error, String description) {
        return new ErrorResponseException(error.code(), description, status(error));
    }

    static ErrorResponseException invalidRequest(Response.Status status, String description) {
        return new ErrorResponseException(ApiTokenError.INVALID_REQUEST.code(), description, status);
    }

    /** No access token, or none that is valid (RFC 6750, section 3). */
    static ErrorResponseException unauthorized(boolean tokenGiven) {
        String code = "invalid_token";
        return new ErrorResponseException(Response.status(Response.Status.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, tokenGiven ? "Bearer error=\"" + code + "\"" : "Bearer")
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OAuth2ErrorRepresentation(code, "A valid access token of this realm is required"))
                .build());
    }

    private static Response.Status status(ApiTokenError error) {
        return switch (error) {
            case INVALID_NAME,
                    INVALID_EXPIRATION,
                    EXPIRATION_REQUIRED,
                    EXPIRATION_TOO_FAR,
                    UNKNOWN_SCOPE,
                    UNKNOWN_RESOURCE,
                    INVALID_REQUEST -> Response.Status.BAD_REQUEST;
            case ROLE_REQUIRED, REAUTHENTICATION_REQUIRED, CLIENT_NOT_ALLOWED, IMPERSONATION_NOT_ALLOWED ->
                Response.Status.FORBIDDEN;
            case NOT_FOUND -> Response.Status.NOT_FOUND;
            case NAME_IN_USE, TOO_MANY_TOKENS -> Response.Status.CONFLICT;
            case TEMPORARILY_UNAVAILABLE -> Response.Status.SERVICE_UNAVAILABLE;
        };
    }
}
