package dev.apitokens.systemtests.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.LongStream;

/** The processor time that processes have used, as Linux counts it: in hundredths of a second. */
final class Cpu {

    private static final int TICKS_A_SECOND = 100;
    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int USER_OF_ENDED_CHILDREN = 13;
    private static final int SYSTEM_OF_ENDED_CHILDREN = 14;

    private Cpu() {}

    /** Of a process by itself; nothing when it has ended. */
    static Duration of(long pid) {
        long[] fields = fields(pid);
        return time(fields[USER] + fields[SYSTEM]);
    }

    /** Of a process and its children, those included that have ended. */
    static Duration ofFamily(long pid) {
        long[] fields = fields(pid);
        return LongStream.of(
                        fields[USER], fields[SYSTEM], fields[USER_OF_ENDED_CHILDREN], fields[SYSTEM_OF_ENDED_CHILDREN])
                .mapToObj(Cpu::time)
                .reduce(
                        ProcessHandle.of(pid)
                                .orElseThrow()
                                .children()
                                .map(child -> of(child.pid()))
                                .reduce(Duration.ZERO, Duration::plus),
                        Duration::plus);
    }

    private static Duration time(long ticks) {
        return Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND);
    }

    /** Those after the name, which is in brackets and may hold anything; what is no number is 0. */
    private static long[] fields(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            return Arrays.stream(
                            stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1))
                    .mapToLong(field -> field.matches("-?\\d{1,18}") ? Long.parseLong(field) : 0)
                    .toArray();
        } catch (NoSuchFileException e) {
            // Ended a moment ago; its time is its parent's by now.
            return new long[SYSTEM_OF_ENDED_CHILDREN + 1];
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
