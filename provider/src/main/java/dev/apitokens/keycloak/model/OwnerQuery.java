package dev.apitokens.keycloak.model;

import org.jspecify.annotations.Nullable;

/**
 * Which of a person's tokens.
 *
 * @param status of those wanted, or null: whatever it is
 * @param first how many to leave out, from 0 on
 * @param max how many to give at the most
 */
public record OwnerQuery(ApiToken.@Nullable Status status, int first, int max) {

    /** All that are active. */
    public static final OwnerQuery ACTIVE = new OwnerQuery(ApiToken.Status.ACTIVE, 0, Integer.MAX_VALUE);
}
