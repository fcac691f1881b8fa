package dev.apitokens.keycloak.admin;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /lookup}.
 *
 * @param token the secret that somebody found
 */
record LookupRequest(@Nullable String token) {

    /** Without the secret, which a record would print. */
    @Override
    public String toString() {
        return "LookupRequest[redacted]";
    }
}
