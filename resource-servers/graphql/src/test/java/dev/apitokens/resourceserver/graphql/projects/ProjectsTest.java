package dev.apitokens.resourceserver.graphql.projects;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectsTest {

    private static final Instant NOW = Instant.parse("2026-11-23T17:00:00Z");

    private final Projects projects = new Projects(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void createWhenNameAcceptableThenListed() {
        Project project = projects.create("  Shop  ", "alice").orElseThrow();

        assertThat(project.name()).isEqualTo("Shop");
        assertThat(project.createdBy()).isEqualTo("alice");
        assertThat(project.createdAt()).isEqualTo(NOW);
        assertThat(projects.list()).hasSize(3).endsWith(project);
    }

    @Test
    void createWhenHundredCharactersThenAccepted() {
        assertThat(projects.create("😀".repeat(100), "alice")).isPresent();
        assertThat(projects.create("😀".repeat(101), "alice")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "   ", "a\nb", "a\u0000b"})
    void createWhenNameUnacceptableThenNothing(String name) {
        assertThat(projects.create(name, "alice")).isEmpty();
        assertThat(projects.list()).hasSize(2);
    }
}
