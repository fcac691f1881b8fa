package dev.apitokens.keycloak.model;

import java.io.Serial;

/** The store of the token's person is out of reach. {@link Outage#guard} is where it ends. */
public final class UserStoreUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public UserStoreUnavailableException() {
        super("the store of the token's person is out of reach");
    }
}
