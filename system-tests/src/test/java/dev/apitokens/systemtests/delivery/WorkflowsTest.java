package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What the jobs of {@code .github/workflows} do; that they are well-formed is told by {@code DeliveryIT}. */
class WorkflowsTest {

    private static final String FOLDER = ".github/workflows/";
    private static final Pattern TEST = Pattern.compile("-Dit\\.test=(\\w+)");
    private static final Pattern INSTALLED =
            Pattern.compile("apt-get install((?: -\\S+)*)(?<packages>(?: [a-z][\\w.+-]*)+)");
    /** What a class says of a program that it does not find. */
    private static final Pattern NEEDED = Pattern.compile("install Debian's package ([a-z][\\w+-]*)");

    private static final Pattern COMMENT = Pattern.compile("/\\*[\\s\\S]*?\\*/|//.*");
    private static final Pattern NAME = Pattern.compile("\\b[A-Z]\\w+");

    private final Map<String, String> classes = Sources.ending(".java").stream()
            .filter(file -> file.startsWith("system-tests/"))
            .collect(Collectors.toMap(
                    file -> Path.of(file).getFileName().toString().replace(".java", ""),
                    Sources::read,
                    (one, other) -> one + other));

    /** The jobs of all workflows, by their names, and what their steps run. */
    private static Map<String, String> scripts() {
        return Sources.ending(".yml").stream()
                .filter(file -> file.startsWith(FOLDER))
                .flatMap(file -> workflow(file).path("jobs").properties().stream()
                        .map(job -> Map.entry(
                                file.substring(FOLDER.length()) + " " + job.getKey(),
                                StreamSupport.stream(
                                                job.getValue().path("steps").spliterator(), false)
                                        .map(step -> step.path("run").asText())
                                        .collect(Collectors.joining("\n")))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static JsonNode workflow(String file) {
        try {
            return new YAMLMapper().readTree(Sources.read(file));
        } catch (IOException e) {
            throw new IllegalStateException(file, e);
        }
    }

    private static Set<String> words(Pattern pattern, String text, Function<String, Stream<String>> split) {
        return pattern.matcher(text)
                .results()
                .map(found -> found.group(found.groupCount()))
                .flatMap(split)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> installedBy(String script) {
        return words(INSTALLED, script, packages -> Stream.of(packages.strip().split(" ")));
    }

    private String source(String name) {
        return classes.getOrDefault(name, "");
    }

    /** The packages of Debian that this class names, or one that it uses does. */
    private Set<String> neededBy(String test) {
        Set<String> used = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(test));
        while (!next.isEmpty()) {
            String name = next.pop();
            if (classes.containsKey(name) && used.add(name)) {
                next.addAll(words(NAME, COMMENT.matcher(source(name)).replaceAll(""), Stream::of));
            }
        }
        assertThat(used).as("sources of " + test).isNotEmpty();
        return used.stream()
                .flatMap(name -> words(NEEDED, source(name), Stream::of).stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void jobWhenItRunsATestThenInstallsWhatThatNeeds() {
        assertThat(neededBy("KeycloakVersionsIT")).containsExactly("chromium-headless-shell", "postgresql");
        scripts()
                .forEach((job, script) -> words(TEST, script, Stream::of)
                        .forEach(test -> assertThat(installedBy(script)).as(job).containsAll(neededBy(test))));
    }

    @Test
    void runThenInstallsWhatAnyTestNeeds() {
        Set<String> needed = classes.values().stream()
                .flatMap(source -> words(NEEDED, source, Stream::of).stream())
                .collect(Collectors.toSet());

        assertThat(words(Pattern.compile("[a-z][\\w+-]+"), Sources.read(".ci/run"), Stream::of))
                .containsAll(needed);
    }
}
