package dev.apitokens.keycloak.policy;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long the secret that a rotation replaces is still taken.
 *
 * @param duration zero: not at all
 */
public record GracePeriod(Duration duration) {

    /** The longest there is. */
    public static final Duration MAX = Duration.ofDays(7);

    /** @throws IllegalArgumentException when there is no such grace */
    public GracePeriod {
        if (duration.isNegative() || duration.compareTo(MAX) > 0) {
            throw new IllegalArgumentException("no grace");
        }
    }

    /** The grace of so many seconds, or empty when there is none. */
    public static Optional<GracePeriod> ofSeconds(long seconds) {
        return seconds >= 0 && seconds <= MAX.toSeconds()
                ? Optional.of(new GracePeriod(Duration.ofSeconds(seconds)))
                : Optional.empty();
    }

    /**
     * When a grace that begins now ends: never after the secret would have expired anyway. To the second, as the claim
     * {@code exp} is.
     *
     * @param expiresAt when the replaced secret would have expired; null: never
     */
    public Instant end(@Nullable Instant expiresAt, Instant now) {
        Instant end = now.plus(duration).truncatedTo(ChronoUnit.SECONDS);
        return expiresAt != null && expiresAt.isBefore(end) ? expiresAt : end;
    }
}
