package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.FineGrained;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Mailbox;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens of service accounts, which admins make. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MachineTokensIT {

    private static final String REALM = "machines";
    private static final String API = "api";

    /** 254 characters. */
    private static final String LONGEST_EMAIL =
            "l".repeat(64) + "@" + ("d".repeat(62) + ".").repeat(2) + "d".repeat(61) + ".d";

    private final Product product = Product.shared();
    private final Admin admin = product.admin();

    @BeforeAll
    void makeRealm() {
        admin.createRealm(REALM);
        ClientBuilder.named(API)
                .isResourceServer()
                .isGateway()
                .with("defaultClientScopes", List.of("basic", "profile", "roles"))
                .with("optionalClientScopes", List.of("phone"))
                .attribute("api-tokens.built-in-scopes", "phone")
                .createIn(REALM, admin);
    }

    private String machine() {
        return ClientBuilder.unique().hasServiceAccount().createIn(REALM, admin);
    }

    private Http.Answer post(Admin who, Map<String, ?> body) {
        Http.Answer answer = who.send("POST", "/" + REALM + "/api-tokens", body);
        if (answer.status() == 201) {
            Person.SECRETS.add(answer.json().path("token").asText());
        }
        return answer;
    }

    private JsonNode create(String clientId, String name) {
        Http.Answer answer = post(admin, Map.of("clientId", clientId, "name", name));
        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        return answer.json();
    }

    private Http.Answer rotate(Admin who, JsonNode token, Map<String, ?> body) {
        Http.Answer answer =
                who.send("POST", "/" + REALM + "/api-tokens/" + token.path("id").asText() + "/rotate", body);
        if (answer.status() == 200) {
            Person.SECRETS.add(answer.json().path("token").asText());
        }
        return answer;
    }

    private JsonNode introspect(JsonNode token) {
        return Introspection.at(
                        product.realm(REALM) + "/protocol/openid-connect/token/introspect",
                        API,
                        token.path("token").asText())
                .json();
    }

    private boolean isActive(JsonNode token) {
        return introspect(token).path("active").asBoolean();
    }

    private void updateClient(String clientId, Map<String, ?> members) {
        String path = "/" + REALM + "/clients/" + admin.clientUuid(REALM, clientId);
        Map<String, Object> representation =
                new HashMap<>(Http.JSON.convertValue(admin.get(path), new TypeReference<>() {}));
        representation.putAll(members);
        admin.call("PUT", path, representation);
    }

    private String serviceAccountId(String clientId) {
        return admin.get("/" + REALM + "/clients/" + admin.clientUuid(REALM, clientId) + "/service-account-user")
                .path("id")
                .asText();
    }

    @Test
    void createThenATokenOfTheServiceAccountShownOnce() {
        String machine = machine();
        String end = Instant.now()
                .plus(Duration.ofDays(30))
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();

        Http.Answer answer = post(
                admin,
                Map.of(
                        "clientId",
                        machine,
                        "name",
                        "deployment",
                        "description",
                        "two\nlines",
                        "expiresAt",
                        end,
                        "scopes",
                        List.of("phone"),
                        "resources",
                        List.of(API),
                        "contact",
                        "ci@example.org"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        JsonNode token = answer.json();
        String path = "/" + REALM + "/api-tokens/" + token.path("id").asText();
        assertThat(answer.header("Location")).endsWith("/admin/realms" + path);
        JsonNode listed = admin.get(path);
        assertThat(listed.has("token")).isFalse();
        assertThat(listed.path("clientId").asText()).isEqualTo(machine);
        assertThat(listed.path("createdByClient").asText()).isEqualTo(machine);
        assertThat(listed.path("username").asText()).isEqualTo("service-account-" + machine);
        assertThat(listed.path("userId").asText()).isEqualTo(serviceAccountId(machine));
        assertThat(listed.path("description").asText()).isEqualTo("two\nlines");
        assertThat(listed.path("contact").asText()).isEqualTo("ci@example.org");
        assertThat(listed.path("expiresAt").asText()).isEqualTo(end);
        assertThat(listed.at("/access/rotate").asBoolean()).isTrue();

        JsonNode claims = introspect(token);
        assertThat(claims.path("active").asBoolean()).isTrue();
        assertThat(claims.path("sub").asText()).isEqualTo(serviceAccountId(machine));
        assertThat(claims.path("username").asText()).isEqualTo("service-account-" + machine);
        assertThat(claims.path("client_id").asText()).isEqualTo(machine);
        assertThat(claims.path("scope").asText()).contains("phone");
        assertThat(claims.path("aud").toString()).isEqualTo("[\"" + API + "\"]");

        JsonNode event = admin.events(REALM)
                .ofAdmins("api-tokens/" + token.path("id").asText())
                .get(0);
        assertThat(event.path("operationType").asText()).isEqualTo("CREATE");
        assertThat(event.path("representation").asText())
                .contains("deployment")
                .doesNotContain(token.path("token").asText());
        assertThat(admin.events(REALM).of("UPDATE_CREDENTIAL", "service-account-" + machine))
                .singleElement()
                .satisfies(
                        made -> assertThat(made.at("/details/api_token_action").asText())
                                .isEqualTo("created"));
    }

    @Test
    void exchangeThenAJwtOfTheServiceAccount() {
        String machine = machine();
        ClientBuilder.named("other-api").isResourceServer().createIn(REALM, admin);
        JsonNode token = create(machine, "caller");

        JsonNode claims = new Exchange(product.realm(REALM))
                .jwt(API, token.path("token").asText(), "audience", "other-api")
                .claims();

        assertThat(claims.path("sub").asText()).isEqualTo(serviceAccountId(machine));
        assertThat(claims.path("preferred_username").asText()).isEqualTo("service-account-" + machine);
    }

    @Test
    void useThenTheRolesOfTheServiceAccountOfNow() {
        String machine = machine();
        JsonNode token = create(machine, "roles");
        admin.call("POST", "/" + REALM + "/roles", Map.of("name", "deployer-" + machine));
        JsonNode role = admin.get("/" + REALM + "/roles/deployer-" + machine);
        String mappings = "/" + REALM + "/users/" + serviceAccountId(machine) + "/role-mappings/realm";

        assertThat(introspect(token).at("/realm_access/roles").toString()).doesNotContain("deployer-" + machine);
        admin.call("POST", mappings, List.of(role));
        assertThat(introspect(token).at("/realm_access/roles").toString()).contains("deployer-" + machine);
    }

    /** What ends, or holds up, a machine's tokens. */
    enum End {
        CLIENT_DISABLED,
        SERVICE_ACCOUNT_OFF,
        CLIENT_REMOVED,
        SERVICE_ACCOUNT_DISABLED
    }

    @ParameterizedTest
    @EnumSource
    void useWhenItsClientMayNotActThenInactive(End end) {
        String machine = machine();
        JsonNode token = create(machine, "ends");
        assertThat(isActive(token)).isTrue();
        String client = "/" + REALM + "/clients/" + admin.clientUuid(REALM, machine);

        switch (end) {
            case CLIENT_DISABLED -> updateClient(machine, Map.of("enabled", false));
            case SERVICE_ACCOUNT_OFF -> updateClient(machine, Map.of("serviceAccountsEnabled", false));
            case CLIENT_REMOVED -> admin.call("DELETE", client, null);
            case SERVICE_ACCOUNT_DISABLED ->
                admin.call("PUT", "/" + REALM + "/users/" + serviceAccountId(machine), Map.of("enabled", false));
        }

        assertThat(introspect(token).toString()).isEqualTo("{\"active\":false}");
        boolean isGone = end == End.SERVICE_ACCOUNT_OFF || end == End.CLIENT_REMOVED;
        assertThat(admin.send(
                                "GET",
                                "/" + REALM + "/api-tokens/" + token.path("id").asText(),
                                null)
                        .status())
                .isEqualTo(isGone ? 404 : 200);
        if (end == End.CLIENT_DISABLED) {
            assertThat(rotate(admin, token, Map.of()).status()).isEqualTo(409);
            assertThat(post(admin, Map.of("clientId", machine, "name", "another"))
                            .status())
                    .isEqualTo(409);
            updateClient(machine, Map.of("enabled", true));
            assertThat(isActive(token)).isTrue();
        }
    }

    @Test
    void rotateThenANewSecretAndAnAdminEvent() {
        String machine = machine();
        JsonNode token = create(machine, "rotated");

        Http.Answer answer = rotate(admin, token, Map.of("graceSeconds", 3600));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("id")).isEqualTo(token.path("id"));
        assertThat(isActive(answer.json())).isTrue();
        assertThat(isActive(token)).isTrue();
        JsonNode last = rotate(admin, token, Map.of()).json();
        assertThat(isActive(last)).isTrue();
        assertThat(isActive(token)).isFalse();
        assertThat(admin.events(REALM).ofAdmins("api-tokens/" + token.path("id").asText() + "/rotate"))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.path("representation").asText())
                        .doesNotContain(last.path("token").asText()));
    }

    @Test
    void createWhenOwnLimitIsReachedThenRefusedAndPeopleHaveTheirs() {
        admin.setting(REALM, "max-per-service-account", "1");
        admin.setting(REALM, "max-per-user", "2");
        try {
            String machine = machine();
            create(machine, "first");
            assertThat(post(admin, Map.of("clientId", machine, "name", "second"))
                            .error())
                    .isEqualTo("too_many_tokens");
            assertThat(post(admin, Map.of("clientId", machine, "name", "FIRST")).error())
                    .isEqualTo("name_in_use");
            Person person = Person.login(product.realm(REALM), "cli", admin.createUser(REALM));
            person.create("a");
            person.create("b");
        } finally {
            admin.setting(REALM, "max-per-service-account", "");
            admin.setting(REALM, "max-per-user", "");
        }
    }

    @Test
    void createWhenRulesOfTheRealmThenTheyHold() {
        String machine = machine();
        admin.setting(REALM, "max-lifetime-days", "30");
        try {
            assertThat(post(admin, Map.of("clientId", machine, "name", "a")).error())
                    .isEqualTo("expiration_required");
        } finally {
            admin.setting(REALM, "max-lifetime-days", "");
        }
        admin.call("POST", "/" + REALM + "/roles", Map.of("name", "of-machines"));
        admin.setting(REALM, "required-role", "of-machines");
        try {
            assertThat(post(admin, Map.of("clientId", machine, "name", "a")).error())
                    .isEqualTo("role_required");
        } finally {
            admin.setting(REALM, "required-role", "");
        }
        admin.setting(REALM, "enabled", "false");
        try {
            assertThat(post(admin, Map.of("clientId", machine, "name", "a")).status())
                    .isEqualTo(403);
        } finally {
            admin.setting(REALM, "enabled", "");
        }
    }

    static Stream<Map<String, Object>> badBodies() {
        return Stream.of(
                Map.of(),
                Map.of("clientId", ""),
                Map.of("name", "x"),
                Map.of("clientId", 1, "name", "x"),
                Map.of(
                        "clientId",
                        "MACHINE",
                        "name",
                        "x",
                        "userId",
                        UUID.randomUUID().toString()),
                Map.of("clientId", "MACHINE", "name", "x", "contact", "nobody"),
                Map.of("clientId", "MACHINE", "name", "x", "contact", "a@b@c"),
                Map.of("clientId", "MACHINE", "name", "x", "contact", LONGEST_EMAIL + "xyz"),
                Map.of("clientId", "MACHINE", "name", "x", "contact", "é" + LONGEST_EMAIL.substring(1)),
                Map.of("clientId", "MACHINE", "name", "x", "contact", "\u202Ea@example.org"),
                Map.of("clientId", "MACHINE", "name", "x", "contact", "a\u0085@example.org"),
                Map.of("clientId", "MACHINE", "name", "x", "description", "x".repeat(501)),
                Map.of("clientId", "MACHINE", "name", "x", "description", "bell\u0007"),
                Map.of("clientId", "MACHINE", "name", "x", "description", "\u202Eoverride"),
                Map.of("clientId", "MACHINE", "name", "x", "description", List.of()),
                Map.of("clientId", "MACHINE", "name", "x", "contact", Map.of()),
                Map.of("clientId", "MACHINE", "name", ""),
                Map.of("clientId", "MACHINE", "name", "x", "scopes", List.of("unknown")),
                Map.of("clientId", "MACHINE", "name", "x", "resources", List.of("unknown")),
                Map.of("clientId", "MACHINE", "name", "x", "expiresAt", "tomorrow"));
    }

    @ParameterizedTest
    @MethodSource("badBodies")
    void createWhenBodyIsBadThenRefusedAndNothingIsMade(Map<String, Object> body) {
        String machine = machine();
        Map<String, Object> sent = new HashMap<>(body);
        sent.computeIfPresent("clientId", (key, value) -> value.equals("MACHINE") ? machine : value);

        Http.Answer answer = post(admin, sent);

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.error()).isNotEmpty();
        assertThat(admin.get("/" + REALM + "/api-tokens?clientId=" + machine)).isEmpty();
    }

    @Test
    void createWhenContactIsAsLongAsItMayBeThenKept() {
        Http.Answer created = post(admin, Map.of("clientId", machine(), "name", "reachable", "contact", LONGEST_EMAIL));

        assertThat(created.status()).as(created.body()).isEqualTo(201);
        assertThat(admin.get("/" + REALM + "/api-tokens/"
                                + created.json().path("id").asText())
                        .path("contact")
                        .asText())
                .isEqualTo(LONGEST_EMAIL);
    }

    @Test
    void createForAPersonThenThereIsNoWay() {
        String username = admin.createUser(REALM);
        String plain = ClientBuilder.unique().createIn(REALM, admin);

        assertThat(post(admin, Map.of("userId", admin.userId(REALM, username), "name", "x"))
                        .status())
                .isEqualTo(400);
        assertThat(post(admin, Map.of("clientId", username, "name", "x")).status())
                .isEqualTo(404);
        assertThat(post(admin, Map.of("clientId", plain, "name", "x")).status()).isEqualTo(409);
        Person person = Person.login(product.realm(REALM), "cli", username);
        Person.Created token = person.create("of a person");
        Http.Answer answer = admin.send("POST", "/" + REALM + "/api-tokens/" + token.id() + "/rotate", Map.of());
        assertThat(answer.status()).isEqualTo(403);
        assertThat(admin.get("/" + REALM + "/api-tokens/" + token.id())
                        .at("/access/rotate")
                        .asBoolean())
                .isFalse();
    }

    @Test
    void listWhenClientIsGivenThenItsTokensOnly() {
        String machine = machine();
        JsonNode token = create(machine, "listed");
        create(machine(), "of another");

        assertThat(admin.get("/" + REALM + "/api-tokens?clientId=" + machine))
                .singleElement()
                .satisfies(found -> assertThat(found.path("id")).isEqualTo(token.path("id")));
        assertThat(admin.get("/" + REALM + "/api-tokens/count?clientId=" + machine)
                        .path("count")
                        .asInt())
                .isOne();
        assertThat(admin.get("/" + REALM + "/api-tokens?clientId=nobody")).isEmpty();
        assertThat(admin.get("/" + REALM + "/api-tokens?clientId=" + API)).isEmpty();
        assertThat(admin.call("POST", "/" + REALM + "/api-tokens/revoke", Map.of("clientId", machine))
                        .json()
                        .path("revoked")
                        .asInt())
                .isOne();
        assertThat(isActive(token)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void machineWhenAdminManagesOnlyThatClientThenItsTokensAndNoOthers(boolean byFineGrainedPermission) {
        String machine = machine();
        String other = machine();
        String username = admin.createUser(REALM);
        if (byFineGrainedPermission) {
            FineGrained.permitClient(admin, REALM, username, admin.clientUuid(REALM, machine), "manage", "view");
        } else {
            admin.adminRoles(REALM, username, "manage-clients");
        }
        try {
            Admin manager = new Admin(product.server, REALM, "cli", username);
            Person person = Person.login(product.realm(REALM), "cli", admin.createUser(REALM));
            Person.Created personal = person.create("personal");

            Http.Answer made = post(manager, Map.of("clientId", machine, "name", "managed"));
            assertThat(made.status()).as(made.body()).isEqualTo(201);
            String path = "/" + REALM + "/api-tokens/" + made.json().path("id").asText();
            assertThat(manager.send("GET", path, null).status()).isEqualTo(200);
            assertThat(manager.send("GET", "/" + REALM + "/api-tokens?clientId=" + machine, null)
                            .json())
                    .hasSize(1);
            assertThat(rotate(manager, made.json(), Map.of()).status()).isEqualTo(200);
            assertThat(manager.send("DELETE", path, null).status()).isEqualTo(204);

            assertThat(post(manager, Map.of("clientId", other, "name", "x")).status())
                    .isEqualTo(byFineGrainedPermission ? 403 : 201);
            String personalPath = "/" + REALM + "/api-tokens/" + personal.id();
            assertThat(manager.send("GET", personalPath, null).status()).isEqualTo(403);
            assertThat(manager.send("DELETE", personalPath, null).status()).isEqualTo(403);
            assertThat(manager.send("GET", "/" + REALM + "/api-tokens", null).status())
                    .isEqualTo(403);
            assertThat(manager.send("POST", "/" + REALM + "/api-tokens/revoke", Map.of("all", true))
                            .status())
                    .isEqualTo(403);
        } finally {
            admin.updateRealm(REALM, Map.of("adminPermissionsEnabled", false));
        }
    }

    @Test
    void mailsThenToTheContactOrElseToTheAdmin() {
        try (Mailbox mailbox = Mailbox.open(admin)) {
            Mailbox.use(admin, REALM, mailbox.port());
            String machine = machine();
            String contact = "contact-" + UUID.randomUUID();
            String username = admin.createUser(REALM);
            admin.adminRoles(REALM, username, "manage-clients");
            Admin manager = new Admin(product.server, REALM, "cli", username);

            Http.Answer first = post(
                    manager,
                    Map.of(
                            "clientId",
                            machine,
                            "name",
                            "first",
                            "description",
                            "<b>deploys</b>",
                            "contact",
                            contact + "@example.org"));
            post(manager, Map.of("clientId", machine, "name", "second"));

            Mailbox.Mail told = mailbox.await(contact, "A new API token of a client was created");
            assertThat(told.text()).contains(machine, "first", "<b>deploys</b>").doesNotContain("your account");
            assertThat(told.html()).contains("&lt;b&gt;deploys&lt;/b&gt;");
            Mailbox.Mail ofAdmin = mailbox.await(username, "A new API token of a client was created");
            assertThat(ofAdmin.text()).contains(machine, "second");
            rotate(manager, first.json(), Map.of());
            mailbox.await(contact, "An API token of a client was rotated");
            manager.call(
                    "DELETE",
                    "/" + REALM + "/api-tokens/" + first.json().path("id").asText(),
                    null);
            assertThat(mailbox.await(contact, "API tokens of a client were revoked")
                            .text())
                    .contains("An administrator revoked them.");
        }
    }
}
