package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The files of the product are as short as {@code CONTRIBUTING.md} says that they are. */
class FileSizesTest {

    private static final Pattern RULE =
            Pattern.compile("\\*\\*Files\\*\\* have at most (\\d+) lines, most have fewer than (\\d+)\\.");

    private static final Predicate<String> JAVA = Pattern.compile(
                    "(provider|launcher|resource-servers/[a-z-]+)/src/main/java/.+\\.java")
            .asMatchPredicate();
    private static final Predicate<String> PAGES =
            Pattern.compile("themes/(account/src|admin/src|shared)/.+\\.tsx?").asMatchPredicate();
    private static final Predicate<String> OF_TESTS =
            Pattern.compile(".+\\.(test|fixture|setup)\\.tsx?").asMatchPredicate();
    /** They have a sentence and a line of code each, and would make any sum of files look short. */
    private static final Predicate<String> OF_PACKAGES =
            Pattern.compile(".+/package-info\\.java").asMatchPredicate();

    private static final Map<String, Long> LINES = new TreeMap<>();
    private static long longest;
    private static long most;

    @BeforeAll
    static void count() {
        Matcher rule = RULE.matcher(Sources.read("CONTRIBUTING.md"));
        assertThat(rule.find()).isTrue();
        longest = Long.parseLong(rule.group(1));
        most = Long.parseLong(rule.group(2));
        Sources.all().stream()
                .filter(JAVA.or(PAGES).and(OF_TESTS.or(OF_PACKAGES).negate()))
                .forEach(file -> LINES.put(file, Sources.read(file).lines().count()));
    }

    @Test
    void filesThenThoseOfEachPartAreLookedAt() {
        assertThat(LINES.keySet())
                .contains(
                        "launcher/src/main/java/dev/apitokens/launcher/Demo.java",
                        "themes/account/src/api-tokens/create/CreateToken.tsx")
                .anyMatch(file -> file.startsWith("provider/"))
                .anyMatch(file -> file.startsWith("resource-servers/mcp/"))
                .anyMatch(file -> file.startsWith("resource-servers/spring-boot-starter/"))
                .anyMatch(file -> file.startsWith("themes/admin/"))
                .anyMatch(file -> file.startsWith("themes/shared/"))
                .hasSizeGreaterThan(400);
    }

    @Test
    void filesThenNoneIsTooLong() {
        assertThat(LINES).allSatisfy((file, lines) -> assertThat(lines).isLessThanOrEqualTo(longest));
    }

    @Test
    void filesThenMostAreShort() {
        List<Long> sorted = LINES.values().stream().sorted().toList();

        assertThat(sorted.get(sorted.size() / 2)).as("the median").isLessThan(most);
    }
}
