package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.console.BothConsoles;
import dev.apitokens.systemtests.product.ShellBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** The realm that they had, and what the pages have them do there. */
record RealmByHand(KeycloakByHand keycloak, Admin admin, String username) {

    static final String NAME = "my-realm";

    /** One that nobody thinks of. */
    private static final String OTHER = "forgotten-realm";

    private static final String PAGE = "realm-config/README.md";

    RealmByHand(KeycloakByHand keycloak) {
        this(
                keycloak,
                keycloak.deployment().admin(),
                create(keycloak.deployment().admin()));
    }

    private static String create(Admin admin) {
        admin.createRealm(OTHER, Map.of("api-tokens.max-per-user", "3"));
        admin.createRealm(NAME);
        return admin.createUser(NAME);
    }

    Person.Created setUp() {
        logIn();
        run("my-api", command -> command.contains("create clients") || command.contains("update realms/"));
        admin.updateRealm(OTHER, Map.of("accountTheme", "api-tokens", "adminTheme", "api-tokens"));
        return person().create("By the text");
    }

    /** The admin, for the commands that follow. */
    void logIn() {
        run("my-api", command -> command.contains("config credentials"));
    }

    /** Commands of the page; those for people and tokens that are there are run by another test. */
    private void run(String clientId, Predicate<String> which) {
        String uuid = admin.clientUuid(NAME, clientId);
        keycloak.run(
                keycloak.home(),
                ShellBlock.of(PAGE).stream()
                        .flatMap(block -> block.commands().stream())
                        .filter(which)
                        .map(command -> command.replace("http://localhost:8080", keycloak.deployment().server)
                                .replace("change-me", "my-api-secret")
                                .replace("UUID-OF-THE-CLIENT", uuid))
                        .toList());
    }

    private static boolean updatesClient(String command, String attribute) {
        return command.contains("update clients/") && command.contains("\"api-tokens." + attribute + "\"");
    }

    static boolean isKcadm(String command) {
        return command.startsWith("bin/kcadm.sh");
    }

    Person person() {
        return Person.login(keycloak.deployment().realm(NAME), "cli", username);
    }

    private JsonNode introspect(Person.Created token) {
        return Introspection.at(
                        keycloak.deployment().realm(NAME) + "/protocol/openid-connect/token/introspect",
                        "my-api",
                        token.secret())
                .json();
    }

    void assertIsActive(Person.Created token) {
        assertThat(introspect(token).path("active").asBoolean()).isTrue();
    }

    void assertIsInactive(Person.Created token) {
        assertThat(introspect(token).toString()).isEqualTo("{\"active\":false}");
    }

    void assertIsUsed(Person.Created token) {
        assertIsActive(token);
        assertThat(introspect(token).path("aud").toString()).isEqualTo("[\"my-api\"]");
        assertThat(admin.get("/" + NAME + "/api-tokens/settings")
                        .path("maxPerUser")
                        .asInt())
                .isEqualTo(20);
        BothConsoles.assertShowApiTokens(
                keycloak.deployment(), "Made in a browser", new BothConsoles.Logins(NAME, username, "master", "admin"));
    }

    void assertIsGone(Person.Created token) {
        assertIsInactive(token);
        assertThat(person().get("").status()).isEqualTo(404);
        // A bookmark.
        assertThat(page(NAME, "/account/api-tokens")).isEqualTo(200);
        assertThat(page(OTHER, "/account/")).isEqualTo(200);
        for (String realm : List.of(NAME, OTHER)) {
            assertThat(admin.get("/" + realm).path("attributes").fieldNames())
                    .toIterable()
                    .noneMatch(name -> name.startsWith("api-tokens."));
        }
    }

    /** Ours, and one of their own that was ours with another look. */
    void assertThemesThatAreStillNamedCostALine() throws IOException {
        Path own = keycloak.home().resolve("themes/own/account");
        Files.createDirectories(own);
        Files.writeString(own.resolve("theme.properties"), "parent=api-tokens\n");
        for (String theme : List.of("api-tokens", "own")) {
            admin.updateRealm(NAME, Map.of("accountTheme", theme));
            assertThat(page(NAME, "/account/")).isEqualTo(200);
            assertThat(keycloak.log()).contains("Failed to find ACCOUNT theme " + theme + ", using built-in themes");
        }
    }

    void assertIsNew(Person.Created token) {
        assertIsInactive(token);
        assertThat(admin.get("/" + NAME + "/api-tokens/count").path("count").asInt())
                .isZero();
        logIn();
        run("my-api", command -> updatesClient(command, "enabled"));
        run("cli", command -> updatesClient(command, "manage"));
        assertIsActive(person().create("Made after"));
    }

    private int page(String realm, String path) {
        return Http.send(Http.request(keycloak.deployment().realm(realm) + path).GET())
                .status();
    }
}
