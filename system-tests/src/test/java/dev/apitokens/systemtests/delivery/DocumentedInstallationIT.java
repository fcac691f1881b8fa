package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.launcher.Layout;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.console.BothConsoles;
import dev.apitokens.systemtests.product.OwnServers;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.ShellBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Somebody who has a Keycloak and a realm, and follows the text: the commands of the pages, and nothing else. */
@OwnServers
class DocumentedInstallationIT {

    private static final Path ROOT = Layout.find().root();
    private static final Path FOLDER = Path.of("target/by-hand").toAbsolutePath();
    private static final String README = "README.md";
    private static final String OPERATIONS = "docs/operations.md";
    private static final String REALM_CONFIG = "realm-config/README.md";
    private static final String REALM = "my-realm";

    @Test
    void installUseUninstallReinstallWhenByTheTextThenAsItSays() throws IOException {
        Product.delete(FOLDER);
        Files.createDirectories(FOLDER);
        try (KeycloakByHand keycloak = new KeycloakByHand(FOLDER)) {
            List<String> install = commands(README, "Install into an existing Keycloak");
            // The build that this test is part of has done that.
            assertThat(install.remove(0)).isEqualTo("mvn -DskipTests package");
            String start = install.remove(install.size() - 1);
            keycloak.run(ROOT, install);
            keycloak.start(start);
            Realm realm = new Realm(keycloak);
            Person.Created token = realm.setUp();
            realm.assertIsUsed(token);

            List<String> uninstall = commands(OPERATIONS, "Uninstall");
            keycloak.run(
                    keycloak.home(), uninstall.stream().filter(Realm::isKcadm).toList());
            keycloak.stop();
            keycloak.run(
                    FOLDER,
                    uninstall.stream()
                            .filter(command -> !Realm.isKcadm(command))
                            .toList());
            runUninstallScript(keycloak);
            int before = keycloak.log().length();
            keycloak.start(start);
            realm.assertIsGone(token);
            assertThat(keycloak.log().substring(before)).doesNotContainPattern(" ERROR +\\[");
            realm.assertThemesThatAreStillNamedCostALine();

            keycloak.stop();
            bringJars(keycloak, start);
            realm.assertIsNew(token);
        }
    }

    /** The jars of a release lie where they were put; they replace others by the commands that bring the first. */
    private static void bringJars(KeycloakByHand keycloak, String start) throws IOException {
        for (Path jar : List.of(Layout.find().providerJar(), Layout.find().themesJar())) {
            Files.deleteIfExists(FOLDER.resolve(jar.getFileName()));
            Files.copy(jar, FOLDER.resolve(jar.getFileName()));
        }
        List<String> commands = commands(OPERATIONS, "Upgrade");
        assertThat(commands(OPERATIONS, "Install")).isEqualTo(commands);
        assertThat(commands.remove(commands.size() - 1)).isEqualTo(start);
        keycloak.run(FOLDER, commands);
        keycloak.start(start);
    }

    private static void runUninstallScript(KeycloakByHand keycloak) throws IOException {
        Pattern.compile(";")
                .splitAsStream(Files.readString(ROOT.resolve("docs/uninstall.sql"))
                        .replaceAll("(?m)^--.*$", "")
                        .strip())
                .forEach(keycloak.stored()::update);
    }

    private static List<String> commands(String page, String heading) {
        List<String> commands = new ArrayList<>();
        ShellBlock.of(page, heading).stream()
                .filter(block -> block.runBy().equals("DocumentedInstallationIT"))
                .forEach(block -> commands.addAll(block.commands()));
        return commands;
    }

    /** The realm that they had, and what the pages have them do there. */
    private record Realm(KeycloakByHand keycloak, Admin admin, String username) {

        Realm(KeycloakByHand keycloak) {
            this(
                    keycloak,
                    keycloak.deployment().admin(),
                    create(keycloak.deployment().admin()));
        }

        private static String create(Admin admin) {
            admin.createRealm(REALM);
            return admin.createUser(REALM);
        }

        Person.Created setUp() {
            run(
                    "my-api",
                    command -> command.contains("config credentials")
                            || command.contains("create clients")
                            || command.contains("update realms/"));
            return person().create("By the text");
        }

        /** Commands of the page; those for people and tokens that are there are run by another test. */
        private void run(String clientId, Predicate<String> which) {
            String uuid = admin.clientUuid(REALM, clientId);
            keycloak.run(
                    keycloak.home(),
                    ShellBlock.of(REALM_CONFIG).stream()
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

        private static boolean isKcadm(String command) {
            return command.startsWith("bin/kcadm.sh");
        }

        private Person person() {
            return Person.login(keycloak.deployment().realm(REALM), "cli", username);
        }

        private JsonNode introspect(Person.Created token) {
            return Introspection.at(
                            keycloak.deployment().realm(REALM) + "/protocol/openid-connect/token/introspect",
                            "my-api",
                            token.secret())
                    .json();
        }

        void assertIsActive(Person.Created token) {
            assertThat(introspect(token).path("active").asBoolean()).isTrue();
        }

        void assertIsUsed(Person.Created token) {
            assertIsActive(token);
            assertThat(introspect(token).path("aud").toString()).isEqualTo("[\"my-api\"]");
            assertThat(admin.get("/" + REALM + "/api-tokens/settings")
                            .path("maxPerUser")
                            .asInt())
                    .isEqualTo(20);
            BothConsoles.assertShowApiTokens(
                    keycloak.deployment(),
                    "Made in a browser",
                    new BothConsoles.Logins(REALM, username, "master", "admin"));
        }

        void assertIsGone(Person.Created token) {
            assertThat(introspect(token).toString()).isEqualTo("{\"active\":false}");
            assertThat(person().get("").status()).isEqualTo(404);
            // A bookmark.
            assertThat(page("/account/api-tokens")).isEqualTo(200);
            assertThat(admin.get("/" + REALM).path("attributes").fieldNames())
                    .toIterable()
                    .noneMatch(name -> name.startsWith("api-tokens."));
        }

        /** Ours, and one of their own that was ours with another look. */
        void assertThemesThatAreStillNamedCostALine() throws IOException {
            Path own = keycloak.home().resolve("themes/own/account");
            Files.createDirectories(own);
            Files.writeString(own.resolve("theme.properties"), "parent=api-tokens\n");
            for (String theme : List.of("api-tokens", "own")) {
                admin.updateRealm(REALM, Map.of("accountTheme", theme));
                assertThat(page("/account/")).isEqualTo(200);
                assertThat(keycloak.log())
                        .contains("Failed to find ACCOUNT theme " + theme + ", using built-in themes");
            }
        }

        void assertIsNew(Person.Created token) {
            assertThat(introspect(token).toString()).isEqualTo("{\"active\":false}");
            assertThat(admin.get("/" + REALM + "/api-tokens/count")
                            .path("count")
                            .asInt())
                    .isZero();
            run("my-api", command -> command.contains("config credentials") || updatesClient(command, "enabled"));
            run("cli", command -> updatesClient(command, "manage"));
            assertIsActive(person().create("Made after"));
        }

        private int page(String path) {
            return Http.send(Http.request(keycloak.deployment().realm(REALM) + path)
                            .GET())
                    .status();
        }
    }
}
