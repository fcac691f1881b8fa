package dev.apitokens.keycloak.model;

import java.time.Instant;

/**
 * A token's use.
 *
 * @param tokenId id of the token
 * @param at when
 * @param clientId client id of the resource server
 */
public record Use(String tokenId, Instant at, String clientId) {}
