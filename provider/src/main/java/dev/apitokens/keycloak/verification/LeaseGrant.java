package dev.apitokens.keycloak.verification;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The lease that the answer to one introspection may grant. */
public final class LeaseGrant {

    /** No answer may be used again. */
    public static final LeaseGrant NONE = new LeaseGrant(0, () -> true);

    private final int seconds;
    private final BooleanSupplier isInTime;

    /** @param isInTime whether the answer is not made too late to grant what was known when it was begun */
    LeaseGrant(int seconds, BooleanSupplier isInTime) {
        this.seconds = seconds;
        this.isInTime = isInTime;
    }

    /**
     * Seconds for which the answer may be used again, counted from before it was asked for.
     *
     * @param expiresAt when what was introspected ends, or null: never
     * @param now when the answer is made
     */
    public int seconds(@Nullable Instant expiresAt, Instant now) {
        if (seconds == 0 || !isInTime.getAsBoolean()) {
            return 0;
        }
        return expiresAt == null
                ? seconds
                : Math.toIntExact(Math.max(
                        0, Math.min(seconds, Duration.between(now, expiresAt).toSeconds())));
    }
}
