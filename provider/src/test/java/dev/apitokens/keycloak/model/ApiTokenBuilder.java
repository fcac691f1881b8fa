package dev.apitokens.keycloak.model;

import dev.apitokens.keycloak.policy.Access;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Makes tokens as a store gives them: an active one of alice's that never expires, unless told otherwise. */
public final class ApiTokenBuilder {

    private final String id;
    private Owner owner = new Owner("realm-id", "alice-id");
    private String name = "a";
    private String hint = "kcat_…x7Qa";
    private Instant createdAt = Instant.EPOCH;
    private String createdByClient = "account-console";
    private @Nullable Instant expiresAt;
    private @Nullable Instant rotatedAt;
    private @Nullable Instant previousSecretEndsAt;
    private @Nullable Instant revokedAt;
    private @Nullable Contact contact;
    private @Nullable Instant previousSecretReusedAt;
    private @Nullable String description;
    private @Nullable String revokedBy;
    private @Nullable String revocationReason;
    private @Nullable Instant lastUsedAt;
    private @Nullable String lastUsedBy;
    private Access access = Access.FULL;

    private ApiTokenBuilder(String id) {
        this.id = id;
    }

    public static ApiTokenBuilder token(String id) {
        return new ApiTokenBuilder(id);
    }

    /** Begins with all that the token is. */
    static ApiTokenBuilder like(ApiToken token) {
        ApiTokenBuilder builder = new ApiTokenBuilder(token.id());
        builder.owner = token.owner();
        builder.contact = token.contact();
        builder.name = token.name();
        builder.description = token.description();
        builder.hint = token.hint();
        builder.createdAt = token.createdAt();
        builder.createdByClient = token.createdByClient();
        builder.expiresAt = token.expiresAt();
        builder.rotatedAt = token.rotatedAt();
        builder.previousSecretEndsAt = token.previousSecretEndsAt();
        builder.previousSecretReusedAt = token.previousSecretReusedAt();
        builder.revokedAt = token.revokedAt();
        builder.revokedBy = token.revokedBy();
        builder.revocationReason = token.revocationReason();
        builder.lastUsedAt = token.lastUsedAt();
        builder.lastUsedBy = token.lastUsedBy();
        builder.access = token.access();
        return builder;
    }

    public ApiTokenBuilder owner(Owner owner) {
        this.owner = owner;
        return this;
    }

    public ApiTokenBuilder name(String name) {
        this.name = name;
        return this;
    }

    public ApiTokenBuilder description(@Nullable String description) {
        this.description = description;
        return this;
    }

    public ApiTokenBuilder contact(@Nullable Contact contact) {
        this.contact = contact;
        return this;
    }

    public ApiTokenBuilder hint(String hint) {
        this.hint = hint;
        return this;
    }

    public ApiTokenBuilder created(Instant at, String byClient) {
        this.createdAt = at;
        this.createdByClient = byClient;
        return this;
    }

    public ApiTokenBuilder expiresAt(@Nullable Instant at) {
        this.expiresAt = at;
        return this;
    }

    public ApiTokenBuilder rotated(Instant at, @Nullable Instant previousEndsAt) {
        this.rotatedAt = at;
        this.previousSecretEndsAt = previousEndsAt;
        return this;
    }

    public ApiTokenBuilder revoked(Instant at, @Nullable String by, RevocationCause cause) {
        this.revokedAt = at;
        this.revokedBy = by;
        this.revocationReason = cause.code();
        return this;
    }

    public ApiTokenBuilder access(Access access) {
        this.access = access;
        return this;
    }

    public ApiToken build() {
        return new ApiToken(
                id,
                owner,
                contact,
                name,
                description,
                hint,
                createdAt,
                createdByClient,
                expiresAt,
                rotatedAt,
                previousSecretEndsAt,
                previousSecretReusedAt,
                revokedAt,
                revokedBy,
                revocationReason,
                lastUsedAt,
                lastUsedBy,
                access);
    }
}
