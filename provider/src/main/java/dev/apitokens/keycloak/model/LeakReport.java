package dev.apitokens.keycloak.model;

/**
 * Somebody says that a secret leaked, which may be nobody's.
 *
 * @param id of the report
 * @param realmId id of the realm that it was reported in
 * @param secretHash what is stored of the secret
 */
public record LeakReport(String id, String realmId, String secretHash) {}
