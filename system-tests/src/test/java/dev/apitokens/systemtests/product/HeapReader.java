package dev.apitokens.systemtests.product;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/** Reads the binary format of heap dumps, as a JDK of 64 bits writes it: ids have eight bytes. */
final class HeapReader {

    /** Who wants to know what is there, in the order of the file. */
    interface Visitor {

        /** An array of bytes or of characters. */
        default void array(long id, byte[] content) {}

        /** An object, an array of objects or a class refers to an object. */
        default void reference(String className, long from, long to) {}

        /** A thread's stack, or something else that is no object, refers to an object. */
        default void root(String kind, long to) {}
    }

    /** The kind of root that the stack of a thread is. */
    static final String STACK = "the stack of a thread";

    private static final int BUFFER = 1 << 20;
    private static final int ID = Long.BYTES;
    private static final int REFERENCE = 2;
    private static final int CHARACTERS = 5;
    private static final int BYTES = 8;

    /** By the number that a type has. */
    private static final int[] SIZES = {0, 0, ID, 0, 1, 2, 4, 8, 1, 2, 4, 8};

    /**
     * The fields of a class.
     *
     * @param references where those that refer to something are
     * @param size after which those of the superclass follow
     */
    private record Layout(long superclass, List<Integer> references, int size) {}

    private final DataInputStream file;
    private final Visitor visitor;
    private final Map<Long, String> texts = new HashMap<>();
    private final Map<Long, String> classNames = new HashMap<>();
    private final Map<Long, Layout> layouts = new HashMap<>();

    private HeapReader(DataInputStream file, Visitor visitor) {
        this.file = file;
        this.visitor = visitor;
    }

    static void read(Path dump, Visitor visitor) throws IOException {
        try (DataInputStream file = new DataInputStream(new BufferedInputStream(Files.newInputStream(dump), BUFFER))) {
            new HeapReader(file, visitor).records();
        }
    }

    private void records() throws IOException {
        skipHeader();
        for (int tag = file.read(); tag >= 0; tag = file.read()) {
            file.readInt();
            ByteBuffer body = ByteBuffer.wrap(file.readNBytes(file.readInt()));
            switch (tag) {
                case 0x01 ->
                    texts.put(
                            body.getLong(),
                            StandardCharsets.UTF_8.decode(body.slice()).toString());
                case 0x02 -> loadedClass(body);
                case 0x0C, 0x1C -> segment(body);
                default -> {
                    // Threads and their stacks.
                }
            }
        }
    }

    private void skipHeader() throws IOException {
        for (int letter = file.read(); letter > 0; letter = file.read()) {
            // The name of the format.
        }
        if (file.readInt() != ID) {
            throw new IOException("no heap dump, or one with other ids");
        }
        file.readLong();
    }

    private void loadedClass(ByteBuffer body) {
        body.getInt();
        long id = body.getLong();
        body.getInt();
        classNames.put(id, texts.getOrDefault(body.getLong(), "").replace('/', '.'));
    }

    private String name(long loadedClass) {
        return classNames.getOrDefault(loadedClass, "a class without a name");
    }

    private void segment(ByteBuffer segment) throws IOException {
        while (segment.hasRemaining()) {
            int kind = segment.get() & 0xff;
            switch (kind) {
                case 0xFF, 0x05, 0x07 -> root("the JVM", segment, 0);
                case 0x04, 0x06 -> root(STACK, segment, Integer.BYTES);
                case 0x02, 0x03 -> root(STACK, segment, ID);
                case 0x01 -> root("native code", segment, ID);
                case 0x08 -> root("the JVM", segment, ID);
                case 0x20 -> classDump(segment);
                case 0x21 -> instance(segment);
                case 0x22 -> objects(segment);
                case 0x23 -> primitives(segment);
                default -> throw new IOException("unknown part of a heap dump: " + kind);
            }
        }
    }

    private void root(String kind, ByteBuffer segment, int rest) {
        visitor.root(kind, segment.getLong());
        skip(segment, rest);
    }

    private static void skip(ByteBuffer segment, int bytes) {
        segment.position(segment.position() + bytes);
    }

    private void classDump(ByteBuffer segment) {
        long id = segment.getLong();
        visitor.root("the JVM", id);
        segment.getInt();
        long superclass = segment.getLong();
        skip(segment, 5 * ID + Integer.BYTES);
        for (int constants = segment.getShort() & 0xffff; constants > 0; constants--) {
            segment.getShort();
            value(segment, to -> {});
        }
        for (int statics = segment.getShort() & 0xffff; statics > 0; statics--) {
            skip(segment, ID);
            value(segment, to -> visitor.reference(name(id), id, to));
        }
        List<Integer> references = new ArrayList<>();
        int size = 0;
        for (int fields = segment.getShort() & 0xffff; fields > 0; fields--) {
            skip(segment, ID);
            int type = segment.get();
            if (type == REFERENCE) {
                references.add(size);
            }
            size += SIZES[type];
        }
        layouts.put(id, new Layout(superclass, references, size));
    }

    private static void value(ByteBuffer segment, LongConsumer reference) {
        int type = segment.get();
        if (type == REFERENCE) {
            reference.accept(segment.getLong());
        } else {
            skip(segment, SIZES[type]);
        }
    }

    private void instance(ByteBuffer segment) {
        long id = segment.getLong();
        skip(segment, Integer.BYTES);
        long type = segment.getLong();
        int length = segment.getInt();
        int from = segment.position();
        String name = name(type);
        for (Layout layout = layouts.get(type); layout != null; layout = layouts.get(layout.superclass())) {
            for (int field : layout.references()) {
                visitor.reference(name, id, segment.getLong(from + field));
            }
            from += layout.size();
        }
        skip(segment, length);
    }

    private void objects(ByteBuffer segment) {
        long id = segment.getLong();
        skip(segment, Integer.BYTES);
        int length = segment.getInt();
        String name = name(segment.getLong());
        for (int i = 0; i < length; i++) {
            visitor.reference(name, id, segment.getLong());
        }
    }

    private void primitives(ByteBuffer segment) {
        long id = segment.getLong();
        segment.getInt();
        int length = segment.getInt();
        int type = segment.get();
        byte[] content = new byte[Math.multiplyExact(length, SIZES[type])];
        segment.get(content);
        if (type == BYTES || type == CHARACTERS) {
            visitor.array(id, content);
        }
    }
}
