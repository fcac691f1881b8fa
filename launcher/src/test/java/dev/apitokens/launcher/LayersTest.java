package dev.apitokens.launcher;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import org.junit.jupiter.api.Test;

/** The launcher is one package, so that only its classes can go in circles. */
class LayersTest {

    private static final int MOST_OPERATIONS = 15;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.apitokens.launcher");

    /** A class with all that is nested in it. */
    private static final class WholeClasses implements SliceAssignment {

        @Override
        public String getDescription() {
            return "classes with what is nested in them";
        }

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getName().split("\\$", 2)[0]);
        }
    }

    @Test
    void classesThenHaveNoCycles() {
        slices().assignedFrom(new WholeClasses()).should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void interfacesThenAreSmall() {
        assertThat(CLASSES.stream().filter(JavaClass::isInterface).toList())
                .isNotEmpty()
                .allSatisfy(type -> assertThat(type.getMethods()).hasSizeLessThanOrEqualTo(MOST_OPERATIONS));
    }
}
