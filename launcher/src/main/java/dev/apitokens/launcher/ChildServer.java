package dev.apitokens.launcher;

import java.net.URI;
import java.nio.file.Path;

/** A server of this machine in a process of its own, whichever program it runs. */
abstract class ChildServer implements AutoCloseable {

    final ServerProcess process;
    final String name;
    final int port;
    private final Path log;

    /** @param name what it is called when it fails */
    ChildServer(String name, int port, Path log) {
        this.name = name;
        this.port = port;
        this.log = log;
        this.process = new ServerProcess(name, log);
    }

    /**
     * Starts it and waits until it answers.
     *
     * @throws IllegalStateException when it ends or does not answer; the message holds its last lines
     */
    public abstract void start();

    /** Asks it to end, and ends it by force when it does not. */
    public void stop() {
        process.stop();
    }

    /** Id of its process while it runs. */
    public long pid() {
        return process.pid();
    }

    /** Whether its process runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    void awaitEnd() throws InterruptedException {
        process.awaitEnd();
    }

    /** Its address, without a slash at the end. */
    public URI baseUrl() {
        return URI.create("http://localhost:" + port);
    }

    /** What it writes to. */
    public Path log() {
        return log;
    }

    @Override
    public void close() {
        stop();
    }
}
