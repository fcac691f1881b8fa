package dev.apitokens.systemtests.product;

import dev.apitokens.systemtests.client.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A program that runs until it ends, as somebody calls it at a terminal. */
public final class Command {

    private Command() {}

    /** What a program printed, and how it ended. */
    public record Result(int status, String output, String errors) {

        /** All that it printed. */
        public String all() {
            return output + errors;
        }
    }

    /**
     * Runs it.
     *
     * @param folder where it is called
     * @param home what it takes for the person's home, where such programs keep what they learn
     */
    public static Result run(Path folder, Path home, Map<String, String> environment, List<String> command) {
        try {
            Files.createDirectories(home);
            Path output = Files.createTempFile(home, "output", "");
            Path errors = Files.createTempFile(home, "errors", "");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
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
            if (!process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
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
