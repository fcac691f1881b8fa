package dev.apitokens.systemtests.mcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Programs of the folder {@code mcp-clients}, run by Node.js as their users run them. */
final class NodeProgram {

    private static final Path FOLDER = Path.of("mcp-clients").toAbsolutePath();
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** What a program printed, and how it ended. */
    record Result(int status, String output, String errors) {}

    private NodeProgram() {}

    /**
     * Runs a program until it ends. What such programs keep in a person's home, like the servers they logged in to, they
     * keep in a folder of their own.
     */
    static Result run(Map<String, String> environment, String... arguments) {
        Path home = Path.of("target/mcp-clients").toAbsolutePath();
        try {
            Files.createDirectories(home);
            Path output = Files.createTempFile(home, "output", "");
            Path errors = Files.createTempFile(home, "errors", "");
            ProcessBuilder builder = new ProcessBuilder(Stream.concat(Stream.of("node"), Stream.of(arguments))
                            .toList())
                    .directory(FOLDER.toFile())
                    .redirectInput(Path.of("/dev/null").toFile())
                    .redirectOutput(output.toFile())
                    .redirectError(errors.toFile());
            builder.environment().putAll(environment);
            builder.environment().put("HOME", home.toString());
            try {
                int status = await(builder.start());
                return new Result(status, Files.readString(output), Files.readString(errors));
            } finally {
                // They may hold what the program was given.
                Files.delete(output);
                Files.delete(errors);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int await(Process process) {
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("the program did not end");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            List<ProcessHandle> children = process.descendants().toList();
            process.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
