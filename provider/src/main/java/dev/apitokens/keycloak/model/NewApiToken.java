package dev.apitokens.keycloak.model;

import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.ApiTokenDescription;
import dev.apitokens.keycloak.policy.ApiTokenName;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a token to be stored is made of; every rule has been checked but those that the database holds.
 *
 * @param contact who is told of a machine's token, or null: its owner is a person
 * @param description what it is for, or null: nothing is said
 * @param secretHash hash of the secret, never the secret
 * @param expiresAt null: never
 * @param access what it gives of all that its owner may do
 */
public record NewApiToken(
        Owner owner,
        @Nullable Contact contact,
        ApiTokenName name,
        @Nullable ApiTokenDescription description,
        String secretHash,
        String hint,
        Instant createdAt,
        String createdByClient,
        @Nullable Instant expiresAt,
        Access access) {}
