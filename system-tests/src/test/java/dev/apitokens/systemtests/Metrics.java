package dev.apitokens.systemtests;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

/**
 * What the metrics of a server, or of several nodes, say.
 *
 * @param urls where they tell them
 */
record Metrics(List<String> urls) {

    /** Of servers with these management ports. */
    static Metrics at(Integer... managementPorts) {
        return new Metrics(Arrays.stream(managementPorts)
                .map(port -> "http://localhost:" + port + "/metrics")
                .toList());
    }

    /** The lines about API tokens, in Prometheus' text format. */
    List<String> lines() {
        return urls.stream()
                .map(url -> Http.send(Http.request(url)))
                .peek(answer -> assertThat(answer.status()).isEqualTo(200))
                .flatMap(answer -> answer.body().lines())
                .filter(line -> line.startsWith("api_tokens_"))
                .toList();
    }

    /**
     * The sum of a metric over everything that has these labels.
     *
     * @param labels each as {@code name="value"}
     */
    double sum(String metric, String... labels) {
        return lines().stream()
                .filter(line -> line.startsWith(metric + "{"))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Waits until a background job that begins after this call has ended. */
    void awaitRuns(String job) {
        String label = "job=\"" + job + "\"";
        // The first to end may have begun before.
        double enough = sum("api_tokens_job_runs_total", label) + 2;
        Await.until("two runs of " + job, () -> sum("api_tokens_job_runs_total", label) >= enough);
    }
}
