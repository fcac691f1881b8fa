package dev.apitokens.keycloak.change;

import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.policy.ApiTokenName;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import jakarta.ws.rs.core.Response;

/** What the account REST says to people about their tokens, where more than one call says it. */
public final class ChangeErrors {

    private ChangeErrors() {}

    public static ApiTokenErrorException notFound() {
        return ApiTokenErrorException.of(ApiTokenError.NOT_FOUND, "There is no such API token");
    }

    static ApiTokenErrorException invalidName() {
        return ApiTokenErrorException.of(
                ApiTokenError.INVALID_NAME,
                "A name has 1 to " + ApiTokenName.MAX_CHARACTERS + " characters and no control characters");
    }

    static ApiTokenErrorException nameInUse() {
        return ApiTokenErrorException.of(ApiTokenError.NAME_IN_USE, "There is an active API token of that name");
    }

    /** It was revoked, for one; that one has expired matters nobody who may give it a new life. */
    static ApiTokenErrorException ended() {
        return ApiTokenErrorException.invalidRequest(
                Response.Status.CONFLICT, "An API token that was revoked stays so, make a new one");
    }

    static ApiTokenErrorException unchangeable() {
        return ApiTokenErrorException.invalidRequest(
                Response.Status.CONFLICT, "An API token that expired or was revoked stays as it is");
    }

    static ApiTokenErrorException badRequest(String description) {
        return ApiTokenErrorException.invalidRequest(Response.Status.BAD_REQUEST, description);
    }
}
