package dev.apitokens.keycloak.policy;

import org.jspecify.annotations.Nullable;

/**
 * Limits of those who have a role, in the place of the realm's.
 *
 * @param maxPerUser how many active tokens they may hold, or null: as many as the realm lets everybody
 * @param maxLifetimeDays longest lifetime of their tokens in days, or null: as the realm lets everybody
 */
public record RoleLimits(
        @Nullable Integer maxPerUser, @Nullable Integer maxLifetimeDays) {}
