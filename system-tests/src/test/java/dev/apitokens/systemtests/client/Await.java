package dev.apitokens.systemtests.client;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.assertj.core.api.Assertions;

/** Waits for what happens behind. */
public final class Await {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);
    private static final Duration BETWEEN = Duration.ofMillis(100);

    private Await() {}

    /** Waits until it is so, and fails when it does not come to be. */
    public static void until(String what, BooleanSupplier isSo) {
        Instant end = Instant.now().plus(LONG_ENOUGH);
        while (!isSo.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                Assertions.fail("waited in vain: " + what);
            }
            try {
                Thread.sleep(BETWEEN.toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }
}
