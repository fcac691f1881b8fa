package dev.apitokens.keycloak.verification;

import java.io.Serial;

/** The store of the token's person is out of reach. {@link Outage#guard} is where it ends. */
final class UserStoreUnavailableException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    UserStoreUnavailableException() {
        super("the store of the token's person is out of reach");
    }
}
