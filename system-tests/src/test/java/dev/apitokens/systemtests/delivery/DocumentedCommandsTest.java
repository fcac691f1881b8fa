package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.product.ShellBlock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each command on a page is run by the test that its block names, or the block says that it is an example. */
class DocumentedCommandsTest {

    private static final Pattern UNMARKED = Pattern.compile(
            "^ {4}(\\$ |\\./|bin/|java |mvn |npm |npx |git |curl |docker |kubectl |cd |cp |rm |export"
                    + " |\"?\\$[A-Z_]+\\S*/bin/|[A-Z]+=\\$).*",
            Pattern.MULTILINE);
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

    @Test
    void blocksThenMostThatSetSomethingUpAreRun() {
        assertThat(Stream.of("README.md", "docs/operations.md", "realm-config/README.md")
                        .flatMap(page -> ShellBlock.of(page).stream())
                        .filter(block -> !block.runBy().equals("example"))
                        .count())
                .isGreaterThan(10);
    }
}
