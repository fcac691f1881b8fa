package dev.apitokens.systemtests.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One operation of the contract.
 *
 * @param method in capitals
 * @param path with the names of its parameters in braces
 * @param json the operation's object, in which references to responses are resolved
 */
record Operation(String method, String path, JsonNode json) {

    private static final Pattern PARAMETER = Pattern.compile("\\{[a-zA-Z]+}");

    static Operation of(String method, String path, JsonNode json) {
        return new Operation(method.toUpperCase(Locale.ROOT), path, json);
    }

    boolean matches(String otherMethod, String address) {
        return method.equals(otherMethod)
                && address.matches(PARAMETER.matcher(path).replaceAll("[^/]+"));
    }

    /** How many of its segments stand for anything. */
    long parameters() {
        return PARAMETER.matcher(path).results().count();
    }

    /** Its address with those values in the place of its parameters. */
    String address(Map<String, String> values) {
        return PARAMETER
                .matcher(path)
                .replaceAll(parameter -> values.getOrDefault(parameter.group().replaceAll("[{}]", ""), ""));
    }

    /** The first of the ways that its callers say who they are; empty: they need none. */
    String security() {
        var names = json.path("security").path(0).fieldNames();
        return names.hasNext() ? names.next() : "";
    }

    boolean takesJson() {
        return json.at("/requestBody/content").has("application/json");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
