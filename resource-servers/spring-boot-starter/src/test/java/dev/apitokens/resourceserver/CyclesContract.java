package dev.apitokens.resourceserver;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** That a module can be read from one end to the other: each module's tests extend this for its own packages. */
public abstract class CyclesContract {

    private record Slices(String description, Function<JavaClass, String> name) implements SliceAssignment {

        @Override
        public String getDescription() {
            return description;
        }

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
            return SliceIdentifier.of(name.apply(javaClass));
        }
    }

    private final JavaClasses classes;

    /** Reads the classes of this package and those below it. */
    protected CyclesContract(String root) {
        classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages(root);
    }

    @Test
    void packagesThenHaveNoCycles() {
        slices().assignedFrom(new Slices("packages", JavaClass::getPackageName))
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    @Test
    void classesThenHaveNoCycles() {
        slices().assignedFrom(new Slices("classes, nested ones with their outermost", CyclesContract::outermost))
                .should()
                .beFreeOfCycles()
                .check(classes);
    }

    private static String outermost(JavaClass javaClass) {
        return javaClass.getName().replaceFirst("\\$.*", "");
    }
}
