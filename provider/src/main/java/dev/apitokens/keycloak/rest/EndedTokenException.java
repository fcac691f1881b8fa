package dev.apitokens.keycloak.rest;

import org.keycloak.services.ErrorResponseException;

/**
 * 401 for a token, or a secret of it, that was ended. The call that ended it may have been cut, and this may be that call once more:
 * {@link Acknowledgement} gives the one answer no earlier than the other.
 */
public final class EndedTokenException extends ErrorResponseException {

    public EndedTokenException() {
        super(ApiTokenErrorException.invalidTokenAnswer());
    }
}
