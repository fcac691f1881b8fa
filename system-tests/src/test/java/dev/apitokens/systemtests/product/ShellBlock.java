package dev.apitokens.systemtests.product;

import dev.apitokens.launcher.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A block of commands on a page of ours, as CONTRIBUTING.md has them written.
 *
 * @param heading what it is below
 * @param runBy the test that runs it, {@code example}, or nothing
 * @param text its lines
 */
public record ShellBlock(String heading, String runBy, String text) {

    private static final Pattern BLOCK = Pattern.compile(
            "^#+ (?<heading>.*)$|^ *```(?:sh|bash|console|shell)(?<info>.*)\n"
                    + "(?<text>[\\s\\S]*?)^ *```$|^ *```[\\s\\S]*?^ *```$",
            Pattern.MULTILINE);

    /**
     * Those of a page, from its beginning.
     *
     * @param page its path from the top of the project
     */
    public static List<ShellBlock> of(String page) {
        try {
            return read(Files.readString(Layout.find().root().resolve(page)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of a page below one heading. */
    public static List<ShellBlock> of(String page, String heading) {
        List<ShellBlock> blocks =
                of(page).stream().filter(block -> block.heading.equals(heading)).toList();
        if (blocks.isEmpty()) {
            throw new IllegalStateException(page + " has no commands below " + heading);
        }
        return blocks;
    }

    static List<ShellBlock> read(String markdown) {
        List<ShellBlock> blocks = new ArrayList<>();
        String heading = "";
        for (MatchResult match : BLOCK.matcher(markdown).results().toList()) {
            if (match.group(1) != null) {
                heading = match.group(1);
            } else if (match.group(3) != null) {
                blocks.add(new ShellBlock(heading, match.group(2).strip(), match.group(3)));
            }
        }
        return blocks;
    }

    /** Its commands, with the lines joined that they go on in. */
    public List<String> commands() {
        return text.replace("\\\n", " ")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
