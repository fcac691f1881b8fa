package dev.apitokens.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Database;
import dev.apitokens.launcher.KeycloakOptions;
import dev.apitokens.launcher.KeycloakServer;
import dev.apitokens.launcher.Layout;
import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.OwnServers;
import dev.apitokens.systemtests.product.PostgresServer;
import dev.apitokens.systemtests.product.Product;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A node with an earlier jar of the provider and one with that of now, in one cluster. The earlier ones are somebody's to bring:
 * {@code -Dearlier.jars=…/keycloak-api-tokens.jar,…}. The build has none and leaves this class out, and without them it fails. What holds
 * without them is in {@code MigrationIT}.
 */
@OwnServers
class RollingUpgradeIT {

    private static final Path FOLDER = Path.of("target/rolling").toAbsolutePath();

    static Stream<Path> earlierJars() {
        return Stream.of(System.getProperty("earlier.jars", "").split(",", -1))
                .map(String::strip)
                .filter(jar -> !jar.isEmpty())
                .map(jar -> Path.of(jar).toAbsolutePath());
    }

    @ParameterizedTest
    @MethodSource("earlierJars")
    void rollWhenFromAnEarlierJarAndBackThenEachNodeTakesWhatTheOtherMade(Path jar) {
        Product.delete(FOLDER);
        try (PostgresServer postgres = PostgresServer.find(FOLDER.resolve("postgres.log"))
                .orElseThrow(() -> new IllegalStateException(PostgresServer.howToGet()))) {
            postgres.start();
            int front = Ports.free();
            try (KeycloakServer earlier = node("earlier", jar, front, front, postgres.database());
                    KeycloakServer now =
                            node("now", Layout.find().providerJar(), Ports.free(), front, postgres.database())) {
                earlier.start();
                Person.Created before = at(earlier).alice().create("Made before the upgrade");
                now.start();
                assertThat(at(now).introspect(before.secret()).body()).contains("\"active\":true");
                assertEachTakesWhatTheOtherMade("rolling", at(earlier), at(now));

                // Back: a node with the earlier jar begins on tables that are of now.
                earlier.restart();
                assertThat(at(earlier).introspect(before.secret()).body()).contains("\"active\":true");
                assertEachTakesWhatTheOtherMade("back", at(earlier), at(now));
            }
        }
    }

    private static KeycloakServer node(String name, Path jar, int port, int front, Database database) {
        Layout layout = Layout.find();
        return KeycloakServer.of(
                layout.distribution(),
                KeycloakOptions.of(FOLDER.resolve(name), port, database)
                        .withProviders(List.of(jar, layout.themesJar()))
                        .withRealms(List.of(layout.demoRealm()))
                        .withOptions(Product.clustered(front)));
    }

    private static Deployment at(KeycloakServer node) {
        return new Deployment(node.baseUrl().toString(), "", "");
    }

    private static void assertEachTakesWhatTheOtherMade(String when, Deployment earlier, Deployment now) {
        for (Deployment maker : List.of(earlier, now)) {
            Deployment other = maker == earlier ? now : earlier;
            String name = when + " at " + (maker == earlier ? "the earlier" : "now");
            Person.Created token = maker.alice().create(name);
            assertThat(other.introspect(token.secret()).body()).contains("\"active\":true");
            assertThat(other.alice().rename(token.id(), name + ", renamed").status())
                    .isEqualTo(200);

            Person.Created rotated = other.alice().rotate(token.id(), Map.of());

            assertThat(maker.introspect(token.secret()).body()).isEqualTo("{\"active\":false}");
            assertThat(maker.introspect(rotated.secret()).body()).contains("\"active\":true");
            assertThat(maker.alice().get("").json().findValuesAsText("name")).contains(name + ", renamed");
            assertThat(other.alice().revoke(token.id()).status()).isEqualTo(204);
            assertThat(maker.introspect(rotated.secret()).body()).isEqualTo("{\"active\":false}");
        }
    }
}
