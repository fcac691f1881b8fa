package dev.apitokens.systemtests.versions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Layout;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Wherever the versions of Keycloak are written that were run, they are the same. */
class SupportedVersionsTest {

    private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+\\.\\d+");

    /** Those that work, by the page. */
    private List<String> supported = List.of();

    private static String read(String file) throws IOException {
        return Files.readString(Layout.find().root().resolve(file));
    }

    private static List<String> versions(String text) {
        return VERSION.matcher(text).results().map(MatchResult::group).toList();
    }

    /** The versions in the rows of that page's table which end so. */
    private static List<String> rows(String outcome) throws IOException {
        List<String> versions = new ArrayList<>();
        read("docs/compatibility.md")
                .lines()
                .filter(line -> line.matches("\\| \\d.* is missing \\| works.*|\\| \\d.* are missing \\| refused.*"))
                .filter(line -> line.contains("| " + outcome))
                .forEach(line -> versions.addAll(versions(line.split("\\|", -1)[1])));
        return versions;
    }

    private static String only(String file, String pattern) throws IOException {
        List<MatchResult> found =
                Pattern.compile(pattern).matcher(read(file)).results().toList();
        assertThat(found).as(file).hasSize(1);
        return found.get(0).group(1);
    }

    @BeforeEach
    void readThePage() throws IOException {
        supported = rows("works");
        assertThat(supported).hasSizeGreaterThan(2);
    }

    @Test
    void workflowThenRunsEach() throws IOException {
        assertThat(versions(only(".github/workflows/keycloak-versions.yml", "versions \\|\\| '(.*)'\\)")))
                .isEqualTo(supported);
    }

    @Test
    void workflowThenRunsTheOldestThatIsRefusedBeforeEach() throws IOException {
        assertThat(only(".github/workflows/keycloak-versions.yml", "-Dkeycloak\\.unsupported=(\\S*)"))
                .isEqualTo(rows("refused").get(0));
    }

    @Test
    void readmeThenNamesTheFirstAndTheLastOfEachMinorVersion() throws IOException {
        List<String> ends = new ArrayList<>();
        for (int i = 0; i < supported.size(); i++) {
            boolean isFirst = i == 0 || !minor(i).equals(minor(i - 1));
            boolean isLast = i == supported.size() - 1 || !minor(i).equals(minor(i + 1));
            if (isFirst || isLast) {
                ends.add(supported.get(i));
            }
        }

        assertThat(versions(only("README.md", "\\[(.* were run)]\\(docs/compatibility\\.md\\)")))
                .isEqualTo(ends);
    }

    private String minor(int i) {
        return supported.get(i).replaceFirst("\\.\\d+$", "");
    }

    @Test
    void buildThenRunsTheOldestAndTheNewestAndOneThatIsRefused() throws IOException {
        assertThat(KeycloakVersionsIT.SUPPORTED.split(",", -1))
                .containsExactly(supported.get(0), supported.get(supported.size() - 1));
        assertThat(rows("refused")).contains(KeycloakVersionsIT.UNSUPPORTED.split(",", -1));
    }

    @Test
    void commandOfThePageThenRunsTheOthers() throws IOException {
        assertThat(versions(only("docs/compatibility.md", "-Dkeycloak\\.supported=(\\S+)")))
                .isEqualTo(supported.subList(1, supported.size() - 1));
        List<String> refused = rows("refused");
        assertThat(versions(only("docs/compatibility.md", "-Dkeycloak\\.unsupported=(\\S+)")))
                .isEqualTo(refused.subList(0, refused.size() - 1))
                .doesNotContain(KeycloakVersionsIT.UNSUPPORTED);
    }
}
