package dev.apitokens.systemtests.benchmark;

import java.util.stream.DoubleStream;

/** What half of some figures are not above. */
public final class Median {

    private Median() {}

    /** Of an even number, the middle between the two in the middle; of none, no number. */
    public static double of(DoubleStream figures) {
        double[] sorted = figures.sorted().toArray();
        return DoubleStream.of(sorted)
                .skip((sorted.length - 1) / 2)
                .limit(2 - sorted.length % 2)
                .average()
                .orElse(Double.NaN);
    }
}
