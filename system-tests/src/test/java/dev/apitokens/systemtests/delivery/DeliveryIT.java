package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.OwnServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes a program to tell. */
@OwnServers
class DeliveryIT {

    private static final Path ROOT = Sources.ROOT;
    private static final String ADDRESS = "https://git.example.org/api-tokens";
    /** The modules whose jars others get. */
    private static final List<Pom> RELEASED = Pom.all().stream()
            .filter(Pom::isDelivered)
            .filter(pom -> !pom.folder().isEmpty())
            .toList();
    /** What the bill of materials of each has. */
    private static final Map<String, String> COMPONENTS = Map.of(
            "provider", "keycloak-api-tokens",
            "themes", "pkg:npm/%40patternfly/react-core@",
            "resource-servers/spring-boot-starter", "pkg:maven/com.github.ben-manes.caffeine/caffeine@");
    /** A pom of these, which are released without the others. */
    private static final String ONLY = "<project><modelVersion>4.0.0</modelVersion><groupId>dev.apitokens</groupId>"
            + "<artifactId>released</artifactId><version>1</version><packaging>pom</packaging><modules>";

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

    /** With an empty theme: the pages are not built once more for it. */
    @Test
    void jarsWhenReleasedTwiceThenSameBytesAndWhatStrangersWantBeside() throws IOException {
        Path first = release("first", "-Dmaven.javadoc.skip", "-Dmaven.source.skip", "-Dcyclonedx.skip");
        Path second = release("second");
        assertThat(run(second, ".ci/release-files", "release").status()).isZero();
        Path released = second.resolve("release");

        List<String> expected = new ArrayList<>(List.of("LICENSE", "NOTICE", "SHA256SUMS", "openapi.yaml"));
        for (Pom pom : RELEASED) {
            String name = pom.jarName();
            for (String end : List.of(".jar", "-sources.jar", "-javadoc.jar", ".pom", ".cdx.json")) {
                expected.add(name + end);
            }
            assertThat(Files.mismatch(
                            first.resolve(pom.folder()).resolve("target/" + name + ".jar"),
                            released.resolve(name + ".jar")))
                    .as(name)
                    .isEqualTo(-1);
            // Nothing is left to a parent that whoever takes the jar would have to find.
            assertThat(released.resolve(name + ".pom"))
                    .content()
                    .contains(
                            "<name>",
                            "<description>",
                            "<license>",
                            "<developer>",
                            "<connection>scm:git:",
                            "<url>" + ADDRESS + "</url>")
                    .doesNotContain("<parent>", "${");
            assertThat(released.resolve(name + ".cdx.json"))
                    .content()
                    .contains("CycloneDX", COMPONENTS.get(pom.folder()));
        }
        try (Stream<Path> files = Files.list(released)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** From a copy of the sources, so that nothing is there of an earlier build; answers where that is. */
    private Path release(String name, String... options) throws IOException {
        Path copy = folder.resolve(name);
        for (String file : Sources.all()) {
            if (RELEASED.stream().anyMatch(pom -> file.startsWith(pom.folder() + "/") && !file.contains("src/test/"))
                    || !file.contains("/")
                    || file.matches("\\.(mvn|ci)/.*|docs/openapi.yaml")) {
                Path place = copy.resolve(file);
                Files.createDirectories(place.getParent());
                Files.copy(ROOT.resolve(file), place, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
        Files.writeString(
                copy.resolve("released.xml"),
                RELEASED.stream()
                        .map(pom -> "<module>" + pom.folder() + "</module>")
                        .collect(Collectors.joining("", ONLY, "</modules></project>")));
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-q", "-ntp", "-f", "released.xml", "package"));
        command.addAll(List.of("-Prelease", "-Dmaven.test.skip", "-Dexec.skip", "-Drepository.url=" + ADDRESS));
        command.addAll(List.of(options));
        Command.Result result = run(copy, command.toArray(String[]::new));
        assertThat(result.status()).as(result.all()).isZero();
        return copy;
    }
}
