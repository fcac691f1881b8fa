package dev.apitokens.systemtests.benchmark;

import dev.apitokens.systemtests.product.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The load generator: sends one request after the other, on so many connections, for so long.
 *
 * @param script what it sends, in its own language
 */
record Wrk(String url, Path script) {

    private static final Pattern CALLS = Pattern.compile("(\\d+) requests in ([\\d.]+)(ms|s|m)");
    private static final Pattern PERCENTILE = Pattern.compile("(50|99)%\\s+([\\d.]+)(us|ms|s)");
    private static final Pattern BAD = Pattern.compile("Non-2xx or 3xx responses|Socket errors");

    /** What it saw; times of an answer are milliseconds. */
    record Result(long calls, double seconds, double median, double percentile99) {

        /** This one, which saw no call, and what came after it. */
        Result and(Result next) {
            return new Result(next.calls, seconds + next.seconds, next.median, next.percentile99);
        }
    }

    /** How to get it, when it is not there. */
    static String howToGet() {
        return "wrk is needed: install Debian's package wrk, or put it on the PATH";
    }

    static boolean isInstalled() {
        return Programs.find("wrk").isPresent();
    }

    static Wrk post(String url, Map<String, String> headers, List<String> bodies, Path script) {
        String lua = headers.entrySet().stream()
                        .map(header -> "wrk.headers[\"" + header.getKey() + "\"] = \"" + header.getValue() + "\"\n")
                        .collect(Collectors.joining("", "wrk.method = \"POST\"\n", ""))
                + bodies.stream()
                        .map(body -> "[==[" + body + "]==]")
                        .collect(Collectors.joining(",\n", "local bodies = {\n", "\n}\n"))
                + "local next = 0\n"
                + "request = function()\n  next = next % #bodies + 1\n  return wrk.format(nil, nil, nil, bodies[next])\nend\n";
        return of(url, lua, script);
    }

    /** The same page, again and again, as a browser that was never there. */
    static Wrk get(String url, Path script) {
        return of(url, "wrk.method = \"GET\"\n", script);
    }

    private static Wrk of(String url, String lua, Path script) {
        try {
            Files.createDirectories(script.toAbsolutePath().getParent());
            Files.writeString(script, lua);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Wrk(url, script);
    }

    /** Sends for that long. Every answer must be a good one. */
    Result run(int connections, Duration duration) {
        String output = output(List.of(
                "wrk",
                "--threads",
                "1",
                "--connections",
                String.valueOf(connections),
                "--duration",
                duration.toSeconds() + "s",
                "--timeout",
                "60s",
                "--latency",
                "--script",
                script.toString(),
                url));
        Matcher calls = CALLS.matcher(output);
        if (!calls.find() || BAD.matcher(output).find()) {
            throw new IllegalStateException(script.getFileName() + ": " + output);
        }
        return new Result(
                Long.parseLong(calls.group(1)),
                milliseconds(calls.group(2), calls.group(3)) / 1000,
                percentile("50", output),
                percentile("99", output));
    }

    private static double percentile(String which, String output) {
        return PERCENTILE
                .matcher(output)
                .results()
                .filter(found -> found.group(1).equals(which))
                .mapToDouble(found -> milliseconds(found.group(2), found.group(3)))
                .findFirst()
                .orElseThrow();
    }

    private static double milliseconds(String number, String unit) {
        return Double.parseDouble(number)
                * switch (unit) {
                    case "us" -> 0.001;
                    case "ms" -> 1;
                    case "s" -> 1000;
                    default -> 60_000;
                };
    }

    private static String output(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(output);
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
