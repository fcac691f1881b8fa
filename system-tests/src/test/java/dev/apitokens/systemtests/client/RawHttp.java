package dev.apitokens.systemtests.client;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** HTTP for requests that a client library would not send. */
public final class RawHttp {

    private RawHttp() {}

    /**
     * Sends lines as they are, and answers all that comes back until the server closes.
     *
     * @param lines a request that asks for the connection to be closed; the last one is the body
     */
    public static String send(URI server, String... lines) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write(String.join("\r\n", lines).getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
