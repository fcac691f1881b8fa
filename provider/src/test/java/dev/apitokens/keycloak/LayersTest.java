package dev.apitokens.keycloak;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The layers, as {@code docs/architecture.md} draws them. */
class LayersTest {

    private static final String ROOT = "dev.apitokens.keycloak";

    private final JavaClasses classes = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);

    @Test
    void tokenThenKnowsNothingButJava() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".token")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(ROOT + ".token", "java..", "org.jspecify..")
                .check(classes);
    }

    @Test
    void policyThenKnowsNothingButTokenAndJava() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".policy")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(ROOT + ".token", ROOT + ".policy", "java..", "org.jspecify..")
                .check(classes);
    }

    @Test
    void jpaThenIsUsedByNobody() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".model.jpa")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ROOT + ".model.jpa")
                .check(classes);
    }

    @Test
    void auditThenKnowsNoneOfThoseWhoTellIt() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".audit")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".account",
                        ROOT + ".admin",
                        ROOT + ".introspection",
                        ROOT + ".exchange",
                        ROOT + ".lifecycle",
                        ROOT + ".rest")
                .check(classes);
    }

    @Test
    void lifecycleThenKnowsNoRest() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".lifecycle")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        ROOT + ".account", ROOT + ".admin", ROOT + ".introspection", ROOT + ".exchange", ROOT + ".rest")
                .check(classes);
    }

    @Test
    void metricsThenAreKeptInOnePlace() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + ".audit")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .check(classes);
    }

    @Test
    void httpThenIsMadeByTheRestPackagesOnly() {
        noClasses()
                .that()
                .resideInAnyPackage(
                        ROOT + ".model..", ROOT + ".lifecycle", ROOT + ".audit", ROOT + ".policy", ROOT + ".token")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("jakarta.ws.rs..", "org.keycloak.services..")
                .check(classes);
    }

    @Test
    void verificationThenMakesNoHttp() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + ".verification")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jakarta.ws.rs..")
                .check(classes);
    }

    @Test
    void tokenProtocolsThenKnowNoRest() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + ".verification", ROOT + ".exchange", ROOT + ".introspection")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(ROOT + ".account", ROOT + ".rest", ROOT + ".admin")
                .check(classes);
    }

    @Test
    void packagesThenHaveNoCycles() {
        slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(classes);
    }
}
