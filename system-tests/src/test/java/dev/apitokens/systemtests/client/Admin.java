package dev.apitokens.systemtests.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An admin, on Keycloak's admin REST.
 *
 * @param server URL of the server
 * @param realm name of the realm that the admin is a user of
 * @param clientId client that the admin logs in with
 * @param username whose password is the name
 */
public record Admin(String server, String realm, String clientId, String username) {

    /** What {@code GET /api-tokens} of the admin REST takes. */
    public static final List<String> LIST_PARAMETERS = List.of(
            "search",
            "userId",
            "clientId",
            "status",
            "resource",
            "createdBefore",
            "unusedSince",
            "expiresBefore",
            "neverExpires",
            "first",
            "max",
            "sort",
            "direction");

    private static final String MASTER = "master";
    private static final String CHEAP_PASSWORDS = "hashAlgorithm(pbkdf2-sha256) and hashIterations(1)";

    /** Access tokens of that realm live for a minute. */
    private static final Duration MUCH_OF_ITS_LIFE = Duration.ofSeconds(40);

    private static final Map<Admin, Bearer> BEARERS = new ConcurrentHashMap<>();

    /**
     * Held, for each server, by whoever makes or removes a realm there: Keycloak changes the roles of its own admins each time, in the
     * realm that they are of.
     */
    private static final Map<String, Object> REALMS = new ConcurrentHashMap<>();

    private record Bearer(String token, Instant until) {}

    /** The server's own. */
    Admin(String server) {
        this(server, MASTER, "admin-cli", "admin");
    }

    /** A call that must succeed. */
    public Http.Answer call(String method, String path, @Nullable Object body) {
        Http.Answer answer = send(method, path, body);
        assertThat(answer.status())
                .as(method + " " + path + " " + answer.body())
                .isBetween(200, 299);
        return answer;
    }

    /** A call that may fail. */
    public Http.Answer send(String method, String path, @Nullable Object body) {
        return changesRealms(method, path)
                ? whileNobodyElseMakesRealms(() -> sendNow(method, path, body))
                : sendNow(method, path, body);
    }

    private static boolean changesRealms(String method, String path) {
        return switch (method) {
            case "POST" -> path.isEmpty();
            case "DELETE" -> path.lastIndexOf('/') == 0;
            case "PUT" -> path.equals("/" + MASTER);
            default -> false;
        };
    }

    /** For what makes a realm by another way. */
    public <T, E extends Exception> T whileNobodyElseMakesRealms(Work<T, E> work) throws E {
        synchronized (REALMS.computeIfAbsent(server, any -> new Object())) {
            return work.run();
        }
    }

    /** What is done meanwhile. */
    public interface Work<T, E extends Exception> {
        T run() throws E;
    }

    private Http.Answer sendNow(String method, String path, @Nullable Object body) {
        Http.Answer answer = send(bearer(), method, path, body);
        if (answer.status() == 401 && BEARERS.remove(this) != null) {
            // The server is another one by now, at the same address.
            return send(bearer(), method, path, body);
        }
        return answer;
    }

