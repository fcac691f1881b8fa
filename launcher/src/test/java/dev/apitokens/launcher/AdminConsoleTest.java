package dev.apitokens.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdminConsoleTest {

    private HttpServer server;
    private int loginStatus = 200;
    private String realm = "{\"realm\":\"master\"}";
    private final List<String> updates = new ArrayList<>();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/realms/master/protocol/openid-connect/token",
                exchange -> answer(exchange, loginStatus, "{\"access_token\":\"abc\"}"));
        server.createContext("/admin/realms/master", exchange -> {
            boolean isKnown = "Bearer abc".equals(exchange.getRequestHeaders().getFirst("Authorization"));
            if (exchange.getRequestMethod().equals("PUT")) {
                updates.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            }
            answer(exchange, isKnown ? 200 : 401, realm);
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private AdminConsole console() {
        return new AdminConsole(
                URI.create("http://localhost:" + server.getAddress().getPort()));
    }

    @Test
    void showApiTokensWhenNoThemeThenChoosesOurs() {
        assertThat(console().showApiTokens()).isTrue();
        assertThat(updates).containsExactly("{\"adminTheme\":\"api-tokens\"}");
    }

    @Test
    void showApiTokensWhenOursThenChangesNothing() {
        realm = "{\"realm\":\"master\",\"adminTheme\":\"api-tokens\"}";

        assertThat(console().showApiTokens()).isTrue();
        assertThat(updates).isEmpty();
    }

    @Test
    void showApiTokensWhenAnotherThemeThenLeavesIt() {
        realm = "{\"realm\":\"master\",\"adminTheme\":\"acme\"}";

        assertThat(console().showApiTokens()).isFalse();
        assertThat(updates).isEmpty();
    }

    @Test
    void showApiTokensWhenPasswordIsAnotherThenDoesWithout() {
        loginStatus = 401;

        assertThat(console().showApiTokens()).isFalse();
        assertThat(updates).isEmpty();
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
