package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.product.ShellBlock;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each command on a page is run by the test that its block names, or the block says that it is an example. */
class DocumentedCommandsTest {

    private static final Pattern UNMARKED = Pattern.compile(
            "^ {4}(\\$ |\\./|\\.ci/|bin/|\"?\\$[A-Z_]+\\S*/bin/|[A-Z]+=\\$|(sudo )?(a2enmod|apt|apt-get|cat|cd|cp|curl"
                    + "|docker|docker-compose|echo|export|git|go|java|kubectl|mariadb|mkdir|mv|mvn|mysql|node|npm|npx"
                    + "|openssl|pip|psql|python3|rm|skopeo|wget|wrk) ).*",
            Pattern.MULTILINE);
    private static final Pattern SET = Pattern.compile(
            "(?:^|[;(&|]|\\bexport)\\s*(\\w+)=|\\bread (?:-\\w+ )*(?:'[^']*' )?(\\w+)", Pattern.MULTILINE);
    private static final Pattern USED = Pattern.compile("\\$\\{?([A-Za-z_]\\w*)");
    private static final Pattern FENCED = Pattern.compile("^ *```[\\s\\S]*?^ *```$", Pattern.MULTILINE);

    private final List<String> pages = Sources.ending(".md");
    private final Map<String, String> tests = Stream.of("IT.java", "Test.java")
            .flatMap(end -> Sources.ending(end).stream())
            .filter(file -> file.startsWith("system-tests/"))
            .collect(Collectors.toMap(DocumentedCommandsTest::className, Function.identity()));

    private static String className(String file) {
        return Path.of(file).getFileName().toString().replace(".java", "");
    }

    @Test
    void commandsThenInABlockOfTheShells() {
        assertThat(pages)
                .hasSizeGreaterThan(20)
                .allSatisfy(page -> assertThat(UNMARKED.matcher(
                                        FENCED.matcher(Sources.read(page)).replaceAll(""))
                                .results()
                                .map(command -> command.group().strip()))
                        .as(page)
                        .isEmpty());
    }

    @Test
    void blockThenItsTestIsThereAndKnowsThePage() {
        assertThat(pages)
                .allSatisfy(page -> assertThat(ShellBlock.of(page))
                        .as(page)
                        .allSatisfy(block -> assertThat(block.runBy())
                                .as(block.text())
                                .matches(runBy -> runBy.equals("example")
                                        || (tests.containsKey(runBy)
                                                && Sources.read(tests.get(runBy))
                                                        .contains(Path.of(page).getFileName() + "\"")))));
    }

    /** Who pastes the blocks of a page one after the other has every variable of each. */
    @Test
    void variableThenItIsSetInItsBlockOrInOneBefore() {
        assertThat(pages).allSatisfy(page -> {
            Set<String> set = new HashSet<>();
            for (ShellBlock block : ShellBlock.of(page)) {
                set.addAll(names(SET, block.text()));
                assertThat(names(USED, block.text()))
                        .as(page + "\n" + block.text())
                        .isSubsetOf(set);
            }
        });
    }

    private static Set<String> names(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(found -> Optional.ofNullable(found.group(1)).orElseGet(() -> found.group(2)))
                .collect(Collectors.toSet());
    }

    /** Who pastes a block line by line stays where they are. */
    @Test
    void blockThenItIsForOneFolder() {
        assertThat(pages)
                .allSatisfy(page -> assertThat(ShellBlock.of(page))
                        .as(page)
                        .allSatisfy(block -> assertThat(block.text()).doesNotContainPattern("(?m)^ *cd ")));
    }

    /** Modules that have no such test would fail. */
    @Test
    void oneTestOfTheProductThenTheOtherModulesMayHaveNone() {
        assertThat(pages)
                .allSatisfy(page -> assertThat(ShellBlock.of(page).stream()
                                .flatMap(block -> block.commands().stream())
                                .filter(command -> command.contains("-Dit.test=")))
                        .as(page)
                        .allSatisfy(
                                command -> assertThat(command).contains("-Dfailsafe.failIfNoSpecifiedTests=false")));
        assertThat(pages)
                .allSatisfy(
                        page -> assertThat(FENCED.matcher(Sources.read(page)).replaceAll(""))
                                .as(page)
                                .doesNotContain("mvn verify -Dit.test"));
    }

    @Test
    void blocksThenMostThatSetSomethingUpAreRun() {
        assertThat(Stream.of("README.md", "docs/operations.md", "realm-config/README.md")
                        .flatMap(page -> ShellBlock.of(page).stream())
                        .filter(block -> !block.runBy().equals("example"))
                        .count())
                .isGreaterThan(10);
    }
}
