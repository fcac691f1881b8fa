package dev.apitokens.systemtests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.client.UnknownSecret;
import dev.apitokens.systemtests.product.Product;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Whatever is sent to whatever of the endpoints: it is answered, and with an error that is the caller's where it is theirs.
 * {@code -Dfuzz.inputs} and {@code -Dfuzz.seed} make it another or a longer run, which ends with the first round that finds a fault.
 */
class FuzzIT {

    private static final String REALM = "fuzz";
    private static final int INPUTS = Integer.getInteger("fuzz.inputs", 20_000);
    private static final long SEED = Long.getLong("fuzz.seed", 1);
    private static final int CALLERS = 8;

    /** As many as are sent before the person logs in again: in less time than an access token lives. */
    private static final int OF_A_ROUND = 50_000;

    private static final int TOKENS = 20;

    /** Tomcat takes 8 KB of headers, and answers more by itself. */
    private static final int LONGEST_HEADER = 4000;

    /** Where an address that is none is answered by the container, which promises no JSON. */
    private static final String ELSEWHERE = ", another path";

    /** What no answer has: a line of a stack trace, or the name of a class. */
    private static final Pattern JAVA =
            Pattern.compile("\\tat |(java|jakarta|org\\.keycloak|org\\.springframework|com\\"
                    + ".fasterxml|graphql|io\\.modelcontextprotocol|dev\\.apitokens)\\.[a-z.]*[A-Z]\\w+");

    private final Product product = Product.shared();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private Person person;
    private List<String> ids = List.of();
    private List<String> secrets = List.of();

    @BeforeEach
    void setUp() {
        Admin admin = product.admin();
        admin.createRealm(REALM, Map.of("api-tokens.max-per-user", "10000"));
        ClientBuilder.named("api").isResourceServer().isGateway().createIn(REALM, admin);
        person = Person.login(product.realm(REALM), "cli", admin.createUser(REALM));
        List<Person.Created> tokens = IntStream.range(0, TOKENS)
                .mapToObj(i -> person.create("token " + i))
                .toList();
        ids = tokens.stream().map(Person.Created::id).toList();
        // Known and unknown ones; the scan at the end looks for both.
        secrets = new ArrayList<>(tokens.stream().map(Person.Created::secret).toList());
        IntStream.range(0, TOKENS).forEach(i -> secrets.add(UnknownSecret.secret()));
        Person.SECRETS.addAll(secrets);
    }

    @Test
    void sendWhatSomebodyCouldSendThenAnsweredAsIsPromised() throws IOException {
        List<Nasty> callers = IntStream.range(0, CALLERS)
                .mapToObj(i -> new Nasty(SEED + i, secrets))
                .toList();
        Instant began = Instant.now();
        for (int sent = 0; sent < INPUTS && faults.isEmpty(); sent += OF_A_ROUND) {
            int now = Math.min(OF_A_ROUND, INPUTS - sent);
            person = Person.login(product.realm(REALM), "cli", person.username());
            sendSome(callers, now);
            long seconds = Math.max(1, Duration.between(began, Instant.now()).toSeconds());
            System.out.printf(
                    Locale.ROOT,
                    "Seed %d: %,d inputs of %,d, %,d a second%n",
                    SEED,
                    sent + now,
                    INPUTS,
                    (sent + now) / seconds);
        }

        assertThat(faults.stream().limit(20)).as(faults.size() + " faults").isEmpty();
        for (Path log : List.of(product.keycloak.log(), product.graphQl.log(), product.mcp.log())) {
            // ISO 8859-1 reads any bytes.
            try (Stream<String> lines = Files.lines(log, StandardCharsets.ISO_8859_1)) {
                assertThat(lines.filter(line -> line.startsWith(Nasty.FORGED)
                                        || line.chars().anyMatch(c -> c < ' ' && c != '\t'))
                                .limit(20))
                        .as("lines of theirs and control characters in " + log)
                        .isEmpty();
            }
        }
        // Nobody lost anything on the way but by asking for it.
        assertThat(person.get("").status()).isEqualTo(200);
        assertThat(product.graphQl(product.alice().create("after " + SEED).secret(), "{ viewer { username } }")
                        .status())
                .isEqualTo(200);
    }

    /** Each caller has a thread and, as the client keeps them, a connection to each server. */
    private void sendSome(List<Nasty> callers, int inputs) {
        ExecutorService threads = Executors.newFixedThreadPool(callers.size());
        try {
            List<CompletableFuture<Void>> running = callers.stream()
                    .map(caller -> CompletableFuture.runAsync(() -> send(caller, inputs / callers.size()), threads))
                    .toList();
            running.forEach(CompletableFuture::join);
        } finally {
            threads.shutdown();
        }
    }

