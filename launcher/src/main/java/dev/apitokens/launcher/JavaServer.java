package dev.apitokens.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A resource server: an executable jar that takes {@code PORT} and answers {@code GET /health} once it is up. */
public final class JavaServer extends ChildServer {

    private static final String WITH_CLASSES = "org.springframework.boot.loader.launch.PropertiesLauncher";

    private final Path jar;
    private final Map<String, String> environment;
    private final List<String> program;

    private JavaServer(
            String name, Path jar, int port, Map<String, String> environment, Path log, List<String> program) {
        super(name, port, log);
        this.jar = jar;
        this.program = program;
        // As with Keycloak, what starts fast, unless the environment says otherwise.
        this.environment = new HashMap<>(Map.of("JDK_JAVA_OPTIONS", KeycloakServer.STARTS_FAST));
        this.environment.putAll(environment);
        this.environment.put("PORT", String.valueOf(port));
    }

    /** A server that is not started yet. */
    public static JavaServer of(String name, Path jar, int port, Map<String, String> environment, Path log) {
        String path = jar.toAbsolutePath().toString();
        return new JavaServer(name, jar, port, environment, log, List.of("-jar", path));
    }

    /** The same server, not started yet, with classes beside its own: a Spring Boot jar has a launcher for that. */
    public JavaServer withClasses(Path folder) {
        String path = jar.toAbsolutePath().toString();
        return new JavaServer(
                name,
                jar,
                port,
                environment,
                log(),
                List.of("-Dloader.path=" + folder.toAbsolutePath(), "-cp", path, WITH_CLASSES));
    }

    @Override
    public void start() {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        process.launch(
                Stream.concat(Stream.of(java), program.stream()).toList(),
                Path.of("").toAbsolutePath(),
                environment);
        process.awaitAnswer(baseUrl().resolve("/health"));
    }
}
