package dev.apitokens.resourceserver.security;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;

/**
 * What a stand-in for a server answers.
 *
 * @param due when it goes out
 */
public record StandInAnswer(int status, String body, CountDownLatch due) {

    /** One that goes out at once. */
    public StandInAnswer(int status, String body) {
        this(status, body, new CountDownLatch(0));
    }

    /** One that is held back until it is released. */
    public static StandInAnswer held(int status, String body) {
        return new StandInAnswer(status, body, new CountDownLatch(1));
    }

    /** Lets it go out, and all that are like it. */
    public void release() {
        due.countDown();
    }

    /** Sends it once it is due. */
    public void send(HttpExchange exchange) throws IOException {
        try {
            due.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
