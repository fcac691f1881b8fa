package dev.apitokens.systemtests.gateway;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A page of {@code docs/resource-servers}, as somebody follows it. */
record Page(Path file) {

    static Page of(String name) {
        return new Page(Path.of("../docs/resource-servers").resolve(name));
    }

    /**
     * The page's configuration, with addresses of one's own in place of the page's.
     *
     * @param language what the block of code is marked as
     * @param addresses by what the page says; all of it must be there
     */
    String configuration(String language, Map<String, String> addresses) {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(text());
        if (!block.find()) {
            throw new IllegalStateException(file + " has no block of " + language);
        }
        String configuration = block.group(1);
        for (Map.Entry<String, String> address : addresses.entrySet()) {
            if (!configuration.contains(address.getKey())) {
                throw new IllegalStateException(file + " does not say " + address.getKey());
            }
            configuration = configuration.replace(address.getKey(), address.getValue());
        }
        return configuration;
    }

    private String text() {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
