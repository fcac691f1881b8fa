package dev.apitokens.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** TCP ports of this machine. */
public final class Ports {

    private Ports() {}

    /** A port that nobody listens on now. */
    public static int free() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether somebody listens on the port. */
    public static boolean isTaken(int port) {
        return !isFree(port, null) || !isFree(port, InetAddress.getLoopbackAddress());
    }

    private static boolean isFree(int port, @Nullable InetAddress address) {
        try (ServerSocket socket = new ServerSocket(port, 1, address)) {
            return socket.isBound();
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * The port that an environment variable names.
     *
     * @throws IllegalArgumentException when it names none; the message is for the person who set it
     */
    static int fromEnvironment(Map<String, String> environment, String variable, int otherwise) {
        String text = environment.getOrDefault(variable, String.valueOf(otherwise));
        if (text.matches("\\d{1,5}")) {
            int port = Integer.parseInt(text);
            if (port >= 1 && port <= 65_535) {
                return port;
            }
        }
        throw new IllegalArgumentException(variable + " must be a port from 1 to 65535, and is \"" + text + "\"");
    }
}
