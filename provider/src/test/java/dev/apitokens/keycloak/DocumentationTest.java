package dev.apitokens.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the pages of the documentation point at is there. */
class DocumentationTest {

    private static final Path ROOT = Path.of("..");
    private static final Set<String> NOT_OURS = Set.of("node_modules", "target", ".git", ".demo");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("^ *```[\\s\\S]*?^ *```$", Pattern.MULTILINE);
    private static final Pattern NOT_IN_ANCHORS = Pattern.compile("[^\\p{L}\\p{N} _-]");

    private static List<Path> pages(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.filter(
                            entry -> !NOT_OURS.contains(entry.getFileName().toString()))
                    .flatMap(entry -> Files.isDirectory(entry)
                            ? pages(entry).stream()
                            : Stream.of(entry).filter(file -> file.toString().endsWith(".md")))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> names(String folder) {
        try (Stream<Path> entries = Files.list(ROOT.resolve(folder))) {
            return entries.map(entry -> entry.getFileName().toString())
                    .filter(name -> !name.equals("package-info.java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The anchors of a page, as they are made of its headings. */
    private static Set<String> anchors(Path page) {
        return CODE.matcher(read(page))
                .replaceAll("")
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("^#+ ", "").toLowerCase(Locale.ROOT))
                .map(heading -> NOT_IN_ANCHORS.matcher(heading).replaceAll("").replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static boolean isThere(Path page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? page : page.resolveSibling(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    @Test
    void decisionsThenThePageAboutTheArchitectureListsEach() {
        String page = read(ROOT.resolve("docs/architecture.md"));

        assertThat(LINK.matcher(page.substring(page.indexOf("\n## Decisions\n")))
                        .results()
                        .map(link -> link.group(1).replace("decisions/", "")))
                .containsExactlyElementsOf(names("docs/decisions"));
    }

    @Test
    void pagesThenTheIndexListsEach() {
        String index = read(ROOT.resolve("docs/README.md"));

        assertThat(names("docs"))
                .filteredOn(name -> name.endsWith(".md") && !name.equals("README.md"))
                .allSatisfy(name -> assertThat(index).contains("| [" + name + "](" + name + ")"));
    }

    @Test
    void packagesOfTheTestsThenThePageForContributorsNamesEach() {
        String row = read(ROOT.resolve("CONTRIBUTING.md"))
                .lines()
                .filter(line -> line.startsWith("| `system-tests` |"))
                .findFirst()
                .orElseThrow();

        assertThat(names("system-tests/src/test/java/dev/apitokens/systemtests"))
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(row).contains("`" + name + "`"));
    }

    @Test
    void linkThenItsTargetIsThere() {
        List<Path> pages = pages(ROOT);
        assertThat(pages).hasSizeGreaterThan(20);
        assertThat(pages)
                .allSatisfy(page -> assertThat(LINK.matcher(read(page))
                                .results()
                                .map(link -> link.group(1))
                                .filter(link -> !link.startsWith("http"))
                                .filter(link -> !isThere(page, link)))
                        .as(page.toString())
                        .isEmpty());
    }
}
