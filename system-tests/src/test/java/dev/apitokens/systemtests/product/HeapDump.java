package dev.apitokens.systemtests.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The live objects of a JVM, as they are after it has collected what nobody reaches.
 *
 * @param file where they are, in the JDK's own format
 */
public record HeapDump(Path file) {

    /** Has a process, of which this JVM may be no part, write down what it has. */
    public static HeapDump of(long pid, Path file) {
        Product.delete(file);
        Path folder = file.toAbsolutePath().resolveSibling("");
        Command.Result dump = Command.run(
                folder,
                folder,
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        Long.toString(pid),
                        "GC.heap_dump",
                        file.toString()));
        assertThat(dump.status()).as(dump.all()).isZero();
        return new HeapDump(file);
    }

    /**
     * The classes of all objects that have an array with that text, of bytes or of characters, as a field: {@code java.lang.String}
     * for a string. Arrays of arrays and static fields
     * count as well.
     *
     * @param text of Latin letters
     */
    public Set<String> holders(String text) {
        Set<Long> arrays = new HashSet<>();
        Set<String> holders = new TreeSet<>();
        try {
            // They may stand before the arrays that they hold.
            HeapReader.read(file, new HeapReader.Visitor() {
                @Override
                public void array(long id, byte[] content) {
                    if (isIn(content, text)) {
                        arrays.add(id);
                    }
                }
            });
            HeapReader.read(file, new HeapReader.Visitor() {
                @Override
                public void reference(String className, long to) {
                    if (arrays.contains(to)) {
                        holders.add(className);
                    }
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return holders;
    }

    /** Strings have one byte for a letter or two, in the order of the machine; a dump's arrays of characters the other order. */
    private static boolean isIn(byte[] content, String text) {
        String bytes = new String(content, StandardCharsets.ISO_8859_1);
        return List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE).stream()
                .map(charset -> new String(text.getBytes(charset), StandardCharsets.ISO_8859_1))
                .anyMatch(bytes::contains);
    }

    /** Takes it away: it holds the passwords of the process, and a hundred megabytes. */
    public void delete() {
        Product.delete(file);
    }
}
