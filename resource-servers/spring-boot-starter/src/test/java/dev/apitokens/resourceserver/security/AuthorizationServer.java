package dev.apitokens.resourceserver.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
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

    private static final RSAKey KEY = key("one");

    private static final String REALM = "/realms/demo";
    private static final String TOKEN = REALM + "/protocol/openid-connect/token";
    private static final String INTROSPECTION = TOKEN + "/introspect";
    private static final String KEYS = REALM + "/protocol/openid-connect/certs";
    private static final String EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange";
    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    private static final JsonMapper JSON = new JsonMapper();

    static {
        // Else every answer waits 40 ms for an acknowledgement between its head and its body.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final Map<String, Map<String, Object>> tokens = new ConcurrentHashMap<>();
    private final Set<String> ending = ConcurrentHashMap.newKeySet();
    private final AtomicInteger introspections = new AtomicInteger();
    private volatile Map<String, String> lastIntrospection = Map.of();
    private volatile Map<String, List<String>> introspectionHeaders = Map.of();
    private volatile @Nullable StandInAnswer discoveryFault;
    private volatile @Nullable StandInAnswer introspectionFault;
    private volatile @Nullable StandInAnswer exchangeFault;
    private volatile @Nullable StandInAnswer keysFault;
    private volatile RSAKey key = KEY;
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

    /** The form of the last introspection. */
    public Map<String, String> lastIntrospection() {
        return lastIntrospection;
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

    /** The claims of a JWT that is good for the resource server, to be changed and signed. */
    public Map<String, Object> jwtClaims(String username, String... roles) {
        Map<String, Object> claims = claims(issue(username, roles));
        claims.keySet().removeAll(Set.of("active", "username", "token_type", "client_id"));
        claims.put("typ", "Bearer");
        claims.put("azp", "another-server");
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("exp", Instant.now().getEpochSecond() + 60);
        return claims;
    }

    /** Makes a JWT with the key of now. */
    public String sign(Map<String, Object> claims) {
        return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT), claims, key);
    }

    /** Makes a JWT with a key that the authorization server knows nothing about, under a name that it knows. */
    public String forge(Map<String, Object> claims) {
        return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).type(JOSEObjectType.JWT), claims, key(key.getKeyID()));
    }

    /** Makes a JWT that says in its head that it is of this type. */
    public String sign(String type, Map<String, Object> claims) {
        return sign(new JWSHeader.Builder(JWSAlgorithm.RS256).type(new JOSEObjectType(type)), claims, key);
    }

    /** Makes a JWT with the public key as a shared secret. */
    public String signWithPublicKeyAsSecret(Map<String, Object> claims) {
        try {
            JWSObject jwt = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.HS256)
                            .type(JOSEObjectType.JWT)
                            .keyID(key.getKeyID())
                            .build(),
                    new Payload(claims));
            jwt.sign(new MACSigner(key.toRSAPublicKey().getEncoded()));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Signs with another key from now on, and publishes only that one. */
    public void rotateKey() {
        key = key(UUID.randomUUID().toString());
    }

    private static String sign(JWSHeader.Builder head, Map<String, Object> claims, RSAKey key) {
        try {
            JWSObject jwt = new JWSObject(head.keyID(key.getKeyID()).build(), new Payload(claims));
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static RSAKey key(String id) {
        try {
            return new RSAKeyGenerator(2048)
                    .keyID(id)
                    .keyUse(KeyUse.SIGNATURE)
                    .algorithm(JWSAlgorithm.RS256)
                    .generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends a token as soon as it has been introspected once more. */
    public void revokeAfterIntrospection(String token) {
        ending.add(token);
    }

    /** Ends a token. */
    public void revoke(String token) {
        tokens.remove(token);
    }

    /** Answers every introspection like this from now on; {@code %TOKEN%} becomes the token asked about. */
    public void answerIntrospection(int status, String body) {
        introspectionFault = new StandInAnswer(status, body);
    }

    /** Answers introspections with these headers from now on. */
    public void introspectionHeaders(Map<String, List<String>> headers) {
        introspectionHeaders = headers;
    }

    /** Holds the answers to introspections back from now on, until all faults end. */
    public void holdIntrospection() {
        introspectionFault = StandInAnswer.held(200, "{\"active\":false}");
    }

    /** Answers every discovery like this from now on. */
    public void answerDiscovery(int status, String body) {
        discoveryFault = new StandInAnswer(status, body);
    }

    /** Answers every token exchange like this from now on; {@code %TOKEN%} becomes the token to exchange. */
    public void answerExchange(int status, String body) {
        exchangeFault = new StandInAnswer(status, body);
    }

    /** Answers every question for the keys like this from now on. */
    public void answerKeys(int status, String body) {
        keysFault = new StandInAnswer(status, body);
    }

    /** Ends all faults. */
    public void recover() {
        StandInAnswer held = introspectionFault;
        if (held != null) {
            held.release();
        }
        introspectionFault = null;
        discoveryFault = null;
        exchangeFault = null;
        keysFault = null;
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
            server.createContext(TOKEN, this::exchange);
            server.createContext(KEYS, this::keys);
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void discovery(HttpExchange exchange) throws IOException {
        StandInAnswer fault = discoveryFault;
        if (fault != null) {
            send(exchange, fault);
            return;
        }
        String base = issuer().substring(0, issuer().length() - REALM.length());
        send(
                exchange,
                200,
                JSON.writeValueAsString(Map.of(
                        "issuer",
                        issuer(),
                        "introspection_endpoint",
                        base + INTROSPECTION,
                        "token_endpoint",
                        base + TOKEN,
                        "jwks_uri",
                        base + KEYS)));
    }

    private void introspection(HttpExchange exchange) throws IOException {
        introspections.incrementAndGet();
        Map<String, String> form = form(exchange);
        lastIntrospection = form;
        String token = form.getOrDefault("token", "");
        StandInAnswer fault = introspectionFault;
        if (fault != null) {
            send(exchange, new StandInAnswer(fault.status(), fault.body().replace("%TOKEN%", token), fault.due()));
        } else if (!basicCredentials().equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else {
            String answer = JSON.writeValueAsString(tokens.getOrDefault(token, Map.of("active", false)));
            endIfItIsTime(token);
            exchange.getResponseHeaders().putAll(introspectionHeaders);
            send(exchange, 200, answer);
        }
    }

    private void endIfItIsTime(String token) {
        if (ending.remove(token)) {
            revoke(token);
        }
    }

    private void keys(HttpExchange exchange) throws IOException {
        StandInAnswer fault = keysFault;
        if (fault != null) {
            send(exchange, fault);
        } else {
            send(exchange, 200, new JWKSet(key.toPublicJWK()).toString());
        }
    }

    private void exchange(HttpExchange exchange) throws IOException {
        Map<String, String> form = form(exchange);
        String token = form.getOrDefault("subject_token", "");
        Map<String, Object> subject = tokens.get(token);
        StandInAnswer fault = exchangeFault;
        if (fault != null) {
            send(exchange, fault.status(), fault.body().replace("%TOKEN%", token));
        } else if (!basicCredentials().equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            send(exchange, 401, "{\"error\":\"invalid_client\"}");
        } else if (!EXCHANGE.equals(form.get("grant_type")) || !ACCESS_TOKEN.equals(form.get("subject_token_type"))) {
            send(exchange, 400, "{\"error\":\"unsupported_grant_type\"}");
        } else if (subject == null) {
            send(exchange, 400, "{\"error\":\"invalid_request\"}");
        } else if (!words(subject.get("scope")).containsAll(words(form.get("scope")))) {
            send(exchange, 400, "{\"error\":\"invalid_scope\"}");
        } else {
            send(exchange, 200, JSON.writeValueAsString(exchanged(subject, form)));
        }
    }

    private Map<String, Object> exchanged(Map<String, Object> subject, Map<String, String> form) {
        Map<String, Object> claims = new LinkedHashMap<>(subject);
        claims.keySet().removeAll(Set.of("active", "username", "token_type", "client_id"));
        claims.put("typ", "Bearer");
        claims.put("azp", CLIENT_ID);
        claims.put("aud", form.getOrDefault("audience", CLIENT_ID));
        claims.put("scope", form.getOrDefault("scope", ""));
        claims.put("exp", Instant.now().getEpochSecond() + 60);
        return Map.of(
                "access_token",
                sign(claims),
                "issued_token_type",
                ACCESS_TOKEN,
                "token_type",
                "Bearer",
                "expires_in",
                60,
                "scope",
                form.getOrDefault("scope", ""));
    }

    private static Set<String> words(@Nullable Object text) {
        return text == null ? Set.of() : Set.of(String.valueOf(text).split(" ", -1));
    }

    private static Map<String, String> form(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, String> form = new LinkedHashMap<>();
        for (String parameter : body.split("&", -1)) {
            String[] both = parameter.split("=", 2);
            form.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private static String basicCredentials() {
        String credentials = URLEncoder.encode(CLIENT_ID, StandardCharsets.UTF_8)
                + ":"
                + URLEncoder.encode(CLIENT_SECRET, StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        send(exchange, new StandInAnswer(status, body));
    }

    private static void send(HttpExchange exchange, StandInAnswer answer) throws IOException {
        exchange.getResponseHeaders().set("Location", "/elsewhere");
        answer.send(exchange);
    }
}
