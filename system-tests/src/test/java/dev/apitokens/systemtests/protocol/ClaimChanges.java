package dev.apitokens.systemtests.protocol;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.ClientScopes;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Metrics;
import dev.apitokens.systemtests.client.Person;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A person with a token, and each kind of change that shows in its claims.
 *
 * @param server URL of the server
 * @param admin who makes the changes
 * @param realm name of the realm
 * @param username whose token it is
 * @param client id of the resource server
 * @param secret the token
 */
public record ClaimChanges(String server, Admin admin, String realm, String username, String client, String secret) {

    /**
     * Something that changes.
     *
     * @param make does it
     * @param shows whether claims are of after it
     */
    public record Change(Runnable make, Predicate<JsonNode> shows) {}

    /** The kind in whose realm no claims are used again. */
    public static final String ORGANIZATION = "organization";

    /** Each kind: prepares what has to be there before the change. */
    public static final Map<String, Function<ClaimChanges, Change>> KINDS = kinds();

    private static Map<String, Function<ClaimChanges, Change>> kinds() {
        Map<String, Function<ClaimChanges, Change>> kinds = new LinkedHashMap<>();
        kinds.put("role", ClaimChanges::role);
        kinds.put("composite role", ClaimChanges::compositeRole);
        kinds.put("role that is removed", ClaimChanges::removedRole);
        kinds.put("group", ClaimChanges::group);
        kinds.put("role of a group", ClaimChanges::roleOfGroup);
        kinds.put("attribute of a group", ClaimChanges::attributeOfGroup);
        kinds.put("name of a group", ClaimChanges::nameOfGroup);
        kinds.put("attribute of the person", ClaimChanges::attribute);
        kinds.put("person", ClaimChanges::person);
        kinds.put("client", ClaimChanges::fullScope);
        kinds.put("scope", ClaimChanges::scope);
        kinds.put("mapper of the client", ClaimChanges::mapper);
        kinds.put("mapper of a scope", ClaimChanges::mapperOfScope);
        kinds.put("setting of the realm", ClaimChanges::realmSetting);
        kinds.put("scope mapping of the client", ClaimChanges::scopeMapping);
        kinds.put("configuration of a mapper", ClaimChanges::mapperConfiguration);
        kinds.put("default role", ClaimChanges::defaultRole);
        kinds.put("attribute of a parent group", ClaimChanges::attributeOfParent);
        // The last: from there on the realm has organizations.
        kinds.put(ORGANIZATION, ClaimChanges::organization);
        return kinds;
    }

    /** A realm for them, whose people may have any attribute. */
    public static void createRealm(Admin admin, String realm) {
        admin.createRealm(realm);
        ObjectNode profile = admin.get("/" + realm + "/users/profile").deepCopy();
        admin.call("PUT", "/" + realm + "/users/profile", profile.put("unmanagedAttributePolicy", "ENABLED"));
    }

    /** Somebody new with a token, and a resource server whose claims tell of all that changes. */
    public static ClaimChanges of(String server, Admin admin, String realm) {
        String username = admin.createUser(realm);
        String client = unique("client");
        ClientBuilder.named(client)
                .isResourceServer()
                .takesPasswords()
                // Keycloak calls a JWT active for its audience only.
                .mapper(
                        "oidc-audience-mapper",
                        Map.of("included.client.audience", client, "access.token.claim", "true"))
                .mapper(
                        "oidc-group-membership-mapper",
                        Map.of("claim.name", "groups", "full.path", "false", "introspection.token.claim", "true"))
                .mapper(
                        "oidc-usermodel-attribute-mapper",
                        Map.of(
                                "user.attribute",
                                "team",
                                "claim.name",
                                "team",
                                "aggregate.attrs",
                                "true",
                                "multivalued",
                                "true",
                                "introspection.token.claim",
                                "true"))
                .createIn(realm, admin);
        String secret = Person.login(server + "/realms/" + realm, "cli", username)
                .create("a")
                .secret();
        return new ClaimChanges(server, admin, realm, username, client, secret);
    }

    /** The same token at another resource server. */
    ClaimChanges with(String resourceServer) {
        return new ClaimChanges(server, admin, realm, username, resourceServer, secret);
    }

    /** What that server says of the token. */
    public JsonNode claims(String at) {
        return claims(at, secret);
    }

    /** What that server says of that token of the person, whoever issued it. */
    public JsonNode claims(String at, String token) {
        return Introspection.at(tokenEndpoint(at) + "/introspect", client, token)
                .json();
    }

