package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.OwnServers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What takes a program to tell. */
@OwnServers
class DeliveryIT {

    private static final Path ROOT = Sources.ROOT;
    private static final String ADDRESS = "https://git.example.org/api-tokens";
    private static final String VITE = "node_modules/vite/bin/vite.js";
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

    private void succeed(Path where, String... command) {
        Command.Result result = Command.run(where, folder.resolve("home"), Map.of(), List.of(command));
        assertThat(result.status()).as(result.all()).isZero();
    }

    @Test
    void workflowsThenAreWellFormed() {
        succeed(Path.of("npm").toAbsolutePath(), "node", "workflows.mjs", ROOT + "/.github/workflows");
    }

    @Test
    void noticeThenIsOfWhatThePagesHold() {
        succeed(ROOT.resolve("themes"), "node", "scripts/notice.mjs", "--check");
    }

    /** The pages of the first are those of the build, the pages of the second are made once more. */
    @Test
    void jarsWhenReleasedTwiceThenSameBytesAndWhatStrangersWantBeside() throws IOException {
        Path first = copy("first");
        Path second = copy("second");
        Files.createDirectories(first.resolve("themes/target"));
        succeed(first, "cp", "-R", ROOT.resolve("themes/target/theme").toString(), "themes/target");
        for (String console : List.of("account", "admin")) {
            Path pages = second.resolve("themes/target/theme").resolve(console).resolve("resources");
            succeed(
                    ROOT.resolve("themes"),
                    "node",
                    VITE,
                    "build",
                    "--logLevel=error",
                    "--mode=" + console,
                    "--outDir=" + pages);
        }
        release(first, "-Dmaven.javadoc.skip", "-Dcyclonedx.skip");
        release(second);
        succeed(second, ".ci/release-files", "release");
        Path released = second.resolve("release");

        List<String> expected = new ArrayList<>(List.of("LICENSE", "NOTICE", "SHA256SUMS", "openapi.yaml"));
        for (Pom pom : RELEASED) {
            String name = pom.jarName();
            for (String end : List.of(".jar", "-sources.jar", "-javadoc.jar", ".pom", ".cdx.json")) {
                expected.add(name + end);
            }
            for (String jar : List.of(name + ".jar", name + "-sources.jar")) {
                assertThat(Files.mismatch(
                                first.resolve(pom.folder()).resolve("target").resolve(jar), released.resolve(jar)))
                        .as(jar)
                        .isEqualTo(-1);
            }
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
        try (ZipFile themes = new ZipFile(
                released.resolve(Pom.of("themes").jarName() + ".jar").toFile())) {
            assertThat(themes.stream().map(ZipEntry::getName))
                    .contains(
                            "theme/api-tokens/account/resources/.vite/manifest.json",
                            "theme/api-tokens/admin/resources/.vite/manifest.json");
        }
    }

    /** The sources of what is released, so that nothing is there of an earlier build; answers where they are. */
    private Path copy(String name) throws IOException {
        Path copy = folder.resolve(name);
        Sources.copyTo(
                copy,
                file -> RELEASED.stream()
                                .anyMatch(pom -> file.startsWith(pom.folder() + "/") && !file.contains("src/test/"))
                        || !file.contains("/")
                        || file.matches("\\.(mvn|ci)/.*|docs/openapi.yaml"));
        Files.writeString(
                copy.resolve("released.xml"),
                RELEASED.stream()
                        .map(pom -> "<module>" + pom.folder() + "</module>")
                        .collect(Collectors.joining("", ONLY, "</modules></project>")));
        return copy;
    }

    /** Without the pages, which are there. */
    private void release(Path copy, String... options) {
        List<String> command = new ArrayList<>(List.of("mvn", "-B", "-q", "-ntp", "-f", "released.xml", "package"));
        command.addAll(List.of("-Prelease", "-Dmaven.test.skip", "-Dexec.skip", "-Drepository.url=" + ADDRESS));
        command.addAll(List.of(options));
        succeed(copy, command.toArray(String[]::new));
    }
}
