package dev.apitokens.systemtests.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;

/**
 * The live objects of a JVM, as they are after it has collected what nobody reaches.
 *
 * @param file where they are, in the JDK's own format
 */
public record HeapDump(Path file) {

    /** After so many, a way has left what is told apart by its class. */
    private static final int STEPS = 8;

    /** Has a process, of which this JVM may be no part, write down what it has. */
    public static HeapDump of(long pid, Path file) {
        Product.delete(file);
        Path target = file.toAbsolutePath();
        try {
            Files.createDirectories(target.resolveSibling(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String answer = LiveHeap.jcmd(pid, "GC.heap_dump", target.toString());
        // Its status is the same when it could not.
        assertThat(target).as(answer).exists();
        return new HeapDump(file);
    }

    /**
     * The classes of all objects that have an array with that text, of bytes or of characters, as a field: {@code java.lang.String}
     * for a string. Arrays of arrays and static fields count as well; what only the stack of a thread leads to does not.
     *
     * @param text of Latin letters
     */
    public Set<String> keepers(String text) {
        Map<Long, String> holders = referrers(arrays(text));
        try {
            long[] reached = holders.isEmpty() ? new long[0] : Reachable.in(file);
            holders.keySet().removeIf(id -> Arrays.binarySearch(reached, id) < 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TreeSet<>(holders.values());
    }

    /**
     * Why a text is still there: the classes of what refers to its holders, then of what refers to these, and so on.
     *
     * @param text of Latin letters
     * @param holders the classes of those that are asked about
     */
    public String ways(String text, Collection<String> holders) {
        Map<Long, String> level = referrers(arrays(text));
        level.values().retainAll(holders);
        Set<Long> seen = new HashSet<>();
        StringJoiner ways = new StringJoiner("\n  in ");
        for (int i = 0; i < STEPS; i++) {
            ways.add(new TreeSet<>(level.values()).toString());
            seen.addAll(level.keySet());
            level = referrers(level.keySet());
            level.keySet().removeAll(seen);
        }
        return ways.toString();
    }

    private Set<Long> arrays(String text) {
        Set<Long> arrays = new HashSet<>();
        read(new HeapReader.Visitor() {
            @Override
            public void array(long id, byte[] content) {
                if (isIn(content, text)) {
                    arrays.add(id);
                }
            }
        });
        return arrays;
    }

    /** What refers to one of those, and the names of its classes. They may stand before what they refer to: that takes a reading of its own. */
    private Map<Long, String> referrers(Set<Long> ids) {
        Map<Long, String> referrers = new HashMap<>();
        read(new HeapReader.Visitor() {
            @Override
            public void reference(String className, long from, long to) {
                if (ids.contains(to)) {
                    referrers.put(from, className);
                }
            }

            @Override
            public void root(String kind, long to) {
                if (ids.contains(to)) {
                    // No object has such an id.
                    referrers.put((long) -kind.length(), kind);
                }
            }
        });
        return referrers;
    }

    private void read(HeapReader.Visitor visitor) {
        try {
            HeapReader.read(file, visitor);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
