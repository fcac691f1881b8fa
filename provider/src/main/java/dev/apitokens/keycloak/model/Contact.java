package dev.apitokens.keycloak.model;

import org.jspecify.annotations.Nullable;

/**
 * Who is told of a machine's token, which nobody reads mails for.
 *
 * @param email the address that was given with the token, or null: that of the admin
 * @param adminRealmId id of the realm of the admin who made the token
 * @param adminId id of that admin
 */
public record Contact(@Nullable String email, String adminRealmId, String adminId) {}
