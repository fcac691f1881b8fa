package dev.apitokens.systemtests.benchmark;

import dev.apitokens.launcher.KeycloakServer;
import java.time.Duration;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * What it costs a server to do something once.
 *
 * @param milliseconds until it is done, or that pass between two calls of a load
 * @param processor milliseconds of processor time of the server
 */
record Cost(double milliseconds, double processor) {

    /** Something that is done as often as it says. */
    interface Work {
        long times();
    }

    /** Of work at a server that runs. */
    static Cost of(KeycloakServer server, Work work) {
        Duration before = Cpu.of(server.pid());
        long begin = System.nanoTime();
        double times = work.times();
        double passed = System.nanoTime() - begin;
        return new Cost(passed / 1e6 / times, Cpu.of(server.pid()).minus(before).toNanos() / 1e6 / times);
    }

    /** Of a start, of a server that was started before and has nothing to build. */
    static Cost ofStart(KeycloakServer server) {
        server.stop();
        long begin = System.nanoTime();
        server.start();
        return new Cost((System.nanoTime() - begin) / 1e6, Cpu.of(server.pid()).toNanos() / 1e6);
    }

    /** The median of each figure. */
    static Cost median(List<Cost> costs) {
        return new Cost(median(costs, Cost::milliseconds), median(costs, Cost::processor));
    }

    private static double median(List<Cost> costs, ToDoubleFunction<Cost> figure) {
        return Median.of(costs.stream().mapToDouble(figure));
    }
}
