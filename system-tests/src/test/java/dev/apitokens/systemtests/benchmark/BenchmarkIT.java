package dev.apitokens.systemtests.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.product.OwnServers;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Measures; asserts nothing of time, which depends on what else the machine does. In every build it does so for a moment, to show
 * that it can. With {@code -Dbenchmark.full=true} it takes its time, and writes {@code docs/performance.md}.
 */
@OwnServers
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BenchmarkIT {

    private static final boolean FULL = Boolean.getBoolean("benchmark.full");
    private static final List<Integer> CONNECTIONS = FULL ? List.of(8, 1, 32) : List.of(2);
    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", FULL ? 5 : 1);
    private static final Duration ROUND = Duration.ofSeconds(FULL ? 4 : 1);
    private static final int MOST_ROUNDS_OF_WARM_UP = FULL ? 12 : 0;
    private static final double STABLE = 0.05;

    private static Bench bench;
    private static final Report REPORT = new Report();

    @BeforeAll
    static void start() {
        assertThat(Wrk.isInstalled()).as(Wrk.howToGet()).isTrue();
        bench = new Bench(FULL);
    }

    @AfterAll
    static void stop() throws IOException {
        if (bench != null) {
            REPORT.describe(bench.description(), ROUNDS);
            bench.close();
        }
        System.out.println(REPORT.markdown());
        if (FULL && REPORT.isComplete()) {
            REPORT.write();
        }
    }

    @Test
    @Order(1)
    void introspectionsBesideKeycloaksOwn() {
        Map<Variant, Wrk> variants = new LinkedHashMap<>();
        new Variants(bench).all().forEach(variant -> variants.put(variant, variant.checked(Bench.FOLDER)));
        variants.values().forEach(BenchmarkIT::warmUp);

        for (int connections : CONNECTIONS) {
            Map<String, Measurement> measured = measure(variants, connections);
            assertThat(measured).hasSameSizeAs(variants.keySet());
            assertThat(measured.values())
                    .allSatisfy(one -> assertThat(one.callsPerSecond()).isPositive());
            REPORT.add(connections, measured);
        }
    }

    @Test
    @Order(2)
    void callsWithAndWithoutLeases() {
        List<Measurement> without = new ArrayList<>();
        List<Measurement> with = new ArrayList<>();
        Wrk calls = new Variants(bench).graphQl("GraphQL viewer").checked(Bench.FOLDER);
        warmUp(calls);
        for (int round = 0; round < ROUNDS; round++) {
            bench.lease(0);
            without.add(measure(calls, 8));
            bench.lease(1);
            with.add(measure(calls, 8));
        }
        bench.lease(0);
        REPORT.leases(Measurement.ofAll(without), Measurement.ofAll(with));
    }

    /** Until two rounds in a row are alike: the compiler is done by then. */
    private static void warmUp(Wrk calls) {
        double before = 0;
        for (int round = 0; round < MOST_ROUNDS_OF_WARM_UP; round++) {
            double now = measure(calls, 8).callsPerSecond();
            if (Math.abs(now - before) < STABLE * now) {
                return;
            }
            before = now;
        }
    }

    /** One after the other in each round, so that what else the machine does is everybody's. */
    private static Map<String, Measurement> measure(Map<Variant, Wrk> variants, int connections) {
        if (FULL) {
            // Keycloak's pool grows to as many connections as there are.
            variants.values().forEach(calls -> measure(calls, connections));
        }
        Map<String, List<Measurement>> rounds = new LinkedHashMap<>();
        for (int round = 0; round < ROUNDS; round++) {
            variants.forEach((variant, calls) -> rounds.computeIfAbsent(variant.name(), name -> new ArrayList<>())
                    .add(measure(calls, connections)));
        }
        Map<String, Measurement> measured = new LinkedHashMap<>();
        rounds.forEach((name, all) -> measured.put(name, Measurement.ofAll(all)));
        return measured;
    }

    private static Measurement measure(Wrk calls, int connections) {
        Bench.Usage before = bench.usage();
        Wrk.Result result = calls.run(connections, ROUND);
        while (result.calls() == 0) {
            // A machine that does other things may answer nobody for a moment; the round takes as long as it does.
            result = result.and(calls.run(connections, ROUND));
        }
        return Measurement.of(result, bench.usageSince(before));
    }
}
