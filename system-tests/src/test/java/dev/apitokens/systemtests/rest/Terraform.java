package dev.apitokens.systemtests.rest;

import dev.apitokens.launcher.Layout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** {@code realm-config/terraform/main.tf}, as far as a test has to read it: its format is that of {@code terraform fmt}. */
final class Terraform {

    private static final Pattern RESOURCE = Pattern.compile("(?ms)^resource \"(\\w+)\" \"\\w+\" \\{\n(.*?)^}");
    private static final Pattern ARGUMENT = Pattern.compile("(?m)^  (\\w+) *=");
    private static final Pattern ENTRY = Pattern.compile("(?m)^    \"([a-z.-]+)\" *= \"([^\"]*)\"$");

    private Terraform() {}

    /**
     * A resource of the file.
     *
     * @param type such as {@code keycloak_realm}
     * @param body what stands in its braces
     */
    record Resource(String type, String body) {

        /** The names of what it is given. */
        List<String> arguments() {
            return ARGUMENT.matcher(body)
                    .results()
                    .map(argument -> argument.group(1))
                    .toList();
        }

        /** The entries of its map, of which it has one at most. */
        Map<String, String> entries() {
            return ENTRY.matcher(body)
                    .results()
                    .collect(Collectors.toMap(entry -> entry.group(1), entry -> entry.group(2)));
        }
    }

    static List<Resource> resources() {
        try {
            String file = Files.readString(Layout.find().root().resolve("realm-config/terraform/main.tf"));
            return RESOURCE.matcher(file)
                    .results()
                    .map(found -> new Resource(found.group(1), found.group(2)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Resource resource(String type) {
        return resources().stream()
                .filter(resource -> resource.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + type));
    }
}
