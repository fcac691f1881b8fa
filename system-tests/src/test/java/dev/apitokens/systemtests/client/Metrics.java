package dev.apitokens.systemtests.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What the metrics of a server, or of several nodes, say.
 *
 * @param urls where they tell them
 */
public record Metrics(List<String> urls) {

    /** Of servers with these management ports. */
    public static Metrics at(Integer... managementPorts) {
        return new Metrics(Arrays.stream(managementPorts)
                .map(port -> "http://localhost:" + port + "/metrics")
                .toList());
    }

    /** The lines about API tokens, in Prometheus' text format. */
    public List<String> lines() {
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
    public double sum(String metric, String... labels) {
        return lines().stream()
                .filter(line -> line.startsWith(metric + "{"))
                .filter(line -> Arrays.stream(labels).allMatch(line::contains))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Waits until a background job that begins after this call has ended. */
    public void awaitRuns(String job) {
        String label = "job=\"" + job + "\"";
        // The first to end may have begun before.
        double enough = sum("api_tokens_job_runs_total", label) + 2;
        // All metrics are told each time, which takes a server some time.
        Await.await("two runs of " + job)
                .pollInterval(Duration.ofMillis(300))
                .until(() -> sum("api_tokens_job_runs_total", label) >= enough);
    }
}
