package dev.apitokens.systemtests.product;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;

/**
 * What in a heap is reached from anything but the stacks of threads. A thread that has nothing to do may have its last request on
 * its stack for as long as nobody asks more of it.
 */
final class Reachable implements HeapReader.Visitor {

    private static final int FEW = 1 << 16;

    private long[] objects = new long[FEW];
    private int[] firstReferences = new int[FEW];
    private int objectCount;
    private long[] references = new long[FEW];
    private int referenceCount;
    private long[] roots = new long[FEW];
    private int rootCount;

    private Reachable() {}

    /** The ids of the objects and classes that refer to something and are reached, in their order. */
    static long[] in(Path dump) throws IOException {
        Reachable graph = new Reachable();
        HeapReader.read(dump, graph);
        return graph.reached();
    }

    @Override
    public void reference(String className, long from, long to) {
        // All references of an object come at once.
        if (objectCount == 0 || objects[objectCount - 1] != from) {
            if (objectCount == objects.length) {
                objects = Arrays.copyOf(objects, 2 * objectCount);
                firstReferences = Arrays.copyOf(firstReferences, 2 * objectCount);
            }
            firstReferences[objectCount] = referenceCount;
            objects[objectCount++] = from;
        }
        if (referenceCount == references.length) {
            references = Arrays.copyOf(references, 2 * referenceCount);
        }
        references[referenceCount++] = to;
    }

    @Override
    public void root(String kind, long to) {
        if (kind.equals(HeapReader.STACK)) {
            return;
        }
        if (rootCount == roots.length) {
            roots = Arrays.copyOf(roots, 2 * rootCount);
        }
        roots[rootCount++] = to;
    }

    private long[] reached() {
        long[] sorted = Arrays.copyOf(objects, objectCount);
        Arrays.sort(sorted);
        int[] placeOf = new int[objectCount];
        for (int place = 0; place < objectCount; place++) {
            placeOf[Arrays.binarySearch(sorted, objects[place])] = place;
        }
        BitSet reached = new BitSet(objectCount);
        long[] waiting = Arrays.copyOf(roots, rootCount + referenceCount);
        int waitingCount = rootCount;
        while (waitingCount > 0) {
            int index = Arrays.binarySearch(sorted, waiting[--waitingCount]);
            if (index >= 0 && !reached.get(index)) {
                reached.set(index);
                int place = placeOf[index];
                int end = place + 1 < objectCount ? firstReferences[place + 1] : referenceCount;
                for (int i = firstReferences[place]; i < end; i++) {
                    waiting[waitingCount++] = references[i];
                }
            }
        }
        return reached.stream().mapToLong(index -> sorted[index]).toArray();
    }
}
