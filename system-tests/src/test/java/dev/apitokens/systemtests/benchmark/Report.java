package dev.apitokens.systemtests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What was measured, for people: tables, and a plot of the processor time that a call takes. */
final class Report {

    private static final Path PLOT = Path.of("../docs/images/introspection.svg");

    private static final int BAR = 18;
    private static final int LINE = 30;
    private static final int TEXT = 270;
    private static final int LONGEST_BAR = 560;

    private final Map<Integer, Map<String, Measurement>> byConnections = new LinkedHashMap<>();
    private String description = "";
    private @Nullable Measurement withoutLeases;
    private @Nullable Measurement withLeases;

    /** What it was measured on. */
    void describe(String machine, int rounds) {
        description = machine + "; " + rounds + (rounds == 1 ? " round" : " rounds")
                + ". A hundred tokens of twenty people; events are not stored.\n\n";
    }

    void add(int connections, Map<String, Measurement> measured) {
        byConnections.put(connections, measured);
    }

    void leases(Measurement without, Measurement with) {
        withoutLeases = without;
        withLeases = with;
    }

    /** Whether nothing failed before it was measured. */
    boolean isComplete() {
        return !byConnections.isEmpty() && withLeases != null;
    }

    String markdown() {
        StringBuilder text = new StringBuilder(description);
        byConnections.forEach((connections, measured) -> text.append(table(connections, measured)));
        if (withoutLeases != null && withLeases != null) {
            text.append("### The demo's GraphQL API, 8 connections, one token\n\n")
                    .append(
                            "| | calls/s | p50 ms | p99 ms | Keycloak's CPU µs a call |\n| --- | --- | --- | --- | --- |\n")
                    .append(row("`lease-seconds` 0", withoutLeases))
                    .append(row("`lease-seconds` 1", withLeases))
                    .append(format(
                            "%nWith leases: %.1f × the calls.%n%n",
                            withLeases.callsPerSecond() / withoutLeases.callsPerSecond()));
        }
        return text.toString();
    }

    private static String row(String name, Measurement one) {
        return format(
                "| %s | %.0f | %.1f | %.1f | %.0f |%n",
                name, one.callsPerSecond(), one.median(), one.percentile99(), one.keycloakMicros());
    }

    private static String table(int connections, Map<String, Measurement> measured) {
        Measurement floor = Objects.requireNonNull(measured.get(Variants.FLOOR));
        Measurement keycloaks = Objects.requireNonNull(measured.get(Variants.NATIVE));
        StringBuilder text = new StringBuilder()
                .append("### ")
                .append(connections)
                .append(connections == 1 ? " connection\n\n" : " connections\n\n")
                .append("| | calls/s | ÷ floor | ÷ native | p50 ms | p99 ms | Keycloak's CPU µs a call | ÷ native |")
                .append(" PostgreSQL's | statements | kB allocated |\n")
                .append("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        measured.forEach((name, one) -> text.append(format(
                "| %s | %.0f | %.2f | %.2f | %.1f | %.1f | %.0f | %.2f | %.0f | %.1f | %.0f |%n",
                name,
                one.callsPerSecond(),
                one.callsPerSecond() / floor.callsPerSecond(),
                one.callsPerSecond() / keycloaks.callsPerSecond(),
                one.median(),
                one.percentile99(),
                one.keycloakMicros(),
                one.keycloakMicros() / keycloaks.keycloakMicros(),
                one.postgresMicros(),
                one.statements(),
                one.kilobytes())));
        return text.append('\n').toString();
    }

    /** Puts it into the page, and the plot beside. */
    void write() throws IOException {
        new MeasuredSection("benchmarks/run").write(markdown());
        Files.writeString(PLOT, plot(byConnections.values().iterator().next()));
    }

    private static String plot(Map<String, Measurement> measured) {
        int height = (measured.size() + 1) * LINE;
        double pixels = LONGEST_BAR
                / measured.values().stream().mapToDouble(Report::micros).max().orElseThrow();
        StringBuilder svg = new StringBuilder(format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 900 %d\" font-family=\"sans-serif\" font-size=\"13\">%n",
                height));
        int y = 0;
        for (Map.Entry<String, Measurement> one : measured.entrySet()) {
            double keycloak = one.getValue().keycloakMicros() * pixels;
            double postgres = one.getValue().postgresMicros() * pixels;
            svg.append(format(
                            "<text x=\"0\" y=\"%d\">%s</text>%n",
                            y + BAR - 4, one.getKey().replace("&", "&amp;")))
                    .append(format(
                            "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#0066cc\"/>%n",
                            TEXT, y, keycloak, BAR))
                    .append(format(
                            "<rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#92c5f9\"/>%n",
                            TEXT + keycloak, y, postgres, BAR))
                    .append(format(
                            "<text x=\"%.1f\" y=\"%d\">%.0f</text>%n",
                            TEXT + keycloak + postgres + 6, y + BAR - 4, micros(one.getValue())));
            y += LINE;
        }
        return svg.append(format(
                        "<text x=\"%d\" y=\"%d\">µs of processor time a call: Keycloak (dark), PostgreSQL (light)</text>%n",
                        TEXT, y + BAR - 4))
                .append("</svg>\n")
                .toString();
    }

    private static double micros(Measurement one) {
        return one.keycloakMicros() + one.postgresMicros();
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
