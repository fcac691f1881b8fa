package dev.apitokens.systemtests.containers;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The project's docker-compose.yml, run as its users run it.
 *
 * @param project the name that its containers and volumes get
 * @param environment what users write into {@code .env}
 */
record Compose(String project, Map<String, String> environment) {

    // The plugin, or the program that came before it and that Debian still has.
    private static final List<String> PROGRAM =
            Engine.run(Map.of(), "docker", "compose", "version").status() == 0
                    ? List.of("docker", "compose")
                    : List.of("docker-compose");

    /** Runs a subcommand, and answers what it printed. */
    String run(String... arguments) {
        Engine.Result result = tryRun(arguments);
        if (result.status() != 0) {
            throw new IllegalStateException(String.join(" ", arguments) + "\n" + result.output() + "\n"
                    + tryRun("logs", "--tail=60").output());
        }
        return result.output().strip();
    }

    /** Runs a subcommand that may fail. */
    Engine.Result tryRun(String... arguments) {
        List<String> command = new ArrayList<>(PROGRAM);
        command.addAll(List.of("-p", project));
        command.addAll(List.of(arguments));
        return Engine.run(environment, command.toArray(String[]::new));
    }

    /** The containers of a service, or of all services when none is named. */
    List<String> containers(String... services) {
        List<String> command = new ArrayList<>(List.of("ps", "-q"));
        command.addAll(List.of(services));
        return run(command.toArray(String[]::new)).lines().toList();
    }

    /**
     * Whether each of these services has a container that calls itself healthy. The engine is asked, for all at once: the program for
     * compositions takes up to a second of a processor that what is waited for could use.
     */
    boolean areHealthy(Collection<String> services) {
        return Engine.docker(
                        "ps",
                        "--filter",
                        "label=com.docker.compose.project=" + project,
                        "--filter",
                        "health=healthy",
                        "--format",
                        "{{.Label \"com.docker.compose.service\"}}")
                .lines()
                .collect(Collectors.toSet())
                .containsAll(services);
    }

    /** Ends everything that it started, with what it stored. */
    void down() {
        run("--profile", "cluster", "down", "-v", "--remove-orphans");
    }
}
