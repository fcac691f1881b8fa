package dev.apitokens.systemtests.gateway;

import dev.apitokens.systemtests.product.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The application of Quarkus's page, built by Maven when it is first asked for. */
final class QuarkusBuild {

    private static final Map<String, String> SOURCES =
            Map.of("The API", "Projects", "The person's roles", "RealmRoles", "An outage", "Refusals");

    /** What is run. */
    static final Path PROGRAM = build();

    private QuarkusBuild() {}

    private static Path build() {
        Path folder = Path.of("target/gateways/quarkus").toAbsolutePath();
        Page page = Page.of("quarkus.md");
        write(folder, "pom.xml", page.configuration("xml"));
        write(folder, "src/main/resources/application.properties", page.configuration("properties"));
        SOURCES.forEach((section, name) -> write(
                folder, "src/main/java/" + name + ".java", page.section(section).configuration("java")));
        Command.Result built = Command.run(folder, folder, Map.of(), List.of("mvn", "-B", "-q", "-ntp", "package"));
        if (built.status() != 0) {
            throw new IllegalStateException(built.all());
        }
        return folder.resolve("target/quarkus-app/quarkus-run.jar");
    }

    private static void write(Path folder, String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
