package dev.apitokens.systemtests.product;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Programs that tests run, where this machine has them. */
public final class Programs {

    /** Where Debian has those that are servers, which is not on everybody's {@code PATH}. */
    private static final String SERVERS = "/usr/sbin";

    private Programs() {}

    /** The first of that name, or empty when there is none. */
    public static Optional<Path> find(String name) {
        return Stream.concat(Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1)), Stream.of(SERVERS))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
