package dev.apitokens.launcher;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** TCP ports of this machine. */
public final class Ports {

    /** Above those that servers have by convention, and below those that systems give to whoever asks for any: Linux from 32768 on. */
    private static final int FIRST = 20_000;

    private static final int END = 32_000;

    /** Somewhere, so that two programs that do this at the same time are not after the same ones. */
    private static int next = FIRST + new Random().nextInt(END - FIRST);

    private Ports() {}

    /** A port that nobody listens on, and that nobody else in this program was given: it may be listened on much later. */
    public static synchronized int free() {
        for (int tried = FIRST; tried < END; tried++) {
            int port = next;
            next = port + 1 < END ? port + 1 : FIRST;
            if (!isTaken(port)) {
                return port;
            }
        }
        throw new IllegalStateException("each port from " + FIRST + " on is taken");
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
