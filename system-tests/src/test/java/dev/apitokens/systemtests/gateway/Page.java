package dev.apitokens.systemtests.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of {@code docs/resource-servers}, as somebody follows it.
 *
 * @param name of its file
 * @param text what it says, with one's own addresses by now
 */
record Page(String name, String text) {

    static Page of(String name) {
        try {
            return new Page(name, Files.readString(Path.of("../docs/resource-servers", name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The page with addresses of one's own in place of its own.
     *
     * @param addresses by what the page says; all of it must be there
     */
    Page with(Map<String, String> addresses) {
        return new Page(name, replace(text, addresses));
    }

    /** What is below a heading. */
    Page section(String heading) {
        String start = "\n## " + heading + "\n";
        int from = text.indexOf(start);
        if (from < 0) {
            throw new IllegalStateException(name + " has no " + heading);
        }
        int to = text.indexOf("\n## ", from + start.length());
        return new Page(name + ", " + heading, to < 0 ? text.substring(from) : text.substring(from, to));
    }

    /**
     * The page's configuration, with addresses of one's own in place of the page's.
     *
     * @param language what the block of code is marked as
     * @param addresses by what the block says; all of it must be there
     */
    String configuration(String language, Map<String, String> addresses) {
        return replace(configuration(language), addresses);
    }

    /** The page's configuration. */
    String configuration(String language) {
        Matcher block = Pattern.compile("```" + language + "(?: [^\n]*)?\n(.*?)```", Pattern.DOTALL)
                .matcher(text);
        if (!block.find()) {
            throw new IllegalStateException(name + " has no block of " + language);
        }
        return block.group(1);
    }

    /** A command of the page, with the lines that it goes on in. */
    String command(String beginning) {
        Matcher command = Pattern.compile("^" + Pattern.quote(beginning) + "(.*\\\\\n)*.*$", Pattern.MULTILINE)
                .matcher(configuration("sh"));
        if (!command.find()) {
            throw new IllegalStateException(name + " has no command " + beginning);
        }
        return command.group();
    }

    private String replace(String block, Map<String, String> addresses) {
        String replaced = block;
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            if (!replaced.contains(address.getKey())) {
                throw new IllegalStateException(name + " does not say " + address.getKey());
            }
            replaced = replaced.replace(address.getKey(), address.getValue());
        }
        return replaced;
    }
}
