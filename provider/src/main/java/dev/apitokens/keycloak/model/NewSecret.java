package dev.apitokens.keycloak.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a rotation gives a token.
 *
 * @param hash hash of the secret, never the secret
 * @param expiresAt when the token expires from now on; null: never
 * @param previousEndsAt from when on the secret that it has so far is no longer taken
 */
public record NewSecret(String hash, String hint, @Nullable Instant expiresAt, Instant previousEndsAt) {}
