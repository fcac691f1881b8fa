package dev.apitokens.systemtests.versions;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/** The classes of jars, and of Java itself, none of which is loaded. */
final class ClassPath implements AutoCloseable {

    private static final String SUFFIX = ".class";

    private final List<JarFile> jars = new ArrayList<>();
    private final Map<String, JarFile> places = new HashMap<>();
    private final Map<String, Optional<ClassShape>> shapes = new HashMap<>();

    ClassPath(Collection<Path> files) {
        for (Path file : files) {
            JarFile jar = open(file);
            jars.add(jar);
            jar.stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.endsWith(SUFFIX))
                    .forEach(name -> places.putIfAbsent(name.substring(0, name.length() - SUFFIX.length()), jar));
        }
    }

    /** All that a distribution brings, after what is put into its {@code providers/}. */
    static ClassPath of(Path distribution, Path provider) {
        try (Stream<Path> libraries = Files.walk(distribution.resolve("lib/lib"))) {
            return new ClassPath(Stream.concat(
                            Stream.of(provider),
                            libraries.filter(file -> file.toString().endsWith(".jar")))
                    .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Collection<String> names() {
        return places.keySet();
    }

    Optional<ClassShape> find(String name) {
        return shapes.computeIfAbsent(name, this::read);
    }

    private Optional<ClassShape> read(String name) {
        return file(name).map(ClassShape::of);
    }

    /** The class file, or empty when nobody brings it. */
    Optional<byte[]> file(String name) {
        JarFile jar = places.get(name);
        try (InputStream content = jar == null
                ? ClassLoader.getPlatformClassLoader().getResourceAsStream(name + SUFFIX)
                : jar.getInputStream(jar.getJarEntry(name + SUFFIX))) {
            return content == null ? Optional.empty() : Optional.of(content.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JarFile open(Path file) {
        try {
            return new JarFile(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        for (JarFile jar : jars) {
            try {
                jar.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
