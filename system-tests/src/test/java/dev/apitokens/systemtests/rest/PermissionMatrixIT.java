package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.apitokens.launcher.Layout;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.FineGrained;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may call what: every endpoint of both REST interfaces for every kind of caller, from one table. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PermissionMatrixIT {

    /** The status of each call. The token is the person's, or where it says so the machine's; the group admin's group has the person as its member. */
    private static final String TABLE = """
        endpoint                        | anonymous | person | other person | admin without roles | view-users | manage-users | view-realm | manage-realm | realm-admin | admin of another realm | API token | group admin | manage-clients | service account
        account GET /                   | 401       | 200    | 200          | 200                 | 200        | 200          | 200        | 200          | 200         | 401                    | 401       | 200         | 200            | 403
        account POST /                  | 401       | 201    | 201          | 201                 | 201        | 201          | 201        | 201          | 201         | 401                    | 401       | 201         | 201            | 403
        account GET /settings           | 401       | 200    | 200          | 200                 | 200        | 200          | 200        | 200          | 200         | 401                    | 401       | 200         | 200            | 403
        account GET /{id}               | 401       | 200    | 404          | 404                 | 404        | 404          | 404        | 404          | 404         | 401                    | 401       | 404         | 404            | 403
        account GET /{id}/events        | 401       | 200    | 404          | 404                 | 404        | 404          | 404        | 404          | 404         | 401                    | 401       | 404         | 404            | 403
        account PUT /{id}               | 401       | 200    | 404          | 404                 | 404        | 404          | 404        | 404          | 404         | 401                    | 401       | 404         | 404            | 403
        account DELETE /{id}            | 401       | 204    | 404          | 404                 | 404        | 404          | 404        | 404          | 404         | 401                    | 401       | 404         | 404            | 403
        account POST /{id}/rotate       | 401       | 200    | 404          | 404                 | 404        | 404          | 404        | 404          | 404         | 401                    | 401       | 404         | 404            | 403
        account GET /self               | 401       | 401    | 401          | 401                 | 401        | 401          | 401        | 401          | 401         | 401                    | 200       | 401         | 401            | 401
        account POST /self/rotate       | 401       | 401    | 401          | 401                 | 401        | 401          | 401        | 401          | 401         | 401                    | 403       | 401         | 401            | 401
        account DELETE /self            | 401       | 401    | 401          | 401                 | 401        | 401          | 401        | 401          | 401         | 401                    | 204       | 401         | 401            | 401
        account POST /revoke            | 202       | 202    | 202          | 202                 | 202        | 202          | 202        | 202          | 202         | 202                    | 202       | 202         | 202            | 202
        account POST /introspect        | 401       | 401    | 401          | 401                 | 401        | 401          | 401        | 401          | 401         | 401                    | 401       | 401         | 401            | 401
        check GET /check                | 401       | 401    | 401          | 401                 | 401        | 401          | 401        | 401          | 401         | 401                    | 200       | 401         | 401            | 401
        check POST /check               | 401       | 401    | 401          | 401                 | 401        | 401          | 401        | 401          | 401         | 401                    | 200       | 401         | 401            | 401
        check PUT /check                | 401       | 401    | 401          | 401                 | 401        | 401          | 401        | 401          | 401         | 401                    | 200       | 401         | 401            | 401
        check DELETE /check             | 401       | 401    | 401          | 401                 | 401        | 401          | 401        | 401          | 401         | 401                    | 200       | 401         | 401            | 401
        admin GET /                     | 401       | 403    | 403          | 403                 | 200        | 200          | 403        | 403          | 200         | 403                    | 401       | 200         | 403            | 403
        admin GET /count                | 401       | 403    | 403          | 403                 | 200        | 200          | 403        | 403          | 200         | 403                    | 401       | 200         | 403            | 403
        admin GET /export               | 401       | 403    | 403          | 403                 | 200        | 200          | 403        | 403          | 200         | 403                    | 401       | 200         | 403            | 403
        admin GET /owners               | 401       | 403    | 403          | 403                 | 200        | 200          | 403        | 403          | 200         | 403                    | 401       | 200         | 403            | 403
        admin GET /{id}                 | 401       | 403    | 403          | 403                 | 200        | 200          | 403        | 403          | 200         | 403                    | 401       | 200         | 403            | 403
        admin GET /{id}/events          | 401       | 403    | 403          | 403                 | 403        | 403          | 403        | 403          | 200         | 403                    | 401       | 403         | 403            | 403
        admin DELETE /{id}              | 401       | 403    | 403          | 403                 | 403        | 204          | 403        | 403          | 204         | 403                    | 401       | 204         | 403            | 403
        admin POST /revoke              | 401       | 403    | 403          | 403                 | 403        | 200          | 403        | 403          | 200         | 403                    | 401       | 200         | 403            | 403
        admin POST /lookup              | 401       | 403    | 403          | 403                 | 200        | 200          | 403        | 403          | 200         | 403                    | 401       | 200         | 403            | 403
        admin GET /settings             | 401       | 403    | 403          | 403                 | 403        | 403          | 200        | 200          | 200         | 403                    | 401       | 403         | 403            | 403
        admin GET /settings/definitions | 401       | 403    | 403          | 403                 | 403        | 403          | 200        | 200          | 200         | 403                    | 401       | 403         | 403            | 403
        admin GET /settings/unreadable  | 401       | 403    | 403          | 403                 | 403        | 403          | 200        | 200          | 200         | 403                    | 401       | 403         | 403            | 403
        admin PUT /settings             | 401       | 403    | 403          | 403                 | 403        | 403          | 403        | 200          | 200         | 403                    | 401       | 403         | 403            | 403
        admin POST /                    | 401       | 403    | 403          | 403                 | 403        | 403          | 403        | 403          | 201         | 403                    | 401       | 403         | 201            | 403
        admin POST /{id}/rotate         | 401       | 403    | 403          | 403                 | 403        | 403          | 403        | 403          | 403         | 403                    | 401       | 403         | 403            | 403
        admin GET /resource-servers     | 401       | 403    | 403          | 403                 | 200        | 200          | 403        | 403          | 200         | 403                    | 401       | 200         | 200            | 403
        admin POST /resource-servers/{clientId}/trial | 401 | 403 | 403     | 403                 | 403        | 403          | 403        | 403          | 200         | 403                    | 401       | 403         | 200            | 403
        machine GET /{id}               | 401       | 403    | 403          | 403                 | 200        | 200          | 403        | 403          | 200         | 403                    | 401       | 403         | 200            | 403
        machine GET /{id}/events        | 401       | 403    | 403          | 403                 | 403        | 403          | 403        | 403          | 200         | 403                    | 401       | 403         | 403            | 403
        machine DELETE /{id}            | 401       | 403    | 403          | 403                 | 403        | 204          | 403        | 403          | 204         | 403                    | 401       | 403         | 204            | 403
        machine POST /{id}/rotate       | 401       | 403    | 403          | 403                 | 403        | 403          | 403        | 403          | 200         | 403                    | 401       | 403         | 200            | 403
        """;

    private static final Set<String> HTTP_METHODS = Set.of("GET", "POST", "PUT", "DELETE");
    private static final String REALM = "matrix";
    private static final String CHECKED = "checked";
    private static final String MACHINE = "machine";
    private static final String OTHER_REALM = "matrix-other";

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final Map<String, String> bearers = new LinkedHashMap<>();
    private Person person;

    /** One cell of the table. */
    record Cell(String endpoint, String caller, int status) {

        @Override
        public String toString() {
            return endpoint + " by " + caller + " -> " + status;
        }
    }

    @BeforeAll
    void makeCallers() {
        admin.createRealm(REALM);
        admin.createRealm(OTHER_REALM);
        admin.setting(REALM, "max-per-user", "10000");
        ClientBuilder.named(CHECKED).isResourceServer().allowsCheck().createIn(REALM, admin);
        person = login(REALM, admin.createUser(REALM));
        bearers.put("anonymous", "");
        bearers.put("person", person.accessToken());
        bearers.put("other person", login(REALM, admin.createUser(REALM)).accessToken());
        bearers.put("admin without roles", login(REALM, admin.createUser(REALM)).accessToken());
        for (String role : List.of("view-users", "manage-users", "view-realm", "manage-realm", "realm-admin")) {
            bearers.put(role, adminWith(REALM, role).accessToken());
        }
        bearers.put(
                "admin of another realm", adminWith(OTHER_REALM, "realm-admin").accessToken());
        // The secret of the cell's own token: some calls end it.
        bearers.put("API token", "");
        String groupAdmin = admin.createUser(REALM);
        String group = FineGrained.group(admin, REALM, "team", person.username());
        FineGrained.permit(admin, REALM, groupAdmin, group, "view-members", "manage-members");
        bearers.put("group admin", login(REALM, groupAdmin).accessToken());
        bearers.put("manage-clients", adminWith(REALM, "manage-clients").accessToken());
        ClientBuilder.named(MACHINE).hasServiceAccount().createIn(REALM, admin);
        admin.setting(REALM, "max-per-service-account", "10000");
        bearers.put("service account", serviceAccountToken());
    }

    private String serviceAccountToken() {
        return Introspection.at(
                        product.realm(REALM) + "/protocol/openid-connect/token",
                        MACHINE,
                        Map.of("grant_type", "client_credentials"))
                .json()
                .path("access_token")
                .asText();
    }

    private Person.Created machineToken() {
        JsonNode token = admin.call(
                        "POST",
                        "/" + REALM + "/api-tokens",
                        Map.of("clientId", MACHINE, "name", "of " + UUID.randomUUID()))
                .json();
        Person.SECRETS.add(token.path("token").asText());
        return new Person.Created(token.path("id").asText(), token.path("token").asText(), token);
    }

    private Person adminWith(String realm, String role) {
        String name = admin.createUser(realm);
        admin.adminRoles(realm, name, role);
        return login(realm, name);
    }

    private Person login(String realm, String username) {
        return Person.login(product.realm(realm), "cli", username);
    }

    static Stream<Cell> cells() {
        List<List<String>> rows = TABLE.lines()
                .map(line ->
                        Arrays.stream(line.split("\\|", -1)).map(String::strip).toList())
                .toList();
        List<String> header = rows.get(0);
        List<Cell> cells = new ArrayList<>();
        for (List<String> row : rows.subList(1, rows.size())) {
            for (int i = 1; i < header.size(); i++) {
                cells.add(new Cell(row.get(0), header.get(i), Integer.parseInt(row.get(i))));
            }
        }
        return cells.stream();
    }

    @ParameterizedTest
    @MethodSource("cells")
    void callThenStatusOfTheTable(Cell cell) {
        String[] endpoint = cell.endpoint().split(" ", -1);
        boolean ofMachine = endpoint[0].equals("machine");
        Person.Created token = ofMachine ? machineToken() : person.create("of " + UUID.randomUUID());
        String base = ofMachine || endpoint[0].equals("admin")
                ? product.server + "/admin/realms/" + REALM + "/api-tokens"
                : product.realm(REALM) + "/api-tokens";
        String query = endpoint[0].equals("check") ? "?resource=" + CHECKED : "";
        HttpRequest.Builder request = Http.request(base
                + (endpoint[2].equals("/")
                        ? ""
                        : endpoint[2].replace("{id}", token.id()).replace("{clientId}", CHECKED))
                + query);
        String bearer =
                cell.caller().equals("API token") ? token.secret() : Objects.requireNonNull(bearers.get(cell.caller()));
        if (!bearer.isEmpty()) {
            request.header("Authorization", "Bearer " + bearer);
        }
        body(cell.endpoint(), token)
                .ifPresentOrElse(
                        body -> request.header("Content-Type", "application/json")
                                .method(endpoint[1], Http.json(body)),
                        () -> request.header("Content-Type", "application/x-www-form-urlencoded")
                                .method(
                                        endpoint[1],
                                        endpoint[1].equals("POST")
                                                ? Http.form(Map.of("token", token.secret()))
                                                : HttpRequest.BodyPublishers.noBody()));

        Http.Answer answer = Http.send(request);

        if (answer.status() < 300 && answer.body().contains("\"token\":")) {
            Person.SECRETS.add(answer.json().path("token").asText());
        }
        assertThat(answer.status()).as(answer.body()).isEqualTo(cell.status());
    }

    private static Optional<Map<String, ?>> body(String endpoint, Person.Created token) {
        return switch (endpoint) {
            case "account POST /", "account PUT /{id}" -> Optional.of(Map.of("name", "named " + UUID.randomUUID()));
            case "admin POST /resource-servers/{clientId}/trial",
                    "account POST /{id}/rotate",
                    "account POST /self/rotate",
                    "admin POST /{id}/rotate",
                    "machine POST /{id}/rotate" -> Optional.of(Map.of());
            case "admin POST /" -> Optional.of(Map.of("clientId", MACHINE, "name", "named " + UUID.randomUUID()));
            case "account POST /revoke" -> Optional.of(Map.of("tokens", List.of(token.secret())));
            case "admin POST /revoke" -> Optional.of(Map.of("ids", List.of(token.id())));
            case "admin POST /lookup" -> Optional.of(Map.of("token", token.secret()));
            case "admin PUT /settings" -> Optional.of(Map.of("enabled", true));
            default -> Optional.empty();
        };
    }

    @Test
    void tableThenHasEveryCallerAndEveryEndpointOfTheJar() {
        assertThat(cells().map(Cell::caller).distinct()).containsExactlyElementsOf(bearers.keySet());
        assertThat(cells().map(Cell::endpoint)
                        .filter(endpoint -> !endpoint.startsWith("machine "))
                        .distinct())
                .containsExactlyInAnyOrderElementsOf(endpointsOfTheJar());
    }

    /** Every method that JAX-RS can reach, whatever its class. */
    private static Set<String> endpointsOfTheJar() {
        List<JavaMethod> methods = new ClassFileImporter()
                .importJar(jar()).stream()
                        .flatMap(type -> type.getMethods().stream())
                        .toList();
        return methods.stream()
                .flatMap(method -> httpMethod(method)
                        .map(http -> interfaceOf(method.getOwner()) + " " + http + " /"
                                + joined(locator(method.getOwner(), methods), path(method)))
                        .stream())
                .collect(Collectors.toSet());
    }

    /** The path of the methods that lead to a class of its own, or nothing. */
    private static String locator(JavaClass type, List<JavaMethod> methods) {
        return methods.stream()
                .filter(method ->
                        method.getRawReturnType().equals(type) && !path(method).isEmpty())
                .map(method -> joined(locator(method.getOwner(), methods), path(method)))
                .findFirst()
                .orElse("");
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("/"));
    }

    private static JarFile jar() {
        try {
            return new JarFile(Layout.find().providerJar().toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> httpMethod(JavaMethod method) {
        return method.getAnnotations().stream()
                .map(annotation -> annotation.getRawType().getSimpleName())
                .filter(HTTP_METHODS::contains)
                .findFirst();
    }

    private static String interfaceOf(JavaClass type) {
        String name = type.getPackageName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static String path(JavaMethod method) {
        return method.getAnnotations().stream()
                .filter(annotation -> annotation.getRawType().getName().equals("jakarta.ws.rs.Path"))
                .map(JavaAnnotation::getProperties)
                .map(properties -> String.valueOf(properties.get("value")))
                .findFirst()
                .orElse("");
    }
}
