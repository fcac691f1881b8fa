package dev.apitokens.keycloak.model;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token, found by a secret: its own, or the one that it had before it was rotated.
 *
 * @param token the token
 * @param isPrevious whether the secret is the one before
 * @param issuedAt when the secret was made
 * @param expiresAt from when on the secret is no longer taken, never after the token's own expiration; null: never
 */
public record PresentedToken(
        ApiToken token,
        boolean isPrevious,
        Instant issuedAt,
        @Nullable Instant expiresAt) {

    /** The token as if it were presented by the secret that it has. */
    public static PresentedToken bySecretOf(ApiToken token) {
        return new PresentedToken(token, false, token.issuedAt(), token.expiresAt());
    }

    /**
     * The token as the secret before its own presents it, until its grace is over. One that was replaced without grace has ended
     * for good: the node that replaced it wrote both times, and no other one's clock gives it another moment.
     *
     * @param issuedAt when that secret was made
     */
    public static PresentedToken byPreviousSecretOf(ApiToken token, Instant issuedAt) {
        Instant end = token.previousSecretEndsAt();
        if (end == null || !end.isAfter(token.issuedAt())) {
            return byEndedSecretOf(token, issuedAt);
        }
        Instant expiresAt = token.expiresAt();
        return new PresentedToken(
                token, true, issuedAt, expiresAt == null || end.isBefore(expiresAt) ? end : expiresAt);
    }

    /**
     * The token as a secret presents it that rotations ended for good. Whatever a node's clock says, it is never taken again.
     *
     * @param issuedAt when that secret was made, or before
     */
    public static PresentedToken byEndedSecretOf(ApiToken token, Instant issuedAt) {
        return new PresentedToken(token, true, issuedAt, Instant.EPOCH);
    }

    /** Whether the secret is taken at that time, as far as its row says. */
    public boolean isActive(Instant now) {
        return token.status(now) == ApiToken.Status.ACTIVE && !isRotatedAway(now);
    }

    /** Whether a rotation, and its grace, have ended the secret. */
    public boolean isRotatedAway(Instant now) {
        return isPrevious && expiresAt != null && !now.isBefore(expiresAt);
    }
}
