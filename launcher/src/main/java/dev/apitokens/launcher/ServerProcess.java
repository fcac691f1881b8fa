package dev.apitokens.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server as a child process: it is up once its address answers, and it goes with all its descendants. */
public final class ServerProcess {

    /** Only a server that never answers, and does not end either, takes so long. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration GRACE = Duration.ofMinutes(1);
    private static final int LAST_LINES = 40;

    private final String name;
    private final Path log;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private @Nullable Process process;

    /**
     * A process that is not there yet.
     *
     * @param name what it is called when it fails
     * @param log what it prints is appended to it
     */
    public ServerProcess(String name, Path log) {
        this.name = name;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop));
    }

    /** Begins it. */
    public synchronized void launch(List<String> command, Path directory, Map<String, String> environment) {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        try {
            Files.createDirectories(log.toAbsolutePath().getParent());
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be started", e);
        }
    }

    /**
     * Waits until the address answers 200.
     *
     * @throws IllegalStateException when the process ends or does not answer; the message holds its last lines
     */
    public void awaitAnswer(URI address) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!answers(address)) {
            if (!isAlive()) {
                throw new IllegalStateException(name + " ended before it answered; its last lines:\n" + lastLines());
            }
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException(name + " did not answer in time; its last lines:\n" + lastLines());
            }
            pause();
        }
    }

    private boolean answers(URI address) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(5))
                    .build();
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(250);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while waiting for a server", e);
    }

    private String lastLines() {
        try {
            List<String> lines = new LogFile(log).text().lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (UncheckedIOException e) {
            return "(no log: " + e.getMessage() + ")";
        }
    }

    boolean isAlive() {
        Process current = process;
        return current != null && current.isAlive();
    }

    /** Id of the process that is the server: a script may have started it. */
    long pid() {
        Process current = process;
        if (current == null) {
            throw new IllegalStateException(name + " does not run");
        }
        return Stream.concat(current.descendants(), Stream.of(current.toHandle()))
                .filter(candidate -> candidate.info().command().orElse("").endsWith("java"))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(name + " is no Java program"))
                .pid();
    }

    /** Waits until the process ends, by itself or because it was stopped. */
    void awaitEnd() throws InterruptedException {
        Process current = process;
        if (current != null) {
            current.waitFor();
        }
    }

    /** Asks it to end, and ends it by force when it does not. */
    public void stop() {
        end(ProcessHandle::destroy);
    }

    void kill() {
        end(ProcessHandle::destroyForcibly);
    }

    private synchronized void end(Consumer<ProcessHandle> signal) {
        Process current = process;
        if (current == null) {
            return;
        }
        // A shell script may have started the server: signal the leaves too, and before their parents are gone.
        List<ProcessHandle> tree = Stream.concat(current.descendants(), Stream.of(current.toHandle()))
                .toList();
        tree.forEach(signal);
        try {
            for (ProcessHandle handle : tree) {
                if (!waitFor(handle)) {
                    handle.destroyForcibly();
                    waitFor(handle);
                }
            }
        } catch (InterruptedException e) {
            tree.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
        process = null;
    }

    private static boolean waitFor(ProcessHandle handle) throws InterruptedException {
        Instant end = Instant.now().plus(GRACE);
        while (handle.isAlive() && Instant.now().isBefore(end)) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return !handle.isAlive();
    }
}
