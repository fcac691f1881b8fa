package dev.apitokens.resourceserver.graphql.projects;

import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;

/** The projects, in memory and oldest first: gone when the server stops. Safe for concurrent use. */
public final class Projects {

    private static final int NAME_LENGTH = 100;

    private final List<Project> projects = new CopyOnWriteArrayList<>();
    private final Clock clock;

    /**
     * Starts with two projects, so that reading shows something.
     *
     * @param clock tells when a project is made
     */
    public Projects(Clock clock) {
        this.clock = clock;
        add("Website", "demo");
        add("Mobile app", "demo");
    }

    /**
     * Lists the projects.
     *
     * @return a copy that later changes do not touch
     */
    public List<Project> list() {
        return List.copyOf(projects);
    }

    /**
     * Makes a project.
     *
     * @param name its name, trimmed before use
     * @param createdBy the login name of its maker
     * @return the project, or empty if the name is not 1 to 100 characters long or has control characters
     */
    public Optional<Project> create(String name, String createdBy) {
        String trimmed = name.strip();
        int length = trimmed.codePointCount(0, trimmed.length());
        boolean acceptable =
                length >= 1 && length <= NAME_LENGTH && trimmed.chars().noneMatch(Character::isISOControl);
        return acceptable ? Optional.of(add(trimmed, createdBy)) : Optional.empty();
    }

    private Project add(String name, String createdBy) {
        Project project = new Project(
                UUID.randomUUID().toString(), name, createdBy, clock.instant().truncatedTo(ChronoUnit.SECONDS));
        projects.add(project);
        return project;
    }
}