    private void send(Nasty nasty, int inputs) {
        List<Map.Entry<String, Function<Nasty, HttpRequest.Builder>>> endpoints =
                List.copyOf(endpoints().entrySet());
        for (int i = 0; i < inputs; i++) {
            Map.Entry<String, Function<Nasty, HttpRequest.Builder>> endpoint = nasty.one(endpoints);
            check(endpoint.getKey(), endpoint.getValue().apply(nasty));
        }
    }

    private void check(String endpoint, HttpRequest.Builder request) {
        if (request.build().uri().getRawPath().contains("%")) {
            // It may lead anywhere, and Keycloak fails at its own way to say 404 where the content type is none.
            request.setHeader("Content-Type", "application/json");
        }
        Http.Answer answer = Http.send(request);
        String type = answer.header("Content-Type");
        if (answer.status() >= 500
                || JAVA.matcher(answer.body()).find()
                || (answer.status() >= 400
                        && !answer.body().isEmpty()
                        && !endpoint.endsWith(ELSEWHERE)
                        && !type.startsWith("application/json")
                        && !type.startsWith("application/graphql-response+json"))) {
            faults.add(endpoint + " " + request.build().headers().firstValue("Content-Type") + " " + answer.status()
                    + " " + type + " " + answer.body());
        }
    }

    private Map<String, Function<Nasty, HttpRequest.Builder>> endpoints() {
        Map<String, Function<Nasty, HttpRequest.Builder>> endpoints = new LinkedHashMap<>();
        account(endpoints);
        admin(endpoints);
        oauth(endpoints);
        resourceServers(endpoints);
        return endpoints;
    }

    private void account(Map<String, Function<Nasty, HttpRequest.Builder>> endpoints) {
        endpoints.put("list", nasty -> account(nasty, "?" + query(nasty, "first", "max", "status")));
        endpoints.put("settings", nasty -> account(nasty, "/settings"));
        endpoints.put(
                "create", nasty -> json(account(nasty, ""), "POST", nasty, "name", "expiresAt", "scopes", "resources"));
        endpoints.put("get", nasty -> account(nasty, "/" + id(nasty)));
        endpoints.put("events", nasty -> account(nasty, "/" + id(nasty) + "/events?" + query(nasty, "first", "max")));
        endpoints.put("delete", nasty -> account(nasty, "/" + nasty.encoded()).DELETE());
        endpoints.put(
                "change", nasty -> json(account(nasty, "/" + id(nasty)), "PUT", nasty, "name", "scopes", "resources"));
        endpoints.put(
                "rotate",
                nasty -> json(account(nasty, "/" + id(nasty) + "/rotate"), "POST", nasty, "expiresAt", "graceSeconds"));
        endpoints.put(
                "self",
                nasty -> Http.request(person.realm() + "/api-tokens/self")
                        .header("Authorization", "Bearer " + header(nasty)));
        endpoints.put(
                "rotate by holder",
                nasty -> json(
                        Http.request(person.realm() + "/api-tokens/self/rotate")
                                .header("Authorization", "Bearer " + header(nasty)),
                        "POST",
                        nasty,
                        "expiresAt",
                        "graceSeconds"));
        endpoints.put(
                "check",
                nasty -> Http.request(person.realm() + "/api-tokens/check?"
                                + query(nasty, "resource", "scope", "role", "challenge", "jwt"))
                        .header("Authorization", nasty.one(List.of("Bearer ", "Basic ")) + header(nasty)));
        endpoints.put(
                "report", nasty -> json(Http.request(person.realm() + "/api-tokens/revoke"), "POST", nasty, "tokens"));
        endpoints.put("elsewhere", nasty -> account(nasty, "/" + nasty.encoded() + "/" + nasty.encoded()));
    }

    private void admin(Map<String, Function<Nasty, HttpRequest.Builder>> endpoints) {
        String[] filter = Admin.LIST_PARAMETERS.toArray(String[]::new);
        endpoints.put("admin list", nasty -> admin("?" + query(nasty, filter)));
        endpoints.put("admin count", nasty -> admin("/count?" + query(nasty, filter)));
        endpoints.put("admin export", nasty -> admin("/export?" + query(nasty, filter)));
        endpoints.put("admin owners", nasty -> admin("/owners?" + query(nasty, filter)));
        endpoints.put("admin get", nasty -> admin("/" + id(nasty)));
        endpoints.put("admin events", nasty -> admin("/" + id(nasty) + "/events?" + query(nasty, "first", "max")));
        endpoints.put("admin delete", nasty -> admin("/" + nasty.encoded()).DELETE());
        endpoints.put("admin lookup", nasty -> json(admin("/lookup"), "POST", nasty, "token"));
        endpoints.put(
                "admin revoke",
                nasty -> json(
                        admin("/revoke"),
                        "POST",
                        nasty,
                        "ids",
                        "search",
                        "userId",
                        "resource",
                        "unusedSince",
                        "status"));
        endpoints.put(
                "admin trial",
                nasty -> json(admin("/resource-servers/" + nasty.encoded() + "/trial"), "POST", nasty, "username"));
        // Nothing that takes what the others need away.
        endpoints.put(
                "admin settings",
                nasty -> json(
                        admin("/settings"), "PUT", nasty, "prefix", "retentionDays", "expiryNoticeDays", "unknown"));
    }

