package dev.apitokens.keycloak.admin;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /resource-servers/{clientId}/trial}.
 *
 * @param username whose token is tried out, or null: the admin's own
 */
record TrialRequest(@Nullable String username) {}
