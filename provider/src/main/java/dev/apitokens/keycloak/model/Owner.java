package dev.apitokens.keycloak.model;

/**
 * Whose a token is.
 *
 * @param realmId id of the realm
 * @param userId id of the user, up to 255 characters for a federated one
 */
public record Owner(String realmId, String userId) {}
