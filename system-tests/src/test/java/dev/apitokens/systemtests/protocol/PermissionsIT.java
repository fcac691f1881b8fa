package dev.apitokens.systemtests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.launcher.Layout;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.ClientScopes;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.ShellBlock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a resource server is told, for every choice of scopes, kind of resource server and set of roles, both ways. The
 * realm is set up by the commands of {@code docs/permissions.md}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionsIT {

    private static final String READ = "projects:read";
    private static final String WRITE = "projects:write";

    /** Full scope off, and both scopes: made by the page's commands. */
    private static final String PROJECTS = "projects-api";

    /** Full scope off, and only the scope for reading. */
    private static final String REPORTS = "reports-api";

    /** Full scope on, and both scopes. */
    private static final String OPEN = "open-api";

    private static final Set<String> ROLES = Set.of("editor", "auditor");

    private enum Way {
        INTROSPECTION,
        EXCHANGE
    }

    /**
     * What tokens with that choice of scopes are worth at a resource server.
     *
     * @param chosen the scopes of the token; none: not limited
     * @param scopes what is granted there to everybody, of {@link #READ} and {@link #WRITE}
     * @param editorsScopes what is granted there to an editor
     * @param roles which of {@link #ROLES} are seen there, of those that the person has
     */
    private record Row(
            List<String> chosen, String server, Set<String> scopes, Set<String> editorsScopes, Set<String> roles) {}

    // The page maps the role editor to projects:write. The role auditor is mapped by no scope.
    private static final List<Row> TABLE = List.of(
            new Row(List.of(), PROJECTS, Set.of(READ), Set.of(READ, WRITE), Set.of("editor")),
            new Row(List.of(READ), PROJECTS, Set.of(READ), Set.of(READ), Set.of()),
            new Row(List.of(WRITE), PROJECTS, Set.of(), Set.of(WRITE), Set.of("editor")),
            new Row(List.of(READ, WRITE), PROJECTS, Set.of(READ), Set.of(READ, WRITE), Set.of("editor")),
            new Row(List.of(), REPORTS, Set.of(READ), Set.of(READ), Set.of()),
            new Row(List.of(READ), REPORTS, Set.of(READ), Set.of(READ), Set.of()),
            new Row(List.of(WRITE), REPORTS, Set.of(), Set.of(), Set.of()),
            new Row(List.of(READ, WRITE), REPORTS, Set.of(READ), Set.of(READ), Set.of()),
            new Row(List.of(), OPEN, Set.of(READ), Set.of(READ, WRITE), ROLES),
            new Row(List.of(READ), OPEN, Set.of(READ), Set.of(READ), ROLES),
            new Row(List.of(WRITE), OPEN, Set.of(), Set.of(WRITE), ROLES),
            new Row(List.of(READ, WRITE), OPEN, Set.of(READ), Set.of(READ, WRITE), ROLES));

    private static final List<Set<String>> PEOPLE =
            List.of(Set.of(), Set.of("editor"), Set.of("auditor"), Set.of("editor", "auditor"));

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final String name = "permissions-" + UUID.randomUUID();
    private final String realm = product.realm(name);
    private final Map<Set<String>, Person> people = new HashMap<>();
    private final Map<List<Object>, Person.Created> tokens = new HashMap<>();

    @BeforeAll
    void setUp(@TempDir Path home) throws IOException, InterruptedException {
        admin.call("POST", "", Map.of("realm", name, "enabled", true));
        runCommandsOfThePage(home);
        admin.call("POST", "/" + name + "/roles", Map.of("name", "auditor"));
        createResourceServer(REPORTS, false, List.of(READ));
        createResourceServer(OPEN, true, List.of(READ, WRITE));
        admin.call(
                "POST", "/" + name + "/clients/" + admin.clientUuid(name, PROJECTS) + "/roles", Map.of("name", "own"));
        ClientBuilder.named("cli").isPublic().takesPasswords().managesTokens().createIn(name, admin);
        for (Set<String> roles : PEOPLE) {
            String username = admin.createUser(name, roles.toArray(String[]::new));
            people.put(roles, Person.login(realm, "cli", username));
        }
    }

    @AfterAll
    void removeRealm() {
        admin.call("DELETE", "/" + name, null);
    }

    static Stream<Object[]> cases() {
        return TABLE.stream()
                .flatMap(row -> PEOPLE.stream()
                        .flatMap(roles -> Arrays.stream(Way.values()).map(way -> new Object[] {row, roles, way})));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void claimsWhenAskedThenWhatScopesAndRolesAllow(Row row, Set<String> roles, Way way) {
        Person person = Objects.requireNonNull(people.get(roles));
        Person.Created token = token(person, row.chosen());

        JsonNode claims = claims(token, row.server(), way);

        assertThat(scopes(claims))
                .isEqualTo(union(
                        roles.contains("editor") ? row.editorsScopes() : row.scopes(), Set.of("profile", "email")));
        Set<String> expected = new HashSet<>(roles);
        expected.retainAll(row.roles());
        Set<String> seen = realmRoles(claims);
        if (row.server().equals(OPEN)) {
            // Full scope: Keycloak's own roles, which everybody has, as well.
            assertThat(seen).contains("offline_access");
            seen.retainAll(ROLES);
        }
        assertThat(seen).isEqualTo(expected);
        assertThat(claims.path("sub").asText()).isEqualTo(admin.userId(name, person.username()));
        assertThat(claims.path("preferred_username").asText()).isEqualTo(person.username());
        assertThat(
                        claims.path("aud").isArray()
                                ? claims.path("aud").path(0).asText()
                                : claims.path("aud").asText())
                .isEqualTo(row.server());
        assertThat(claims.path("api_token").path("id").asText()).isEqualTo(token.id());
    }

    @Test
    void exchangeWhenScopeIsNarrowedThenRolesFollow() {
        Person.Created token = token(Objects.requireNonNull(people.get(ROLES)), List.of());

        JsonNode claims =
                new Exchange(realm).jwt(PROJECTS, token.secret(), "scope", READ).claims();

        assertThat(scopes(claims)).containsExactlyInAnyOrder("profile", "email", READ);
        assertThat(realmRoles(claims)).isEmpty();
    }

    @Test
    void claimsWhenRoleOrScopeIsTakenThenGoneAtOnce() {
        String username = admin.createUser(name, "editor");
        Person.Created token = Person.login(realm, "cli", username).create("a");
        ClientScopes clientScopes = new ClientScopes(admin, name);
        assertThat(realmRoles(claims(token, PROJECTS, Way.INTROSPECTION))).containsExactly("editor");
        String jwt = new Exchange(realm).jwt(PROJECTS, token.secret()).text();

        clientScopes.withdraw(WRITE, PROJECTS);
        try {
            for (Way way : Way.values()) {
                assertThat(scopes(claims(token, PROJECTS, way))).doesNotContain(WRITE);
                assertThat(realmRoles(claims(token, PROJECTS, way))).isEmpty();
            }
            // To who introspects the JWT that is out already, too.
            JsonNode answer = introspect(jwt, PROJECTS);
            assertThat(answer.path("active").asBoolean()).isTrue();
            assertThat(scopes(answer)).doesNotContain(WRITE);
            assertThat(realmRoles(answer)).isEmpty();
        } finally {
            clientScopes.offer(WRITE, PROJECTS);
        }
        admin.realmRole("DELETE", name, username, "editor");
        for (Way way : Way.values()) {
            assertThat(scopes(claims(token, PROJECTS, way))).contains(READ).doesNotContain(WRITE);
            assertThat(realmRoles(claims(token, PROJECTS, way))).isEmpty();
        }
    }

    @Test
    void claimsWhenRoleIsTheClientsOwnThenItAlwaysAppears() {
        String username = admin.createUser(name);
        String client = admin.clientUuid(name, PROJECTS);
        admin.call(
                "POST",
                "/" + name + "/users/" + admin.userId(name, username) + "/role-mappings/clients/" + client,
                List.of(admin.get("/" + name + "/clients/" + client + "/roles/own")));
        Person.Created token =
                Person.login(realm, "cli", username).create(Map.of("name", "a", "scopes", List.of(READ)));

        for (Way way : Way.values()) {
            assertThat(claims(token, PROJECTS, way)
                            .at("/resource_access/" + PROJECTS + "/roles")
                            .toString())
                    .isEqualTo("[\"own\"]");
        }
    }

    private JsonNode claims(Person.Created token, String server, Way way) {
        return way == Way.EXCHANGE
                ? new Exchange(realm).jwt(server, token.secret()).claims()
                : introspect(token.secret(), server);
    }

    private JsonNode introspect(String token, String server) {
        JsonNode answer = Introspection.at(realm + "/protocol/openid-connect/token/introspect", server, token)
                .json();
        assertThat(answer.path("active").asBoolean()).as(answer.toString()).isTrue();
        return answer;
    }

    private Person.Created token(Person person, List<String> scopes) {
        return tokens.computeIfAbsent(
                List.of(person.username(), scopes),
                key -> person.create(Map.of("name", "token " + scopes, "scopes", scopes)));
    }

    private static Set<String> scopes(JsonNode claims) {
        return new HashSet<>(List.of(claims.path("scope").asText().split(" ")));
    }

    private static Set<String> realmRoles(JsonNode claims) {
        Set<String> roles = new HashSet<>();
        claims.path("realm_access").path("roles").forEach(role -> roles.add(role.asText()));
        return roles;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new HashSet<>(one);
        union.addAll(other);
        return union;
    }

    private void createResourceServer(String clientId, boolean fullScope, List<String> scopes) {
        ClientBuilder.named(clientId)
                .isResourceServer()
                .with("fullScopeAllowed", fullScope)
                .with("defaultClientScopes", List.of("basic", "roles", "profile", "email"))
                .with("optionalClientScopes", scopes)
                .createIn(name, admin);
    }

    private void runCommandsOfThePage(Path home) throws IOException, InterruptedException {
        String commands = ShellBlock.of("docs/permissions.md").stream()
                .filter(block -> block.runBy().equals("PermissionsIT"))
                .map(ShellBlock::text)
                .collect(Collectors.joining("\n"));
        Path output = home.resolve("output");
        ProcessBuilder bash = new ProcessBuilder("bash", "-euc", commands)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        bash.environment()
                .putAll(Map.of(
                        "KEYCLOAK_HOME",
                        Layout.find().distribution().toString(),
                        "SERVER",
                        product.server,
                        "ADMIN",
                        "admin",
                        "KC_CLI_PASSWORD",
                        "admin",
                        "REALM",
                        name,
                        "SECRET",
                        PROJECTS + "-secret",
                        // Where kcadm keeps its login.
                        "KC_OPTS",
                        "-Duser.home=" + home));
        Process process = bash.start();
        boolean ended = process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        process.destroy();
        assertThat(ended).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(output, StandardCharsets.UTF_8))
                .isZero();
    }
}
