package dev.apitokens.systemtests.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of {@code docs/performance.md} that a command writes, between two marks.
 *
 * @param command that measures it
 */
record MeasuredSection(String command) {

    private static final Path PAGE = Path.of("../docs/performance.md");
    private static final String END = "<!-- end of what was measured -->\n";

    void write(String markdown) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- measured: " + command + " writes what follows -->\n";
        int from = page.indexOf(begin) + begin.length();
        if (from < begin.length()) {
            throw new IOException("no place for what " + command + " measured");
        }
        Files.writeString(PAGE, page.substring(0, from) + "\n" + markdown + page.substring(page.indexOf(END, from)));
    }
}
