package dev.apitokens.keycloak.model.jpa;

import org.jspecify.annotations.Nullable;

/**
 * The columns of a token, with one of the rows of its restrictions each, or null where it has none. Times are milliseconds
 * since the epoch.
 */
record TokenRow(
        String id,
        String realmId,
        String userId,
        @Nullable String contactEmail,
        @Nullable String contactRealmId,
        @Nullable String contactUserId,
        String name,
        @Nullable String description,
        @Nullable String addresses,
        String secretHash,
        String hint,
        long createdAt,
        String createdByClient,
        @Nullable Long expiresAt,
        @Nullable Long revokedAt,
        @Nullable String revokedBy,
        @Nullable String revocationReason,
        @Nullable Long lastUsedAt,
        @Nullable String lastUsedBy,
        @Nullable String previousSecretHash,
        @Nullable Long previousSecretEndsAt,
        @Nullable Long previousSecretIssuedAt,
        @Nullable Long previousSecretReusedAt,
        @Nullable Long rotatedAt,
        @Nullable String scope,
        @Nullable String resource) {

    /** Without what could be mistaken for a secret. */
    @Override
    public String toString() {
        return "TokenRow[id=" + id + "]";
    }
}
