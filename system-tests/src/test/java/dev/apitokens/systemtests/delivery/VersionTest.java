package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.product.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .ci/version} changes it wherever it is written. */
class VersionTest {

    private static final Pattern OURS = Pattern.compile("api.?tokens|this extension", Pattern.CASE_INSENSITIVE);
    private static final int BEFORE = 4;
    private static final String VERSION = Pom.VERSION;

    /** The forms that it is written in; with a longer number about it, it is another one. A program names it with an image only. */
    private static Pattern mentionIn(String file, String version) {
        String number = version.replace("-SNAPSHOT", "");
        String before = file.endsWith(".java") ? "(?<=:)" : "(?<![\\w./-])";
        return Pattern.compile(before + "(" + Pattern.quote(version) + "|" + Pattern.quote(number) + "|"
                + Pattern.quote(number.substring(0, number.lastIndexOf('.'))) + ")(?![\\w-]|\\.\\w)");
    }

    /**
     * The files that name this version of the project: with the project's name in the same line or shortly before it. What the tables
     * were in some version stays what it was.
     */
    private static List<String> naming(String version, Path folder) {
        return Sources.all().stream()
                .filter(file -> !file.endsWith("package-lock.json"))
                .filter(file -> {
                    Pattern mention = mentionIn(file, version);
                    List<String> lines = lines(folder.resolve(file));
                    return IntStream.range(0, lines.size())
                            .filter(line -> mention.matcher(lines.get(line)).find())
                            .filter(line -> !lines.get(line).contains("<changeSet "))
                            .anyMatch(line -> lines.subList(Math.max(0, line - BEFORE), line + 1).stream()
                                    .anyMatch(near -> OURS.matcher(near).find()));
                })
                .toList();
    }

    /** Of any file, also of one that is no text. */
    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void versionWhenChangedThenWhereverItIsWritten(@TempDir Path folder) throws IOException {
        Path copy = folder.resolve("copy");
        for (String file : Sources.all()) {
            Path place = copy.resolve(file);
            Files.createDirectories(place.getParent());
            Files.copy(Sources.ROOT.resolve(file), place, StandardCopyOption.COPY_ATTRIBUTES);
        }
        List<String> before = naming(VERSION, copy);

        String next = "471.12.3-SNAPSHOT";
        for (List<String> command :
                List.of(List.of("git", "init", "-q"), List.of("git", "add", "-A"), List.of(".ci/version", next))) {
            Command.Result result = Command.run(copy, folder.resolve("home"), Map.of(), command);
            assertThat(result.status()).as(result.all()).isZero();
        }

        assertThat(before)
                .contains("pom.xml", "README.md", "docker-compose.yml", "docs/operations.md", "themes/package.json");
        assertThat(naming(VERSION, copy)).isEmpty();
        assertThat(naming(next, copy)).isEqualTo(before);
    }

    @Test
    void modulesThenHaveTheVersionOfTheirParent() {
        assertThat(Pom.all().stream()
                        .skip(1)
                        .flatMap(pom -> pom.texts("/project/parent[groupId='dev.apitokens']/version").stream()))
                .hasSizeGreaterThan(6)
                .containsOnly(VERSION);
        assertThat(Pom.all().stream().skip(1).flatMap(pom -> pom.texts("/project/version").stream()))
                .isEmpty();
    }

    @Test
    void changelogThenHasWhatIsUnreleasedAndEachReleaseWithItsDay() {
        List<String> headings = Pattern.compile("^## (.*)$", Pattern.MULTILINE)
                .matcher(Sources.read("CHANGELOG.md"))
                .results()
                .map(heading -> heading.group(1))
                .toList();

        assertThat(headings).startsWith("[Unreleased]");
        assertThat(headings.stream().skip(1))
                .allMatch(heading -> heading.matches("\\[\\d+\\.\\d+\\.\\d+] - \\d{4}-\\d\\d-\\d\\d"));
        if (!VERSION.endsWith("-SNAPSHOT")) {
            assertThat(headings.get(1)).startsWith("[" + VERSION + "]");
        }
    }
}
