package dev.apitokens.launcher;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** What {@code ./start} runs: Keycloak, the GraphQL API and the MCP server, until one of them ends or Ctrl-C. */
public final class Demo {

    private final KeycloakServer keycloak;
    private final JavaServer graphQl;
    private final JavaServer mcp;
    private volatile boolean isEnding;

    private Demo(Layout layout, int keycloakPort, int graphQlPort, int mcpPort) {
        Path state = layout.root().resolve(".demo");
        String issuer = "http://localhost:" + keycloakPort + "/realms/demo";
        keycloak = KeycloakServer.of(
                layout.distribution(),
                KeycloakOptions.of(state.resolve("keycloak"), keycloakPort, Database.embeddedH2(state.resolve("data")))
                        .withProviders(List.of(layout.providerJar(), layout.themesJar()))
                        .withRealms(List.of(layout.demoRealm()))
                        .withEnvironment(Map.of(
                                "GRAPHQL_URL", "http://localhost:" + graphQlPort + "/graphql",
                                "MCP_URL", "http://localhost:" + mcpPort + "/mcp")));
        graphQl = JavaServer.of(
                "GraphQL API",
                layout.graphQlJar(),
                graphQlPort,
                Map.of("ISSUER_URI", issuer),
                state.resolve("graphql.log"));
        mcp = JavaServer.of(
                "MCP server", layout.mcpJar(), mcpPort, Map.of("ISSUER_URI", issuer), state.resolve("mcp.log"));
    }

    /** Takes no arguments; the ports come from {@code KEYCLOAK_PORT}, {@code GRAPHQL_PORT} and {@code MCP_PORT}. */
    public static void main(String[] args) {
        System.exit(run(System.getenv()));
    }

    private static int run(Map<String, String> environment) {
        try {
            int keycloakPort = port(environment, "KEYCLOAK_PORT", 8080);
            int graphQlPort = port(environment, "GRAPHQL_PORT", 8081);
            int mcpPort = port(environment, "MCP_PORT", 8082);
            return new Demo(Layout.find(), keycloakPort, graphQlPort, mcpPort).run();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            return 1;
        }
    }

    private static int port(Map<String, String> environment, String variable, int otherwise) {
        int port = Ports.fromEnvironment(environment, variable, otherwise);
        if (Ports.isTaken(port)) {
            throw new IllegalArgumentException("Port " + port
                    + " is taken. Free it, or choose another one with the environment variable " + variable);
        }
        return port;
    }

    private int run() {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> isEnding = true));
        System.out.println("Starting Keycloak, the GraphQL API and the MCP server ...");
        try {
            CompletableFuture.allOf(
                            CompletableFuture.runAsync(keycloak::start),
                            CompletableFuture.runAsync(graphQl::start),
                            CompletableFuture.runAsync(mcp::start))
                    .join();
        } catch (CompletionException e) {
            System.err.println(
                    e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
            stop();
            return 1;
        }
        AdminConsole console = new AdminConsole(keycloak.baseUrl());
        System.out.println(
                Greeting.of(keycloak.baseUrl(), graphQl.baseUrl(), mcp.baseUrl(), console, console.showApiTokens()));
        System.out.println("ready");
        return awaitFirstEnd();
    }

    /** The servers belong together: the end of one is the end of all. */
    private int awaitFirstEnd() {
        try {
            CompletableFuture.anyOf(
                            ended("Keycloak", keycloak.log(), keycloak::awaitEnd),
                            ended("The GraphQL API", graphQl.log(), graphQl::awaitEnd),
                            ended("The MCP server", mcp.log(), mcp::awaitEnd))
                    .thenAccept(end -> report(String.valueOf(end)))
                    .join();
        } finally {
            stop();
        }
        return 1;
    }

    // A terminal's Ctrl-C reaches the servers as well: that they end is then no news.
    private void report(String end) {
        if (!isEnding) {
            System.err.println(end);
        }
    }

    private interface End {
        void await() throws InterruptedException;
    }

    private static CompletableFuture<String> ended(String name, Path log, End end) {
        CompletableFuture<String> message = new CompletableFuture<>();
        Thread watcher = new Thread(() -> {
            try {
                end.await();
                message.complete(name + " has ended, so all are stopped. Its log: " + log);
            } catch (InterruptedException e) {
                message.completeExceptionally(e);
            }
        });
        watcher.setDaemon(true);
        watcher.start();
        return message;
    }

    private void stop() {
        mcp.stop();
        graphQl.stop();
        keycloak.stop();
    }
}
