package dev.apitokens.keycloak.model;

import dev.apitokens.keycloak.policy.ApiTokenName;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a token to be stored is made of; every rule has been checked but those that the database holds.
 *
 * @param secretHash hash of the secret, never the secret
 * @param expiresAt null: never
 * @param scopes names of optional client scopes; empty: not limited
 * @param resources ids of clients; empty: not limited
 */
public record NewApiToken(
        String realmId,
        String userId,
        ApiTokenName name,
        String secretHash,
        String hint,
        Instant createdAt,
        String createdByClient,
        @Nullable Instant expiresAt,
        Set<String> scopes,
        Set<String> resources) {}
