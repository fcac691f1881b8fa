package dev.apitokens.systemtests.gateway;

import dev.apitokens.systemtests.product.Command;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Somebody at a terminal, who follows a page.
 *
 * @param folder where they are; empty at first
 * @param page with addresses that they can reach
 * @param token an API token
 */
record Workplace(Path folder, Page page, String token) {

    /** What a command prints, or is made to; it may fail. */
    Command.Result bash(String command) {
        Map<String, String> environment = new HashMap<>();
        environment.put("API_TOKEN", token);
        environment.put(
                "API_TOKEN_BASIC",
                Base64.getEncoder().encodeToString(("api-token:" + token).getBytes(StandardCharsets.UTF_8)));
        // Nobody is asked, nothing is tried again, and nothing is kept elsewhere.
        environment.put("GIT_TERMINAL_PROMPT", "0");
        environment.put("npm_config_fetch_retries", "0");
        environment.put("REGISTRY_AUTH_FILE", folder.resolve("home/auth.json").toString());
        return Command.run(folder, folder.resolve("home"), environment, List.of("bash", "-ec", command));
    }

    /** Writes a file below the folder. */
    Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
