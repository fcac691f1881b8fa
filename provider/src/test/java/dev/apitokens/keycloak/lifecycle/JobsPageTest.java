package dev.apitokens.keycloak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.apitokens.keycloak.fixtures.MetricsTable;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The page about metrics has each job that there is. */
class JobsPageTest {

    @Test
    void jobsThenEachIsInTheTable() throws Exception {
        List<String> jobs = new ArrayList<>(List.of(LastUses.JOB));
        for (JavaClass found : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackagesOf(Job.class)) {
            if (found.isAssignableTo(Job.class) && !found.isInterface()) {
                jobs.add(((Job) found.reflect().getDeclaredConstructor().newInstance()).name());
            }
        }

        assertThat(MetricsTable.words("api_tokens_job_runs_total", 0)).containsExactlyInAnyOrderElementsOf(jobs);
    }
}
