package dev.apitokens.systemtests.benchmark;

import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What one kind of call costs.
 *
 * @param median milliseconds until half of the answers were there
 * @param percentile99 milliseconds until all but a hundredth of them were there
 * @param keycloakMicros processor time of Keycloak a call
 * @param postgresMicros processor time of PostgreSQL a call
 * @param statements sent to the database a call
 * @param kilobytes of memory that Keycloak asked for a call
 */
record Measurement(
        double callsPerSecond,
        double median,
        double percentile99,
        double keycloakMicros,
        double postgresMicros,
        double statements,
        double kilobytes) {

    static Measurement of(Wrk.Result result, Bench.Usage used) {
        double calls = result.calls();
        return new Measurement(
                calls / result.seconds(),
                result.median(),
                result.percentile99(),
                used.keycloak().toNanos() / 1000.0 / calls,
                used.postgres().toNanos() / 1000.0 / calls,
                used.statements() / calls,
                used.allocatedBytes() / 1000 / calls);
    }

    /** The median of each figure. */
    static Measurement ofAll(List<Measurement> rounds) {
        return new Measurement(
                median(rounds, Measurement::callsPerSecond),
                median(rounds, Measurement::median),
                median(rounds, Measurement::percentile99),
                median(rounds, Measurement::keycloakMicros),
                median(rounds, Measurement::postgresMicros),
                median(rounds, Measurement::statements),
                median(rounds, Measurement::kilobytes));
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> figure) {
        return Median.of(rounds.stream().mapToDouble(figure));
    }
}
