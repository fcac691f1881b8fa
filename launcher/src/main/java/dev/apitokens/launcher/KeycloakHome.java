package dev.apitokens.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;

/**
 * A server's own copy of the distribution: Keycloak writes its build and its data into it.
 *
 * @param folder where the copy is
 */
record KeycloakHome(Path folder) {

    private static final String DATA = "data";

    /**
     * Makes the copy, if it is not there, and installs what is new.
     *
     * @param distribution of Keycloak, or the home of another server with the same providers and options of the build: what that has
     *     built is copied, what it has stored is not
     */
    void prepare(Path distribution, List<Path> providers, List<Path> realms) {
        try {
            if (!Files.exists(folder.resolve("bin/kc.sh"))) {
                copyTree(distribution);
            }
            install(providers, folder.resolve("providers"));
            install(realms, folder.resolve(DATA).resolve("import"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void copyTree(Path distribution) throws IOException {
        Files.walkFileTree(distribution, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
                    throws IOException {
                if (directory.equals(distribution.resolve(DATA))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectories(target(directory));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, target(file), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            private Path target(Path source) {
                return folder.resolve(distribution.relativize(source).toString());
            }
        });
    }

    // Only what changed is written: a newer provider jar costs Keycloak another build of half a minute.
    private static void install(List<Path> files, Path folder) throws IOException {
        Files.createDirectories(folder);
        List<String> names =
                files.stream().map(file -> file.getFileName().toString()).toList();
        try (Stream<Path> present = Files.list(folder)) {
            for (Path file : present.toList()) {
                String name = file.getFileName().toString();
                if (!names.contains(name) && (name.endsWith(".jar") || name.endsWith(".json"))) {
                    Files.delete(file);
                }
            }
        }
        for (Path file : files) {
            Path target = folder.resolve(file.getFileName());
            if (!Files.exists(target) || Files.mismatch(file, target) >= 0) {
                Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
