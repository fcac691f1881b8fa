package dev.apitokens.systemtests.delivery;

import dev.apitokens.launcher.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The project's files, without what is built and what is installed. */
final class Sources {

    static final Path ROOT = Layout.find().root();

    private static final Set<String> NOT_OURS = Set.of("node_modules", "target", ".git", ".demo");

    private Sources() {}

    /** Those whose names end so, below the project's folder, in order. */
    static List<String> ending(String end) {
        return below(ROOT).filter(file -> file.endsWith(end)).sorted().toList();
    }

    static List<String> all() {
        return ending("");
    }

    static String read(String file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }

    /** Copies those that are wanted, by their names below the project's folder, with their times. */
    static void copyTo(Path folder, Predicate<String> wanted) throws IOException {
        for (String file : all()) {
            if (wanted.test(file)) {
                Path place = folder.resolve(file);
                Files.createDirectories(place.getParent());
                Files.copy(ROOT.resolve(file), place, StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private static Stream<String> below(Path folder) {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries
                    .filter(entry -> !NOT_OURS.contains(entry.getFileName().toString()))
                    .toList()
                    .stream()
                    .flatMap(entry -> Files.isDirectory(entry)
                            ? below(entry)
                            : Stream.of(ROOT.relativize(entry).toString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
