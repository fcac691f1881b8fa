package dev.apitokens.keycloak.policy;

import java.util.Set;

/**
 * What one kind of a token's limits (its scopes, or its resource servers) may become.
 *
 * @param present what it is limited to; empty: not limited
 */
public record Limits(Set<String> present) {

    public Limits {
        present = Set.copyOf(present);
    }

    /** Whether everything that those limits allow is allowed already; empty: not limited. */
    public boolean covers(Set<String> others) {
        return present.isEmpty() || (!others.isEmpty() && present.containsAll(others));
    }
}
