package dev.apitokens.keycloak.model;

/** Whoever was to be locked was removed while the lock was waited for, or their realm was, and all of their tokens are gone. */
public final class OwnerRemovedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public OwnerRemovedException() {
        super("the owner was removed meanwhile");
    }
}
