package dev.apitokens.resourceserver.mcp;

import dev.apitokens.resourceserver.security.AuthorizationServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The MCP server within the test, and the authorization server of its own whose tokens it takes. */
final class RunningServer implements AutoCloseable {

    private final AuthorizationServer authorizationServer = new AuthorizationServer();
    private final ConfigurableApplicationContext server;

    /** Starts it, with these options as well. */
    RunningServer(String... options) {
        this(new SpringApplicationBuilder(McpServerApplication.class)::run, options);
    }

    /** The same for another way to start it, with the options that it is given. */
    RunningServer(Function<String[], ConfigurableApplicationContext> start, String... options) {
        List<String> needed = List.of(
                "--server.port=0",
                "--api-tokens.issuer-uri=" + authorizationServer.issuer(),
                "--api-tokens.client-id=" + AuthorizationServer.CLIENT_ID,
                "--api-tokens.client-secret=" + AuthorizationServer.CLIENT_SECRET,
                "--logging.level.root=warn");
        server = start.apply(Stream.concat(needed.stream(), Stream.of(options)).toArray(String[]::new));
    }

    AuthorizationServer authorizationServer() {
        return authorizationServer;
    }

    /**
     * Sends a message.
     *
     * @param headers names and values, in turn
     */
    HttpResponse<String> send(String token, String message, String... headers)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                        "http://127.0.0.1:" + server.getEnvironment().getProperty("local.server.port") + "/mcp"))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(message));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
        authorizationServer.close();
    }
}