    /** An access token of Keycloak's own, by a login at the resource server. Its introspection runs the same mappers each time. */
    public String login(String at) {
        return Introspection.at(
                        tokenEndpoint(at),
                        client,
                        Map.of("grant_type", "password", "username", username, "password", username))
                .json()
                .path("access_token")
                .asText();
    }

    private String tokenEndpoint(String at) {
        return at + "/realms/" + realm + "/protocol/openid-connect/token";
    }

    /**
     * Asks until claims that were made before are used again, if they ever are: what comes now finds them kept.
     *
     * @param metrics of that server alone
     */
    public void awaitReuse(String kind, String at, Metrics metrics) {
        if (kind.equals(ORGANIZATION)) {
            claims(at);
            assertThat(isReused(at, metrics)).isFalse();
            return;
        }
        await("claims that are used again").until(() -> isReused(at, metrics));
    }

    /** Asks, and answers whether the claims had been made before. */
    boolean isReused(String at, Metrics metrics) {
        double before = reused(metrics);
        claims(at);
        return reused(metrics) > before;
    }

    private double reused(Metrics metrics) {
        return metrics.sum("api_tokens_claims_total", "realm=\"" + realm + "\"", "outcome=\"reused\"");
    }

    private Change role() {
        String role = newRole();
        return new Change(() -> admin.realmRole("POST", realm, username, role), showsRole(role));
    }

    private Change compositeRole() {
        String composite = newRole();
        String part = newRole();
        admin.realmRole("POST", realm, username, composite);
        return new Change(
                () -> call("POST", "/roles/" + composite + "/composites", List.of(get("/roles/" + part))),
                showsRole(part));
    }

    private Change removedRole() {
        String role = newRole();
        admin.realmRole("POST", realm, username, role);
        return new Change(
                () -> call("DELETE", "/roles/" + role, null), showsRole(role).negate());
    }

    private Change group() {
        String name = unique("group");
        String group = create("/groups", Map.of("name", name));
        return new Change(() -> call("PUT", userPath() + "/groups/" + group, null), showsGroup(name));
    }

    private Change roleOfGroup() {
        String group = groupOfPerson(unique("group"));
        String role = newRole();
        return new Change(
                () -> call("POST", "/groups/" + group + "/role-mappings/realm", List.of(get("/roles/" + role))),
                showsRole(role));
    }

    private Change attributeOfGroup() {
        String name = unique("group");
        String group = groupOfPerson(name);
        return new Change(
                () -> call(
                        "PUT", "/groups/" + group, Map.of("name", name, "attributes", Map.of("team", List.of("blue")))),
                claims -> contains(claims.path("team"), "blue"));
    }

    private Change nameOfGroup() {
        String group = groupOfPerson(unique("group"));
        String name = unique("renamed");
        return new Change(() -> call("PUT", "/groups/" + group, Map.of("name", name)), showsGroup(name));
    }

    private Change attribute() {
        return new Change(
                () -> admin.updateUser(realm, username, Map.of("attributes", Map.of("team", List.of("red")))),
                claims -> contains(claims.path("team"), "red"));
    }

    private Change person() {
        return new Change(
                () -> admin.updateUser(realm, username, Map.of("firstName", "Changed")),
                claims -> claims.path("given_name").asText().equals("Changed"));
    }

    private Change fullScope() {
        return new Change(
                () -> {
                    ObjectNode representation = get(clientPath()).deepCopy();
                    call("PUT", clientPath(), representation.put("fullScopeAllowed", false));
                },
                claims -> claims.at("/realm_access/roles").isMissingNode());
    }

    private Change scope() {
        return new Change(
                () -> call("DELETE", clientPath() + "/default-client-scopes/" + scopeId("email"), null),
                claims -> claims.path("email").isMissingNode());
    }

    private Change mapper() {
        return new Change(() -> addMapper(clientPath(), "ofClient"), claims -> claims.has("ofClient"));
    }

    private Change mapperOfScope() {
        String claim = unique("of-scope");
        return new Change(() -> addMapper("/client-scopes/" + scopeId("profile"), claim), claims -> claims.has(claim));
    }

    private Change scopeMapping() {
        String role = newRole();
        admin.realmRole("POST", realm, username, role);
        ObjectNode representation = get(clientPath()).deepCopy();
        call("PUT", clientPath(), representation.put("fullScopeAllowed", false));
        return new Change(
                () -> call("POST", clientPath() + "/scope-mappings/realm", List.of(get("/roles/" + role))),
                showsRole(role));
    }

