package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code .ci/version} changes it wherever it is written. */
class VersionTest {

    private static final Path ROOT = Layout.find().root();
    private static final String VERSION = Pom.of("").texts("/project/version").get(0);

    private static List<String> find(String file, String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(ROOT.resolve(file)))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
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

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "themes/package.json; ^  \"version\": \"(.*)\"",
                "system-tests/npm/package.json; ^  \"version\": \"(.*)\"",
                "docs/openapi.yaml; ^  version: (.*)$"
            })
    void fileThenHasTheNumber(String file, String pattern) throws IOException {
        assertThat(find(file, pattern)).containsExactly(VERSION.replace("-SNAPSHOT", ""));
    }

    @Test
    void pageAboutTheStarterThenHasTheVersion() throws IOException {
        assertThat(find("docs/resource-servers/spring-boot.md", "<version>(.*)</version>"))
                .contains(VERSION);
    }

    @Test
    void changelogThenHasWhatIsUnreleasedAndEachReleaseWithItsDay() throws IOException {
        List<String> headings = find("CHANGELOG.md", "^## (.*)$");

        assertThat(headings).startsWith("[Unreleased]");
        assertThat(headings.stream().skip(1))
                .allMatch(heading -> heading.matches("\\[\\d+\\.\\d+\\.\\d+] - \\d{4}-\\d\\d-\\d\\d"));
        if (!VERSION.endsWith("-SNAPSHOT")) {
            assertThat(headings.get(1)).startsWith("[" + VERSION + "]");
        }
    }
}