    private void oauth(Map<String, Function<Nasty, HttpRequest.Builder>> endpoints) {
        endpoints.put(
                "introspect",
                nasty -> form(
                        product.realm(REALM) + "/protocol/openid-connect/token/introspect",
                        nasty,
                        Map.of("token", nasty.text())));
        endpoints.put(
                "revoke",
                nasty -> form(
                        product.realm(REALM) + "/protocol/openid-connect/revoke",
                        nasty,
                        Map.of("token", nasty.text())));
        endpoints.put(
                "introspect, ours",
                nasty -> form(person.realm() + "/api-tokens/introspect", nasty, Map.of("token", nasty.text())));
        endpoints.put("exchange", nasty -> {
            Map<String, String> parameters = new LinkedHashMap<>(Map.of(
                    "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                    "subject_token", nasty.secret(),
                    "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
                    "audience", "api"));
            parameters.put(
                    nasty.one(List.of(
                            "subject_token", "subject_token_type", "audience", "scope", "resource", "actor_token")),
                    nasty.text());
            return form(product.realm(REALM) + "/protocol/openid-connect/token", nasty, parameters);
        });
    }

    private void resourceServers(Map<String, Function<Nasty, HttpRequest.Builder>> endpoints) {
        for (String server : List.of(product.graphQlServer + "/graphql", product.mcpServer + "/mcp")) {
            endpoints.put(
                    server,
                    nasty -> json(
                            Http.request(server)
                                    .header("Accept", "application/json, text/event-stream")
                                    .header("Authorization", "Bearer " + header(nasty)),
                            "POST",
                            nasty,
                            "query",
                            "variables",
                            "extensions",
                            "operationName",
                            "jsonrpc",
                            "id",
                            "method",
                            "params"));
            endpoints.put(
                    server + ELSEWHERE,
                    nasty -> Http.request(server.replaceFirst("/[a-z]+$", "/")
                            + nasty.one(List.of("error", "graphql", "mcp", nasty.encoded()))));
        }
    }

    private HttpRequest.Builder account(Nasty nasty, String path) {
        HttpRequest.Builder request = Http.request(person.realm() + "/api-tokens" + path)
                .header("Authorization", "Bearer " + person.accessToken());
        return nasty.below(10) == 0 ? request.header("Content-Type", nasty.contentType()) : request;
    }

    private HttpRequest.Builder admin(String path) {
        return Http.request(product.server + "/admin/realms/" + REALM + "/api-tokens" + path)
                .header("Authorization", "Bearer " + product.admin().bearer());
    }

    private String id(Nasty nasty) {
        return nasty.below(3) == 0 ? nasty.one(ids) : nasty.encoded();
    }

    // What the client lets through; others would be refused by any HTTP server.
    private static String header(Nasty nasty) {
        String text = nasty.text().replaceAll("[^\\x20-\\x7e]", "?").strip();
        return text.substring(0, Math.min(text.length(), LONGEST_HEADER));
    }

    private static String query(Nasty nasty, String... names) {
        return nasty.one(List.of(names)) + "=" + nasty.encoded() + "&" + nasty.one(List.of(names)) + "="
                + nasty.encoded();
    }

    private static HttpRequest.Builder json(
            HttpRequest.Builder request, String method, Nasty nasty, String... members) {
        return request.setHeader("Content-Type", nasty.below(10) == 0 ? nasty.contentType() : "application/json")
                .method(
                        method,
                        BodyPublishers.ofByteArray(
                                nasty.bytes(nasty.below(10) == 0 ? nasty.value() : nasty.object(members))));
    }

    // A form: what is none, Keycloak's own reader of forms fails at, before anything of ours is asked.
    private static HttpRequest.Builder form(String url, Nasty nasty, Map<String, String> parameters) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        if (nasty.below(3) == 0) {
            all.put("token_type_hint", nasty.one(List.of("access_token", "api_token")));
        }
        return Http.request(url)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder().encodeToString("api:api-secret".getBytes(StandardCharsets.UTF_8)))
                .POST(Http.form(all));
    }
}
