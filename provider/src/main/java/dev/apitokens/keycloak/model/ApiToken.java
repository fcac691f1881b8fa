package dev.apitokens.keycloak.model;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stored API token, as it was when it was read. It never holds the secret.
 *
 * @param id UUID
 * @param realmId id of the realm
 * @param userId id of the person whose permissions it carries
 * @param name the person's name for it
 * @param hint prefix and last characters of the secret
 * @param createdAt when it was made
 * @param createdByClient client id of the client that it was made with
 * @param expiresAt from when on it is inactive, or null: never
 * @param rotatedAt when it got the secret that it has, or null: when it was made
 * @param previousSecretEndsAt from when on the secret before that one is no longer taken, or null: there was none
 * @param revokedAt when it was revoked, or null
 * @param revokedBy id of the user who revoked it, or null: nobody, or nobody in particular
 * @param revocationReason a short word for why, or null
 * @param lastUsedAt when a resource server last asked for it, or null
 * @param lastUsedBy client id of that resource server, or null
 * @param scopes names of the optional client scopes that it is limited to; empty: not limited. One that was removed
 *     from the realm stays, spelled as no scope can be ({@link #REMOVED})
 * @param resources ids (not client ids) of the resource-server clients that it is limited to; empty: not limited
 */
public record ApiToken(
        String id,
        String realmId,
        String userId,
        String name,
        String hint,
        Instant createdAt,
        String createdByClient,
        @Nullable Instant expiresAt,
        @Nullable Instant rotatedAt,
        @Nullable Instant previousSecretEndsAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        @Nullable String revocationReason,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedBy,
        Set<String> scopes,
        Set<String> resources) {

    /**
     * Between the name of a removed scope and its id. No scope's name holds a space, so that neither does a new scope of
     * the same name give back what the old one gave, nor does a token whose scopes are all gone have no limit.
     */
    public static final String REMOVED = " ";

    /** What lists tell of a token. */
    public enum Status {
        /** Neither revoked nor expired. */
        ACTIVE,
        /** Its expiration date has come. */
        EXPIRED,
        /** Revoked, be it before or after its expiration date. */
        REVOKED
    }

    public ApiToken {
        scopes = Set.copyOf(scopes);
        resources = Set.copyOf(resources);
    }

    /** When its secret was made: a rotation begins a new life. */
    public Instant issuedAt() {
        return rotatedAt == null ? createdAt : rotatedAt;
    }

    /** The status at that time. A token is expired from the very instant {@code expiresAt} on. */
    public Status status(Instant now) {
        if (revokedAt != null) {
            return Status.REVOKED;
        }
        return expiresAt != null && !now.isBefore(expiresAt) ? Status.EXPIRED : Status.ACTIVE;
    }
}
