package dev.apitokens.systemtests.lifecycle;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.LogFile;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.HeapDump;
import dev.apitokens.systemtests.product.OwnServers;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A token in every place of every call that has one for a text, right or wrong, once each, at a product of which all that is
 * ours logs what it can: afterwards it is nowhere, in no log, event or row, and nothing remembers it. (At TRACE,
 * Keycloak and the libraries for HTTP log the addresses of requests, whatever is in them.)
 *
 * <p>Of the heaps of the three servers it is claimed that, once other requests have come and gone, no string that anything but the
 * stack of a thread can reach has the secret in it, whoever keeps it, and no array that an object or a class of ours has. So nothing
 * keeps it, for it would keep it as one of these. Until then a server's threads have their last request at hand, and one that waits for
 * work may have it on its stack until there is some. Not claimed, for it is nobody's to promise:
 * what buffers that are used again still have from a request until the next one writes there (those for HTTP and JSON; none of ours), and
 * what was collected and not yet written over. H2, the database of the demo and of no production, keeps strings that it was asked for
 * in a cache of its own, in the server's process; it is told not to.
 */
@OwnServers
class MisplacedSecretIT {

    private static final Path HEAP = Path.of("target/heap/talkative.hprof").toAbsolutePath();

    private static final int AT_ONCE = 20;

    private static Product product;

    @BeforeAll
    static void start() {
        product = Product.talkative();
    }

    @AfterAll
    static void end() {
        if (product != null) {
            product.end();
        }
    }

    @Test
    void putEverywhereThenNowhere() {
        Person person = product.newPerson();
        String id = person.create("found by its id").id();
        String secret = person.create("everywhere").secret();
        calls(person, id, secret).forEach(MisplacedSecretIT::send);
        // Known to work, and the last that anybody hears of it.
        assertThat(product.introspect(secret).body()).contains("\"active\":true");

        String random = secret.substring(secret.indexOf('_') + 1);
        Map<String, String> places = new LinkedHashMap<>();
        places.put("events", product.admin().events("demo").all().toString());
        places.put(
                "admin events",
                product.admin().get("/demo/admin-events?max=10000").toString());
        places.put("database", String.join("\n", new StoredTokens(product.database).query("script")));
        for (Path log : List.of(product.keycloak.log(), product.graphQl.log(), product.mcp.log())) {
            places.put(log.getFileName().toString(), logged(log));
        }
        // A scan of nothing would find no secret either.
        assertThat(places.get("events")).contains("INTROSPECT_TOKEN");
        assertThat(places.get("keycloak.log")).contains("INTROSPECT_TOKEN_ERROR");
        assertThat(places.get("graphql.log")).contains("Started");
        assertThat(places.get("mcp.log")).contains("Started");
        // Not assertThat(place).doesNotContain: its message would print the secret.
        assertThat(places.entrySet().stream()
                        .filter(place -> place.getValue().contains(random))
                        .map(Map.Entry::getKey))
                .isEmpty();
        Map<Long, String> servers = Map.of(
                product.keycloak.pid(), product.realm("demo"),
                product.graphQl.pid(), product.graphQlServer + "/health",
                product.mcp.pid(), product.mcpServer + "/health");
        servers.forEach(
                (process, url) -> await("nothing of it left behind " + url).untilAsserted(() -> {
                    others(url);
                    assertForgotten(process, random);
                }));
    }

    /** Nothing in a process keeps a text; what does is told with the ways that lead to it. */
    private static void assertForgotten(long process, String text) {
        HeapDump heap = HeapDump.of(process, HEAP);
        try {
            // A scan of nothing would find no secret either: this one is in each of these programs.
            assertThat(heap.keepers("java.class.path")).contains("java.lang.String");
            List<String> keepers = heap.keepers(text).stream()
                    .filter(keeper -> keeper.equals("java.lang.String") || keeper.startsWith("dev.apitokens."))
                    .toList();
            assertThat(keepers).as(() -> heap.ways(text, keepers)).isEmpty();
        } finally {
            heap.delete();
        }
    }

