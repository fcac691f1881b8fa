package dev.apitokens.systemtests.mcp;

import dev.apitokens.systemtests.product.Command;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** Programs of the folder {@code npm}, run by Node.js as their users run them. */
final class NodeProgram {

    private static final Path FOLDER = Path.of("npm").toAbsolutePath();

    private NodeProgram() {}

    /**
     * Runs a program until it ends. What such programs keep in a person's home, like the servers they logged in to, they
     * keep in a folder of their own.
     */
    static Command.Result run(Map<String, String> environment, String... arguments) {
        return Command.run(
                FOLDER,
                Path.of("target/mcp-clients").toAbsolutePath(),
                environment,
                Stream.concat(Stream.of("node"), Stream.of(arguments)).toList());
    }
}