    private Change mapperConfiguration() {
        addMapper(clientPath(), "configured");
        String mappers = clientPath() + "/protocol-mappers/models";
        ObjectNode mapper = StreamSupport.stream(get(mappers).spliterator(), false)
                .filter(other -> other.path("name").asText().equals("configured"))
                .findFirst()
                .orElseThrow()
                .deepCopy();
        return new Change(
                () -> {
                    mapper.withObject("/config").put("claim.value", "otherwise");
                    call("PUT", mappers + "/" + mapper.path("id").asText(), mapper);
                },
                claims -> claims.path("configured").asText().equals("otherwise"));
    }

    private Change defaultRole() {
        String role = newRole();
        return new Change(
                () -> call("POST", "/roles/default-roles-" + realm + "/composites", List.of(get("/roles/" + role))),
                showsRole(role));
    }

    private Change attributeOfParent() {
        String name = unique("parent");
        String parent = create("/groups", Map.of("name", name));
        String child = create("/groups/" + parent + "/children", Map.of("name", unique("child")));
        call("PUT", userPath() + "/groups/" + child, null);
        return new Change(
                () -> call(
                        "PUT",
                        "/groups/" + parent,
                        Map.of("name", name, "attributes", Map.of("team", List.of("green")))),
                claims -> contains(claims.path("team"), "green"));
    }

    /** An address of the realm's own is in {@code iss}. */
    private Change realmSetting() {
        String address = "http://localhost:1/" + unique("changed");
        return new Change(
                () -> admin.updateRealm(realm, Map.of("attributes", Map.of("frontendUrl", address))),
                claims -> claims.path("iss").asText().startsWith(address));
    }

    /** Keycloak's mapper of organizations asks a store of its own: what it makes is never used again. */
    private Change organization() {
        String name = unique("org");
        admin.updateRealm(realm, Map.of("organizationsEnabled", true));
        String id = create(
                "/organizations",
                Map.of("name", name, "alias", name, "domains", List.of(Map.of("name", name + ".example.org"))));
        call("PUT", clientPath() + "/default-client-scopes/" + scopeId("organization"), null);
        return new Change(
                () -> call("POST", "/organizations/" + id + "/members", admin.userId(realm, username)),
                claims -> claims.path("organization").toString().contains(name));
    }

    private void addMapper(String path, String claim) {
        call(
                "POST",
                path + "/protocol-mappers/models",
                Map.of(
                        "name",
                        claim,
                        "protocol",
                        "openid-connect",
                        "protocolMapper",
                        "oidc-hardcoded-claim-mapper",
                        "config",
                        Map.of("claim.name", claim, "claim.value", "yes", "introspection.token.claim", "true")));
    }

    private String newRole() {
        String role = unique("role");
        create("/roles", Map.of("name", role));
        return role;
    }

    /** Makes the person a member of a new group, whose id is the answer. */
    public String groupOfPerson(String name) {
        String group = create("/groups", Map.of("name", name));
        call("PUT", userPath() + "/groups/" + group, null);
        return group;
    }

    private String scopeId(String name) {
        return new ClientScopes(admin, realm).id(name);
    }

    private String userPath() {
        return "/users/" + admin.userId(realm, username);
    }

    private String clientPath() {
        return "/clients/" + admin.clientUuid(realm, client);
    }

    private JsonNode get(String path) {
        return admin.get("/" + realm + path);
    }

    private void call(String method, String path, @Nullable Object body) {
        admin.call(method, "/" + realm + path, body);
    }

    private String create(String path, Map<String, ?> body) {
        String location = admin.call("POST", "/" + realm + path, body).header("Location");
        return location.substring(location.lastIndexOf('/') + 1);
    }

    private static String unique(String name) {
        return name + "-" + UUID.randomUUID();
    }

    private static Predicate<JsonNode> showsRole(String role) {
        return claims -> contains(claims.at("/realm_access/roles"), role);
    }

    private static Predicate<JsonNode> showsGroup(String name) {
        return claims -> contains(claims.path("groups"), name);
    }

    private static boolean contains(JsonNode array, String value) {
        return StreamSupport.stream(array.spliterator(), false)
                .anyMatch(element -> element.asText().equals(value));
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "ClaimChanges[" + username + "]";
    }
}
