package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Layout;
import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.OwnServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes a program to tell. */
@OwnServers
class DeliveryIT {

    private static final Path ROOT = Layout.find().root();

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
    void providerWhenBuiltTwiceThenSameBytes() throws IOException {
        Path first = build("first");
        Path second = build("second");

        assertThat(Files.mismatch(first, second)).isEqualTo(-1);
    }

    /** From a copy of the sources, so that nothing is there of an earlier build. */
    private Path build(String name) throws IOException {
        Path copy = folder.resolve(name);
        for (String source : List.of("pom.xml", "LICENSE", "NOTICE", "provider/pom.xml", "provider/src/main")) {
            copy(ROOT.resolve(source), copy.resolve(source));
        }
        Command.Result result =
                run(copy, "mvn", "-B", "-q", "-ntp", "-f", "provider/pom.xml", "package", "-Dmaven.test.skip=true");
        assertThat(result.status()).as(result.all()).isZero();
        return copy.resolve("provider/target/keycloak-api-tokens.jar");
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
