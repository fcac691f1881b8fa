package dev.apitokens.resourceserver.mcp;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.apitokens.resourceserver.security.StandInAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands in for the GraphQL API, over real HTTP, so that it can be down, slow or wrong at will. That the MCP server works
 * with the real one is shown in {@code system-tests}.
 */
final class GraphQlStandIn {

    static final String AUDIENCE = "graphql-api";

    private static final JsonMapper JSON = new JsonMapper();

    private final Queue<Map<String, String>> projects = new ConcurrentLinkedQueue<>();
    private final Queue<String> tokens = new ConcurrentLinkedQueue<>();
    private volatile @Nullable StandInAnswer fault;
    private volatile HttpServer http = listen(0);

    GraphQlStandIn() {
        create("Website", "demo");
    }

    String url() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/graphql";
    }

    /** Every token that it was sent. */
    List<String> tokens() {
        return List.copyOf(tokens);
    }

    /** Answers every call like this from now on. */
    void answer(int status, String body) {
        fault = new StandInAnswer(status, body);
    }

    /** Holds its answers back from now on, until it recovers. */
    void hold() {
        fault = StandInAnswer.held(200, "{\"data\":{\"projects\":[]}}");
    }

    void recover() {
        StandInAnswer ended = fault;
        if (ended != null) {
            ended.release();
        }
        fault = null;
    }

    /** Lets go of the port. */
    void stop() {
        http.stop(0);
    }

    /** Comes back on the same port. */
    void restart() {
        http = listen(http.getAddress().getPort());
    }

    private HttpServer listen(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
            server.setExecutor(Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                return thread;
            }));
            server.createContext("/graphql", this::graphQl);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void graphQl(HttpExchange exchange) throws IOException {
        String token = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"))
                .replaceFirst("^Bearer ", "");
        tokens.add(token);
        JsonNode request = JSON.readTree(exchange.getRequestBody().readAllBytes());
        StandInAnswer now = fault;
        if (now != null) {
            now.send(exchange);
            return;
        }
        try {
            JWTClaimsSet claims = SignedJWT.parse(token).getJWTClaimsSet();
            boolean isForHere = claims.getAudience().equals(List.of(AUDIENCE));
            send(exchange, isForHere ? 200 : 401, isForHere ? answer(request, claims) : "");
        } catch (ParseException e) {
            send(exchange, 401, "");
        }
    }

    private String answer(JsonNode request, JWTClaimsSet claims) throws ParseException {
        if (request.at("/query").asString().startsWith("{ projects")) {
            return JSON.writeValueAsString(Map.of("data", Map.of("projects", projects)));
        }
        String name = request.at("/variables/name").asString().strip();
        if (name.isEmpty() || name.length() > 100 || name.chars().anyMatch(Character::isISOControl)) {
            return "{\"errors\":[{\"message\":\"A project's name has 1 to 100 characters\","
                    + "\"extensions\":{\"classification\":\"BAD_REQUEST\"}}],\"data\":null}";
        }
        return JSON.writeValueAsString(
                Map.of("data", Map.of("createProject", create(name, claims.getStringClaim("preferred_username")))));
    }

    private Map<String, String> create(String name, String createdBy) {
        Map<String, String> project = Map.of(
                "id",
                UUID.randomUUID().toString(),
                "name",
                name,
                "createdBy",
                createdBy,
                "createdAt",
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
        projects.add(project);
        return project;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        new StandInAnswer(status, body).send(exchange);
    }
}
