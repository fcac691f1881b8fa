package dev.apitokens.systemtests.versions;

import dev.apitokens.launcher.Layout;
import dev.apitokens.systemtests.product.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Distributions of Keycloak, each brought by Maven when it is first asked for. */
final class KeycloakDistribution {

    private static final Path FOLDER = Path.of("target/keycloak-versions").toAbsolutePath();

    private KeycloakDistribution() {}

    /** Where the version is. */
    static Path of(String version) {
        Path distribution = FOLDER.resolve("keycloak-" + version);
        if (!Files.exists(distribution)) {
            unpack(version, distribution);
        }
        return distribution;
    }

    private static void unpack(String version, Path distribution) {
        try {
            // What was interrupted must not pass for a distribution.
            Path unpacked = Files.createTempDirectory(Files.createDirectories(FOLDER), "unpacked");
            Command.Result result = Command.run(
                    Layout.find().root(),
                    FOLDER,
                    Map.of(),
                    List.of(
                            "mvn",
                            "-B",
                            "-q",
                            "-ntp",
                            "-N",
                            "dependency:unpack",
                            "-Dartifact=org.keycloak:keycloak-quarkus-dist:" + version + ":zip",
                            "-DoutputDirectory=" + unpacked));
            if (result.status() != 0) {
                throw new IllegalStateException("no Keycloak " + version + "\n" + result.all());
            }
            Files.move(unpacked.resolve("keycloak-" + version), distribution);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
