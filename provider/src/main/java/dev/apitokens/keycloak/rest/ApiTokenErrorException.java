package dev.apitokens.keycloak.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.policy.ApiTokenError;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.util.JsonSerialization;

/**
 * The HTTP answer to a request that is refused. Keycloak binds the session on the thread to a rollback when it asks for the answer, and not
 * when it is thrown: whoever ends a transaction before says how.
 */
public final class ApiTokenErrorException extends ErrorResponseException {

    private static final String INVALID_TOKEN = "invalid_token";

    /** Most outages are over by then, and a client that keeps asking is no burden. */
    private static final int RETRY_AFTER_SECONDS = 5;

    private final ApiTokenError error;

    private ApiTokenErrorException(ApiTokenError error, String description, Response.Status status) {
        super(error.code(), description, status);
        this.error = error;
    }

    private ApiTokenErrorException(ApiTokenError error, Response response) {
        super(response);
        this.error = error;
    }

    public static ApiTokenErrorException of(ApiTokenError error, String description) {
        return new ApiTokenErrorException(error, description, status(error));
    }

    public static ApiTokenErrorException invalidRequest(Response.Status status, String description) {
        return new ApiTokenErrorException(ApiTokenError.INVALID_REQUEST, description, status);
    }

    /** A bad request, with more about what is wrong than a sentence tells. */
    public static ApiTokenErrorException invalidRequest(String description, Map<String, ?> details) {
        OAuth2ErrorRepresentation fields =
                new OAuth2ErrorRepresentation(ApiTokenError.INVALID_REQUEST.code(), description);
        ObjectNode body = JsonSerialization.mapper.valueToTree(fields);
        body.setAll(JsonSerialization.mapper.<ObjectNode>valueToTree(details));
        return new ApiTokenErrorException(
                ApiTokenError.INVALID_REQUEST,
                Response.status(Response.Status.BAD_REQUEST)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(body.toString())
                        .build());
    }

    /** A request of a kind that the call does not take, answered with headers of the caller's. */
    static ApiTokenErrorException unsupportedMediaType(String description, Map<String, String> headers) {
        Response.ResponseBuilder response = Response.status(Response.Status.UNSUPPORTED_MEDIA_TYPE)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OAuth2ErrorRepresentation(ApiTokenError.INVALID_REQUEST.code(), description));
        headers.forEach(response::header);
        return new ApiTokenErrorException(ApiTokenError.INVALID_REQUEST, response.build());
    }

    /** A database or a user store is out of reach; when to come again is said (RFC 9110, section 10.2.3). */
    public static ApiTokenErrorException unavailable(String description) {
        return new ApiTokenErrorException(
                ApiTokenError.TEMPORARILY_UNAVAILABLE,
                Response.status(Response.Status.SERVICE_UNAVAILABLE)
                        .header(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .entity(new OAuth2ErrorRepresentation(
                                ApiTokenError.TEMPORARILY_UNAVAILABLE.code(), description))
                        .build());
    }

    public ApiTokenError error() {
        return error;
    }

    /** No access token (RFC 6750, section 3). */
    public static ErrorResponseException missingToken() {
        return new ErrorResponseException(unauthorized("Bearer"));
    }

    /** An access token, and none that is valid (RFC 6750, section 3.1). */
    public static ErrorResponseException invalidToken() {
        return new ErrorResponseException(invalidTokenAnswer());
    }

    static Response invalidTokenAnswer() {
        return unauthorized("Bearer error=\"" + INVALID_TOKEN + "\"");
    }

    private static Response unauthorized(String challenge) {
        return Response.status(Response.Status.UNAUTHORIZED)
                .header(HttpHeaders.WWW_AUTHENTICATE, challenge)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new OAuth2ErrorRepresentation(INVALID_TOKEN, "A valid access token of this realm is required"))
                .build();
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
