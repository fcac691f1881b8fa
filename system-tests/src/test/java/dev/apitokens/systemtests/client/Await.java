package dev.apitokens.systemtests.client;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what happens behind. */
public final class Await {

    /**
     * How long a test waits for anything: only what never comes takes so long, and then the test fails. However slow the machine is, what
     * does come is there before.
     */
    public static final Duration PATIENCE = Duration.ofMinutes(10);

    private Await() {}

    /**
     * For something to come to be; the test fails when it does not.
     *
     * @param what the failure's message says
     */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(PATIENCE);
    }

    /** For a time to be past, on the clock that all servers here have in common. */
    public static void past(Instant time) {
        await(time + " to be past").until(() -> Instant.now().isAfter(time));
    }

    /** For another second to begin than the one in which it is called: not-before and logins count in seconds. */
    public static void nextSecond() {
        past(Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(1));
    }
}