    /** Other requests, more than a server has threads: each thread has its last one at hand until its next. */
    private static void others(String url) {
        ExecutorService callers = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<CompletableFuture<Void>> calls = IntStream.range(0, AT_ONCE)
                    .mapToObj(any -> CompletableFuture.runAsync(
                            () -> IntStream.range(0, AT_ONCE).forEach(i -> Http.send(Http.request(url))), callers))
                    .toList();
            calls.forEach(CompletableFuture::join);
        } finally {
            callers.shutdown();
        }
    }

    /** Without what Spring GraphQL logs of a query, in the name of a class of ours that extends one of its own. */
    private static String logged(Path log) {
        return new LogFile(log)
                .lines().stream()
                        .filter(line -> !line.contains("GraphQlHttpStatus$"))
                        .collect(Collectors.joining("\n"));
    }

    private static void send(String call, HttpRequest.Builder request) {
        Http.Answer answer = Http.send(request);
        assertThat(answer.status()).as(call + " " + answer.error()).isLessThan(500);
    }

    private static Map<String, HttpRequest.Builder> calls(Person person, String id, String secret) {
        Map<String, HttpRequest.Builder> calls = new LinkedHashMap<>();
        String account = person.realm() + "/api-tokens";
        Map<String, String> own = Map.of("Authorization", "Bearer " + person.accessToken());
        for (String method : List.of("GET", "PUT", "DELETE")) {
            calls.put(method + " by secret", request(account + "/" + secret, own, method, Map.of("name", "a")));
        }
        calls.put("rotate by secret", request(account + "/" + secret + "/rotate", own, "POST", Map.of()));
        calls.put("events by secret", request(account + "/" + secret + "/events", own, "GET", Map.of()));
        for (String parameter : List.of("first", "max", "other")) {
            calls.put(
                    "events, " + parameter,
                    request(account + "/" + id + "/events?" + parameter + "=" + secret, own, "GET", Map.of()));
        }
        for (String parameter : List.of("status", "first", "max", "other")) {
            calls.put("list, " + parameter, request(account + "?" + parameter + "=" + secret, own, "GET", Map.of()));
        }
        for (String member : List.of("name", "expiresAt", "scopes", "resources", "graceSeconds", "other")) {
            Object value = List.of("scopes", "resources").contains(member) ? List.of(secret) : secret;
            Map<String, Object> create = new HashMap<>(Map.of("name", "a"));
            create.put(member, value);
            calls.put("create, " + member, request(account, own, "POST", create));
            calls.put("change, " + member, request(account + "/" + id, own, "PUT", Map.of(member, value)));
            calls.put("rotate, " + member, request(account + "/" + id + "/rotate", own, "POST", Map.of(member, value)));
        }
        calls.put("report, not as a list", request(account + "/revoke", Map.of(), "POST", Map.of("tokens", secret)));
        for (String header : List.of("Authorization", "User-Agent", "Referer", "Cookie", "X-Other", "Origin")) {
            calls.put("list, " + header, request(account, Map.of(header, secret), "GET", Map.of()));
        }
        calls.put("as an access token", request(account, bearer(secret), "GET", Map.of()));
        calls.put("self", request(account + "/self", bearer(secret), "GET", Map.of()));
        admin(calls, secret);
        oauth(calls, secret);
        check(calls, secret);
        resourceServers(calls, secret);
        return calls;
    }

    private static void admin(Map<String, HttpRequest.Builder> calls, String secret) {
        Admin admin = product.admin();
        String tokens = product.server + "/admin/realms/demo/api-tokens";
        Map<String, String> own = bearer(admin.bearer());
        for (String method : List.of("GET", "DELETE")) {
            calls.put("admin " + method + " by secret", request(tokens + "/" + secret, own, method, Map.of()));
        }
        calls.put("admin events by secret", request(tokens + "/" + secret + "/events", own, "GET", Map.of()));
        for (String parameter : Stream.concat(Admin.LIST_PARAMETERS.stream(), Stream.of("other"))
                .toList()) {
            for (String path : List.of("?", "/count?", "/export?", "/owners?")) {
                calls.put(
                        "admin " + path + parameter,
                        request(tokens + path + parameter + "=" + secret, own, "GET", Map.of()));
            }
            calls.put(
                    "admin revoke, " + parameter, request(tokens + "/revoke", own, "POST", Map.of(parameter, secret)));
        }
        calls.put("admin revoke, ids", request(tokens + "/revoke", own, "POST", Map.of("ids", List.of(secret))));
        calls.put("admin lookup", request(tokens + "/lookup", own, "POST", Map.of("token", secret)));
        calls.put(
                "admin trial by secret",
                request(tokens + "/resource-servers/" + secret + "/trial", own, "POST", Map.of()));
        calls.put(
                "admin trial of secret",
                request(tokens + "/resource-servers/graphql-api/trial", own, "POST", Map.of("username", secret)));
        calls.put("admin as a token", request(tokens, bearer(secret), "GET", Map.of()));
        for (String member : List.of("prefix", "requiredRole", "maxPerUser", "enabled", "other")) {
            calls.put("admin settings, " + member, request(tokens + "/settings", own, "PUT", Map.of(member, secret)));
        }
    }

    private static void oauth(Map<String, HttpRequest.Builder> calls, String secret) {
        String realm = product.realm("demo") + "/protocol/openid-connect";
        for (String url : List.of(realm + "/token/introspect", product.realm("demo") + "/api-tokens/introspect")) {
            calls.put(url, Introspection.request(url, "graphql-api", Map.of("token", secret)));
            calls.put(
                    url + ", with more",
                    Introspection.request(url, "graphql-api", Map.of("token", secret + secret, "other", secret)));
        }
        String revoke = realm + "/revoke";
        calls.put(
                "revoke, with more",
                Introspection.request(
                        revoke, "graphql-api", Map.of("token", secret + secret, "token_type_hint", secret)));
        calls.put(
                "revoke, by a client that may not",
                Introspection.request(revoke, "no-such-client", Map.of("token", secret)));
        for (String parameter : List.of(
                "audience",
                "scope",
                "resource",
                "requested_token_type",
                "subject_token_type",
                "actor_token",
                "other")) {
            Map<String, String> body = new HashMap<>(Map.of(
                    "grant_type", "urn:ietf:params:oauth:grant-type:token-exchange",
                    "subject_token", secret,
                    "subject_token_type", "urn:ietf:params:oauth:token-type:access_token",
                    "audience", "graphql-api"));
            body.put(parameter, secret);
            calls.put("exchange, " + parameter, Introspection.request(realm + "/token", "mcp-server", body));
        }
    }

    private static void check(Map<String, HttpRequest.Builder> calls, String secret) {
        String check = product.realm("demo") + "/api-tokens/check?";
        for (String parameter : List.of("resource", "scope", "role", "challenge", "jwt", "other")) {
            for (String resource : List.of("resource=graphql-api&", "resource=no-such-client&", "")) {
                calls.put(
                        "check, " + resource + parameter,
                        request(check + resource + parameter + "=" + secret, bearer(secret), "GET", Map.of()));
            }
        }
        String asName = Base64.getEncoder().encodeToString((secret + ":" + secret).getBytes(StandardCharsets.UTF_8));
        calls.put(
                "check, as a name",
                request(check + "resource=graphql-api", Map.of("Authorization", "Basic " + asName), "GET", Map.of()));
    }

    private static void resourceServers(Map<String, HttpRequest.Builder> calls, String secret) {
        String graphQl = product.graphQlServer + "/graphql";
        String mcp = product.mcpServer + "/mcp";
        for (Map<String, ?> body : List.of(
                Map.of("query", secret),
                Map.of("query", "{ viewer { " + secret + " } }"),
                Map.of("query", "{ viewer { username } }", "operationName", secret),
                Map.of("query", "{ viewer { username } }", "variables", Map.of("a", secret)),
                Map.of("query", "{ viewer { username } }", "extensions", secret))) {
            calls.put("GraphQL " + body, request(graphQl, bearer(secret), "POST", body));
        }
        for (Map<String, ?> body : List.of(
                Map.of("jsonrpc", "2.0", "id", secret, "method", "tools/list"),
                Map.of("jsonrpc", "2.0", "id", 1, "method", secret),
                Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/call", "params", Map.of("name", secret)),
                Map.of("jsonrpc", "2.0", "id", 1, "method", "tools/call", "params", secret))) {
            calls.put("MCP " + body, request(mcp, bearer(secret), "POST", body));
        }
        for (String server : List.of(product.graphQlServer, product.mcpServer)) {
            calls.put(server + " path", request(server + "/" + secret, bearer(secret), "GET", Map.of()));
            calls.put(server + " query", request(server + "/?access_token=" + secret, Map.of(), "GET", Map.of()));
        }
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("Authorization", "Bearer " + token);
    }

    private static HttpRequest.Builder request(
            String url, Map<String, String> headers, String method, Map<String, ?> body) {
        HttpRequest.Builder request = Http.request(url)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream");
        headers.forEach(request::setHeader);
        return request.method(
                method, method.equals("GET") ? HttpRequest.BodyPublishers.noBody() : Http.json(new HashMap<>(body)));
    }
}
