package dev.apitokens.systemtests.gateway;

import static dev.apitokens.systemtests.client.Await.await;

import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.product.Programs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A program that listens on a port of this machine until it is closed. */
final class LocalServer implements AutoCloseable {

    private static final Path TARGET = Path.of("target/gateways").toAbsolutePath();

    private final int port;
    private final Process process;
    private final Path folder;

    private LocalServer(int port, Process process, Path folder) {
        this.port = port;
        this.process = process;
        this.folder = folder;
    }

    /** Writes what the program reads, and says with which arguments it is to be run. */
    interface Configuration {
        List<String> write(int port, Path folder) throws IOException;
    }

    /**
     * Starts it and waits until it listens.
     *
     * @param program by the name of its package in Debian, which is also its command's
     * @param name of the folder that it works in, with its port
     */
    static LocalServer start(String program, String name, Configuration configuration) {
        return start(find(program, program), name, configuration);
    }

    static Path find(String program, String debianPackage) {
        return Programs.find(program)
                .orElseThrow(() -> new IllegalStateException(
                        "This test runs " + program + ", which is not installed: apt-get install " + debianPackage));
    }

    /** The same for a program that is no package of Debian's. */
    static LocalServer start(Path file, String name, Configuration configuration) {
        int port = Ports.free();
        Path folder = TARGET.resolve(name + "-" + port);
        try {
            Files.createDirectories(folder);
            ProcessBuilder builder = new ProcessBuilder(
                            Stream.concat(Stream.of(file.toString()), configuration.write(port, folder).stream())
                                    .toList())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile());
            builder.environment().put("HOME", folder.toString());
            LocalServer server = new LocalServer(port, builder.start(), folder);
            await(name + " at " + port).until(server::listens);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return port;
    }

    private boolean listens() {
        if (!process.isAlive()) {
            throw new IllegalStateException("it has ended, its log is in " + folder);
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        children.forEach(ProcessHandle::destroy);
        process.onExit().join();
    }
}
