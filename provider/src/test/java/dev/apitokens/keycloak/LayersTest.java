package dev.apitokens.keycloak;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of packages in {@code docs/architecture.md} is the rule; who changes a layer changes it there. */
class LayersTest {

    private static final String ROOT = "dev.apitokens.keycloak";
    private static final Path TABLE = Path.of("../docs/architecture.md");
    private static final Pattern ROW = Pattern.compile("\\| `([a-z.]+)` \\|[^|]*\\|([^|]*)\\|([^|]*)\\|");
    private static final Pattern PACKAGE = Pattern.compile("`([a-z.]+)`");
    private static final int MOST_OPERATIONS = 15;

    /** What else than Java a package may use, as the table calls it. */
    private static final Map<String, String[]> LIBRARIES = Map.of(
            "Keycloak", new String[] {"org.keycloak..", "org.jboss..", "com.fasterxml..", "org.infinispan.."},
            "its services", new String[] {"org.keycloak.services.."},
            "JAX-RS", new String[] {"jakarta.ws.rs.."},
            "JPA", new String[] {"jakarta.persistence..", "org.hibernate.."},
            "Micrometer", new String[] {"io.micrometer.."},
            "MicroProfile Health", new String[] {"org.eclipse.microprofile.health..", "io.smallrye.health.."});

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    private record Row(String name, List<String> packages, List<String> libraries) {}

    private static List<Row> table() {
        try (Stream<String> lines = Files.lines(TABLE)) {
            return lines.map(ROW::matcher)
                    .filter(Matcher::matches)
                    .map(row -> new Row(
                            row.group(1),
                            PACKAGE.matcher(row.group(2))
                                    .results()
                                    .map((MatchResult used) -> used.group(1))
                                    .toList(),
                            Stream.of(row.group(3).split(",", -1))
                                    .map(String::strip)
                                    .toList()))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void packageThenUsesThoseOfTheTable() {
        LayeredArchitecture layers = layeredArchitecture().consideringOnlyDependenciesInLayers();
        for (Row row : table()) {
            layers = layers.layer(row.name()).definedBy(ROOT + "." + row.name());
        }
        for (Row row : table()) {
            layers = row.packages().isEmpty()
                    ? layers.whereLayer(row.name()).mayNotAccessAnyLayer()
                    : layers.whereLayer(row.name())
                            .mayOnlyAccessLayers(row.packages().toArray(String[]::new));
        }
        layers.ensureAllClassesAreContainedInArchitecture().check(CLASSES);
    }

    @Test
    void packageThenUsesLibrariesOfTheTable() {
        for (Row row : table()) {
            assertThat(row.libraries())
                    .isSubsetOf(Stream.concat(Stream.of("Java"), LIBRARIES.keySet().stream())
                            .toList());
            LIBRARIES.forEach((library, packages) -> {
                if (!row.libraries().contains(library)) {
                    noClasses()
                            .that()
                            .resideInAPackage(ROOT + "." + row.name())
                            .should()
                            .dependOnClassesThat()
                            .resideInAnyPackage(packages)
                            .check(CLASSES);
                }
            });
        }
    }

    @Test
    void packagesThenHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void classesThenHaveNoCycles() {
        slices().assignedFrom(new TopLevelClasses()).should().beFreeOfCycles().check(CLASSES);
    }

    /** A class with all that is nested in it. */
    private static final class TopLevelClasses implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""));
        }

        @Override
        public String getDescription() {
            return "top-level classes";
        }
    }

    @Test
    void interfacesThenAreSmall() {
        assertThat(CLASSES.stream().filter(JavaClass::isInterface).toList())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(type.getMethods()).hasSizeLessThanOrEqualTo(MOST_OPERATIONS));
    }
}