    private Http.Answer send(String bearer, String method, String path, @Nullable Object body) {
        return Http.send(Http.request(server + "/admin/realms" + path)
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : Http.json(body)));
    }

    /** An access token. The server's own admin logs in now and then, for that costs more than most calls. */
    public String bearer() {
        if (!realm.equals(MASTER)) {
            return login();
        }
        return BEARERS.compute(
                        this,
                        (admin, before) -> before == null || Instant.now().isAfter(before.until())
                                ? new Bearer(admin.login(), Instant.now().plus(MUCH_OF_ITS_LIFE))
                                : before)
                .token();
    }

    private String login() {
        return Person.login(server + "/realms/" + realm, clientId, username).accessToken();
    }

    /** Lets passwords of a realm, which only these tests know, be checked as fast as can be. */
    public void cheapPasswords(String of) {
        updateRealm(of, Map.of("passwordPolicy", CHEAP_PASSWORDS));
    }

    public JsonNode get(String path) {
        return call("GET", path, null).json();
    }

    /** A realm, new even if there is one of that name, with a public client {@code cli} that may manage API tokens. */
    public void createRealm(String name) {
        createRealm(name, Map.of());
    }

    /** The same with attributes: a realm import. */
    public void createRealm(String name, Map<String, String> attributes) {
        if (send("GET", "/" + name, null).status() == 200) {
            call("DELETE", "/" + name, null);
        }
        call(
                "POST",
                "",
                Map.ofEntries(
                        Map.entry("realm", name),
                        Map.entry("enabled", true),
                        Map.entry("sslRequired", "external"),
                        Map.entry("accessTokenLifespan", 1800),
                        Map.entry("passwordPolicy", CHEAP_PASSWORDS),
                        Map.entry("privateKey", RealmKey.PRIVATE),
                        Map.entry("eventsEnabled", true),
                        Map.entry("adminEventsEnabled", true),
                        Map.entry("adminEventsDetailsEnabled", true),
                        Map.entry("attributes", attributes),
                        Map.entry(
                                "clients",
                                List.of(ClientBuilder.named("cli")
                                        .isPublic()
                                        .takesPasswords()
                                        .managesTokens()
                                        .representation()))));
    }

    /** A user whose password is the name, which is the answer. */
    public String createUser(String realm, String... roles) {
        String name = "user-" + UUID.randomUUID();
        call(
                "POST",
                "/" + realm + "/users",
                Map.of(
                        "username",
                        name,
                        "enabled",
                        true,
                        "email",
                        name + "@example.org",
                        "emailVerified",
                        true,
                        "firstName",
                        "Test",
                        "lastName",
                        "Person",
                        "credentials",
                        List.of(Map.of("type", "password", "value", name, "temporary", false))));
        for (String role : roles) {
            realmRole("POST", realm, name, role);
        }
        return name;
    }

    /** Grants a user roles of the realm's own admins, {@code view-users} for one. */
    public void adminRoles(String realm, String username, String... roles) {
        String management = clientUuid(realm, "realm-management");
        List<JsonNode> representations = Stream.of(roles)
                .map(role -> get("/" + realm + "/clients/" + management + "/roles/" + role))
                .toList();
        call(
                "POST",
                "/" + realm + "/users/" + userId(realm, username) + "/role-mappings/clients/" + management,
                representations);
    }

    public String userId(String realm, String username) {
        return get("/" + realm + "/users?exact=true&username=" + username)
                .path(0)
                .path("id")
                .asText();
    }

    public String clientUuid(String realm, String clientId) {
        return get("/" + realm + "/clients?clientId=" + clientId)
                .path(0)
                .path("id")
                .asText();
    }

    /** Grants ({@code POST}) or takes ({@code DELETE}) a realm role. */
    public void realmRole(String method, String realm, String username, String role) {
        JsonNode representation = get("/" + realm + "/roles/" + role);
        call(
                method,
                "/" + realm + "/users/" + userId(realm, username) + "/role-mappings/realm",
                List.of(representation));
    }

    public void updateUser(String realm, String username, Map<String, ?> members) {
        ObjectNode user = get("/" + realm + "/users/" + userId(realm, username)).deepCopy();
        members.forEach((name, value) -> user.set(name, Http.JSON.valueToTree(value)));
        call("PUT", "/" + realm + "/users/" + userId(realm, username), user);
    }

    public void updateRealm(String realm, Map<String, ?> members) {
        ObjectNode representation = get("/" + realm).deepCopy();
        members.forEach((name, value) -> representation.set(name, Http.JSON.valueToTree(value)));
        call("PUT", "/" + realm, representation);
    }

    /** Sets an attribute of the realm; an empty value is how the admin REST takes one away. */
    public void setting(String realm, String name, String value) {
        ObjectNode representation = get("/" + realm).deepCopy();
        representation.withObject("/attributes").put("api-tokens." + name, value);
        call("PUT", "/" + realm, representation);
    }

    /** What happened in the realm. */
    public Events events(String realm) {
        return new Events(this, realm);
    }
}
