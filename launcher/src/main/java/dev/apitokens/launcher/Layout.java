package dev.apitokens.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Where the parts of the product are.
 *
 * @param root the project's top folder
 */
public record Layout(Path root) {

    /**
     * The project that the working directory is in.
     *
     * @throws IllegalStateException when it is in none
     */
    public static Layout find() {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("realm-config/demo-realm.json"))) {
                return new Layout(folder);
            }
        }
        throw new IllegalStateException("not inside the project");
    }

    /** The provider jar. */
    public Path providerJar() {
        return root.resolve("provider/target/keycloak-api-tokens.jar");
    }

    /** The themes' jar. */
    public Path themesJar() {
        return root.resolve("themes/target/keycloak-api-tokens-themes.jar");
    }

    /** The GraphQL server. */
    public Path graphQlJar() {
        return root.resolve("resource-servers/graphql/target/graphql-server.jar");
    }

    /** The MCP server. */
    public Path mcpJar() {
        return root.resolve("resource-servers/mcp/target/mcp-server.jar");
    }

    /** The demo's realm. */
    public Path demoRealm() {
        return root.resolve("realm-config/demo-realm.json");
    }

    /** The unpacked Keycloak distribution. */
    public Path distribution() {
        Path parent = root.resolve("launcher/target/keycloak");
        try (Stream<Path> folders = Files.list(parent)) {
            return folders.filter(folder -> folder.getFileName().toString().startsWith("keycloak-"))
                    .max(Path::compareTo)
                    .orElseThrow(() -> new IllegalStateException("no Keycloak distribution in " + parent));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
