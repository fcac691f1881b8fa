package dev.apitokens.resourceserver;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Stands in for the authorization server, over real HTTP, so that it can be down, slow or wrong at will. That the
 * servers work with the real one, Keycloak with the provider, is shown in {@code system-tests}.
 */
public final class AuthorizationServer implements AutoCloseable {

    /** The resource server's client id: one that has to be encoded. */
    public static final String CLIENT_ID = "demo:api ä+";

    /** Its secret, likewise. */
    public static final String CLIENT_SECRET = "s%cr+t:/ü&=";

    private static final String REALM = "/realms/demo";
    private static final String INTROSPECTION = REALM + "/protocol/openid-connect/token/introspect";
    private static final JsonMapper JSON = new JsonMapper();

    static {
        // Else every answer waits 40 ms for an acknowledgement between its head and its body.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private record Answer(int status, String body, Duration delay) {}

    private final Map<String, Map<String, Object>> tokens = new ConcurrentHashMap<>();
    private final AtomicInteger introspections = new AtomicInteger();
    private volatile @Nullable Answer discoveryFault;
    private volatile @Nullable Answer introspectionFault;
    private volatile HttpServer http;
    private volatile ExecutorService threads;

    /** Starts on a free port. */
    public AuthorizationServer() {
        threads = Executors.newCachedThreadPool();
        http = listen(0);
    }

    /** The issuer. */
    public String issuer() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + REALM;
    }

    /** How often it was asked about a token. */
    public int introspections() {
        return introspections.get();
    }

    /** Makes an API token of this person with full access and these realm roles. */
    public String issue(String username, String... roles) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("active", true);
        claims.put("iss", issuer());
        claims.put("sub", "id-of-" + username);
        claims.put("username", username);
        claims.put("preferred_username", username);
        claims.put("name", username + " Example");
        claims.put("email", username + "@example.org");
        claims.put("aud", List.of(CLIENT_ID));
        claims.put("client_id", "account-console");
        claims.put("token_type", "Bearer");
        claims.put("scope", "profile email projects:read projects:write");
        claims.put("iat", 1_700_000_000);
        claims.put("realm_access", Map.of("roles", List.of(roles)));
        claims.put("api_token", Map.of("id", "token-of-" + username, "name", "CI of " + username));
        return issue(claims);
    }

    /** Makes an API token of this person, limited to one scope, with these realm roles. */
    public String issueLimited(String username, String scope, String... roles) {
        Map<String, Object> claims = claims(issue(username, roles));
        claims.put("scope", "profile email " + scope);
        return issue(claims);
    }

    /** Makes a token whose introspection is exactly this. */
    public String issue(Map<String, Object> claims) {
        String token = "kcat_" + UUID.randomUUID().toString().replace("-", "");
        tokens.put(token, claims);
        return token;
    }

    /** The introspection of a token, to be changed and issued. */
    public Map<String, Object> claims(String token) {
        return new LinkedHashMap<>(Objects.requireNonNull(tokens.get(token)));
    }

    /** Ends a token. */
    public void revoke(String token) {
        tokens.remove(token);
    }

    /** Answers every introspection like this from now on; {@code %TOKEN%} becomes the token asked about. */
    public void answerIntrospection(int status, String body) {
        introspectionFault = new Answer(status, body, Duration.ZERO);
    }

    /** Answers introspections too late from now on. */
    public void delayIntrospection(Duration delay) {
        introspectionFault = new Answer(200, "{\"active\":false}", delay);
    }

    /** Answers every discovery like this from now on. */
    public void answerDiscovery(int status, String body) {
        discoveryFault = new Answer(status, body, Duration.ZERO);
    }

    /** Ends all faults. */
    public void recover() {
        introspectionFault = null;
        discoveryFault = null;
    }

    /** Lets go of the port. */
    public void stop() {
        http.stop(0);
        threads.shutdownNow();
    }

    /** Comes back on the same port. */
    public void restart() {
        threads = Executors.newCachedThreadPool();
        http = listen(http.getAddress().getPort());
    }

    @Override
    public void close() {
        stop();
    }

    private HttpServer listen(int port) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
            server.setExecutor(threads);
            server.createContext(REALM + "/.well-known/openid-configuration", this::discovery);
            server.createContext(INTROSPECTION, this::introspection);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void discovery(HttpExchange exchange) throws IOException {
        Answer fault = discoveryFault;
        if (fault != null) {
            send(exchange, fault.status(), fault.body());
            return;
        }
        String endpoint = issuer().replace(REALM, INTROSPECTION);
        send(exchange, 200, JSON.writeValueAsString(Map.of("issuer", issuer(), "introspection_endpoint", endpoint)));
    }

    private void introspection(HttpExchange exchange) throws IOException {
        introspections.incrementAndGet();
        String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String token = URLDecoder.decode(form.replaceFirst("^token=", ""), StandardCharsets.UTF_8);
        Answer fault = introspectionFault;
        if (fault != null) {
            sleep(fault.delay());
            send(exchange, fault.status(), fault.body().replace("%TOKEN%", token));
        } else if (!basicCredentials().equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else {
            send(exchange, 200, JSON.writeValueAsString(tokens.getOrDefault(token, Map.of("active", false))));
        }
    }

    private static String basicCredentials() {
        String credentials = URLEncoder.encode(CLIENT_ID, StandardCharsets.UTF_8)
                + ":"
                + URLEncoder.encode(CLIENT_SECRET, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static void sleep(Duration delay) {
        try {
            Thread.sleep(delay.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
