package dev.apitokens.systemtests.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a JVM holds once it has collected what nobody reaches.
 *
 * @param bytes of all its objects
 */
public record LiveHeap(long bytes) {

    private static final Pattern TOTAL = Pattern.compile("(?m)^Total +\\d+ +(\\d+)");

    /** Of a process, of which this JVM may be no part. */
    public static LiveHeap of(long pid) {
        Matcher total = TOTAL.matcher(jcmd(pid, "GC.class_histogram"));
        assertThat(total.find()).isTrue();
        return new LiveHeap(Long.parseLong(total.group(1)));
    }

    /** Lets a process collect now what nobody reaches. */
    public static void collect(long pid) {
        jcmd(pid, "GC.run");
    }

    /** Asks the JVM, with the JDK's own program; what it answers. */
    static String jcmd(long pid, String... question) {
        Path here = Path.of("").toAbsolutePath();
        List<String> command = Stream.concat(
                        Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                        .toString(),
                                Long.toString(pid)),
                        Stream.of(question))
                .toList();
        Command.Result answer = Command.run(here, here, Map.of(), command);
        assertThat(answer.status()).as(answer.all()).isZero();
        return answer.all();
    }
}
