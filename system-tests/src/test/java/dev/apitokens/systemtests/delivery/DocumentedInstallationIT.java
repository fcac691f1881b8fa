package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Layout;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.OwnServers;
import dev.apitokens.systemtests.product.PostgresServer;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.ShellBlock;
import dev.apitokens.systemtests.schema.Uninstallation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Somebody who has a Keycloak and a realm, and follows the text: the commands of the pages, and nothing else. */
@OwnServers
class DocumentedInstallationIT {

    private static final Path ROOT = Layout.find().root();
    private static final Path FOLDER = Path.of("target/by-hand").toAbsolutePath();
    private static final String README = "README.md";
    private static final String OPERATIONS = "docs/operations.md";

    @Test
    void installUseUninstallReinstallRestoreWhenByTheTextThenAsItSays() throws IOException {
        Product.delete(FOLDER);
        Files.createDirectories(FOLDER);
        try (PostgresServer postgres = PostgresServer.find(FOLDER.resolve("postgres.log"), "")
                        .orElseThrow(() -> new IllegalStateException(PostgresServer.howToGet()));
                KeycloakByHand keycloak = new KeycloakByHand(FOLDER, postgres)) {
            postgres.start();
            List<String> install = commands(README, "Install into an existing Keycloak");
            // The build that this test is part of has done that.
            assertThat(install.remove(0)).isEqualTo("mvn -DskipTests package");
            String start = install.remove(install.size() - 1);
            keycloak.run(ROOT, install);
            keycloak.start(start);
            RealmByHand realm = new RealmByHand(keycloak);
            Person.Created token = realm.setUp();
            realm.assertIsUsed(token);
            Backup backup = Backup.take(realm, token, commands(OPERATIONS, "Backup and restore"));

            uninstall(keycloak);
            int before = keycloak.log().length();
            keycloak.start(start);
            realm.assertIsGone(token);
            assertThat(keycloak.log().substring(before)).doesNotContainPattern(" ERROR +\\[");
            realm.assertThemesThatAreStillNamedCostALine();

            keycloak.stop();
            bringJars(keycloak, start);
            realm.assertIsNew(token);

            keycloak.stop();
            backup.restore();
            keycloak.start(start);
            backup.assertBringsBackWhatItHeld();
            backup.assertWhatItBroughtBackCanBeEnded();
        }
    }

    private static void uninstall(KeycloakByHand keycloak) {
        List<String> commands = commands(OPERATIONS, "Uninstall");
        keycloak.run(
                keycloak.home(), commands.stream().filter(RealmByHand::isKcadm).toList());
        keycloak.stop();
        commands.removeIf(RealmByHand::isKcadm);
        String script = commands.remove(commands.size() - 1);
        keycloak.run(FOLDER, commands);
        Uninstallation.of(keycloak.stored()).assertTakesOursAndNothingElse(() -> keycloak.run(FOLDER, List.of(script)));
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

    private static List<String> commands(String page, String heading) {
        List<String> commands = new ArrayList<>();
        ShellBlock.of(page, heading).stream()
                .filter(block -> block.runBy().equals("DocumentedInstallationIT"))
                .forEach(block -> commands.addAll(block.commands()));
        return commands;
    }
}
