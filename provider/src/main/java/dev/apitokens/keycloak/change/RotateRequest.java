package dev.apitokens.keycloak.change;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /{id}/rotate}.
 *
 * @param expiresAt an ISO-8601 instant; JSON's null: never; absent: as long again as the token had
 * @param graceSeconds how long the present secret is still taken; null or absent: not at all
 */
public record RotateRequest(
        @Nullable JsonNode expiresAt, @Nullable Long graceSeconds) {}
