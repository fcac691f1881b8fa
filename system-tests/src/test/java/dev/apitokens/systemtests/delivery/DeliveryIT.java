package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Layout;
import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.OwnServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes a program to tell. */
@OwnServers
class DeliveryIT {

    private static final Path ROOT = Layout.find().root();
    private static final String JAR = "keycloak-api-tokens.jar";
    private static final String ADDRESS = "https://git.example.org/api-tokens";

    @TempDir
    private Path folder;

    private Command.Result run(Path where, String... command) {
        return Command.run(where, folder.resolve("home"), Map.of(), List.of(command));
    }

    @Test
    void workflowsThenAreWellFormed() {
        Command.Result result =
                run(Path.of("npm").toAbsolutePath(), "node", "workflows.mjs", ROOT + "/.github/workflows");

        assertThat(result.status()).as(result.all()).isZero();
    }

    @Test
    void noticeThenIsOfWhatThePagesHold() {
        Command.Result result = run(ROOT.resolve("themes"), "node", "scripts/notice.mjs", "--check");

        assertThat(result.status()).as(result.all()).isZero();
    }

    @Test
    void providerWhenReleasedTwiceThenSameBytesAndWhatStrangersWantBeside() throws IOException {
        Path first = release("first", "-Dmaven.javadoc.skip", "-Dcyclonedx.skip");
        Path released = release("second");

        assertThat(Files.mismatch(first.resolve(JAR), released.resolve(JAR))).isEqualTo(-1);
        assertThat(released)
                .isDirectoryContaining("glob:**/keycloak-api-tokens-sources.jar")
                .isDirectoryContaining("glob:**/keycloak-api-tokens-javadoc.jar");
        assertThat(released.resolve("bom.json")).content().contains("CycloneDX", "keycloak-api-tokens");
        // Nothing is left to a parent that whoever takes the jar would have to find.
        assertThat(released.resolve(".flattened-pom.xml"))
                .content()
                .contains(
                        "<name>",
                        "<description>",
                        "<license>",
                        "<developer>",
                        "<connection>scm:git:",
                        "<url>" + ADDRESS + "</url>")
                .doesNotContain("<parent>", "${");
    }

    /** From a copy of the sources, so that nothing is there of an earlier build; answers where what it made is. */
    private Path release(String name, String... options) throws IOException {
        Path copy = folder.resolve(name);
        for (String source :
                List.of(".mvn/jvm.config", "pom.xml", "LICENSE", "NOTICE", "provider/pom.xml", "provider/src/main")) {
            copy(ROOT.resolve(source), copy.resolve(source));
        }
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-q", "-ntp", "-f", "provider/pom.xml", "package"));
        command.addAll(List.of("-Prelease", "-Dmaven.test.skip", "-Drepository.url=" + ADDRESS));
        command.addAll(List.of(options));
        Command.Result result = run(copy, command.toArray(String[]::new));
        assertThat(result.status()).as(result.all()).isZero();
        return copy.resolve("provider/target");
    }

    private static void copy(Path source, Path target) throws IOException {
        try (Stream<Path> files = Files.walk(source)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                // Of a file, the path to itself is empty.
                Path place = target.resolve(source.relativize(file)).normalize();
                Files.createDirectories(place.getParent());
                Files.copy(file, place);
            }
        }
    }
}
