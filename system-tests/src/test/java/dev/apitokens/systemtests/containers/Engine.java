package dev.apitokens.systemtests.containers;

import dev.apitokens.systemtests.client.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The machine's Docker engine, by its command line. */
final class Engine {

    /** What a command printed, and how it ended. */
    record Result(int status, String output) {}

    private static final String HOW_TO_GET =
            "a Docker engine is needed; system-tests/containers/engine up makes one on Debian";

    private static final Path UP = Path.of("target/engine/up.pid");

    private Engine() {}

    /** Why tests that need these images cannot run here, or null when they can. */
    static @Nullable String missing(List<String> images) {
        awaitBeingMade();
        if (run(Map.of(), "docker", "info").status() != 0) {
            return HOW_TO_GET;
        }
        for (String image : images) {
            if (run(Map.of(), "docker", "image", "inspect", image).status() != 0
                    && run(Map.of(), "docker", "pull", "--quiet", image).status() != 0) {
                return "the image " + image + " is not there and cannot be pulled; system-tests/containers/engine up"
                        + " makes it on Debian";
            }
        }
        return null;
    }

    /** Where {@code engine up} runs beside the tests, they wait for its end. */
    private static void awaitBeingMade() {
        Await.await("the images that are being made")
                .atMost(Duration.ofMinutes(20))
                .until(() -> !Files.exists(UP)
                        || ProcessHandle.of(Long.parseLong(Files.readString(UP).strip()))
                                .isEmpty());
    }

    /** What {@code docker} prints. */
    static String docker(String... arguments) {
        String[] command = new String[arguments.length + 1];
        command[0] = "docker";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        Result result = run(Map.of(), command);
        if (result.status() != 0) {
            throw new IllegalStateException(String.join(" ", command) + "\n" + result.output());
        }
        return result.output().strip();
    }

    /** Runs a command in the project's top folder. */
    static Result run(Map<String, String> environment, String... command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Path.of("..").toAbsolutePath().normalize().toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            // As a shell says that a program is not there.
            return new Result(127, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }
}
