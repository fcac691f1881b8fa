package dev.apitokens.systemtests.client;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** Waits for what happens behind. */
public final class Await {

    private static final Duration LONG_ENOUGH = Duration.ofMinutes(2);

    private Await() {}

    /**
     * For something to come to be; the test fails when it does not in two minutes.
     *
     * @param what the failure's message says
     */
    public static ConditionFactory await(String what) {
        return Awaitility.await(what).atMost(LONG_ENOUGH);
    }
}
