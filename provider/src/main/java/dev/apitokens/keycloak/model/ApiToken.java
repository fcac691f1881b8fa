package dev.apitokens.keycloak.model;

import dev.apitokens.keycloak.policy.Access;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stored API token, as it was when it was read. It never holds the secret.
 *
 * @param id UUID
 * @param owner whose permissions it carries
 * @param contact who is told of a machine's token, or null: its owner is a person
 * @param name the owner's name for it
 * @param description what it is for, or null: nobody said
 * @param hint prefix and last characters of the secret
 * @param createdAt when it was made
 * @param createdByClient client id of the client that it was made with
 * @param expiresAt from when on it is inactive, or null: never
 * @param rotatedAt when it got the secret that it has, or null: when it was made
 * @param previousSecretEndsAt from when on the secret before that one is no longer taken, or null: there was none
 * @param previousSecretReusedAt when that secret, or one from before, was first used after its end and the last rotation,
 *     which is a sign of a copy; null: none was
 * @param revokedAt when it was revoked, or null
 * @param revokedBy id of the user who revoked it, or null: nobody, or nobody in particular
 * @param revocationReason a short word for why, or null
 * @param lastUsedAt when a resource server last asked for it, or null
 * @param lastUsedBy client id of that resource server, or null
 * @param access what it gives of all that its owner may do
 */
public record ApiToken(
        String id,
        Owner owner,
        @Nullable Contact contact,
        String name,
        @Nullable String description,
        String hint,
        Instant createdAt,
        String createdByClient,
        @Nullable Instant expiresAt,
        @Nullable Instant rotatedAt,
        @Nullable Instant previousSecretEndsAt,
        @Nullable Instant previousSecretReusedAt,
        @Nullable Instant revokedAt,
        @Nullable String revokedBy,
        @Nullable String revocationReason,
        @Nullable Instant lastUsedAt,
        @Nullable String lastUsedBy,
        Access access) {

    /** What lists tell of a token. */
    public enum Status {
        /** Neither revoked nor expired. */
        ACTIVE,
        /** Its expiration date has come. */
        EXPIRED,
        /** Revoked, be it before or after its expiration date. */
        REVOKED
    }

    /** Whether the text can be the id of a token. What can't may be anything, a token for one, and is kept nowhere. */
    public static boolean isId(String text) {
        try {
            return UUID.fromString(text).toString().equals(text);
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Id of its realm. */
    public String realmId() {
        return owner.realmId();
    }

    /** Id of its owner. */
    public String userId() {
        return owner.userId();
    }

    /** Who is told of it. */
    public Addressee addressee() {
        return new Addressee(owner, contact);
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
