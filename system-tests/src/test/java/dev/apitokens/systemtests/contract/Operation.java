package dev.apitokens.systemtests.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One operation of the contract.
 *
 * @param method in capitals
 * @param path with the names of its parameters in braces
 * @param json the operation's object, with the parameters of its path
 */
record Operation(String method, String path, JsonNode json) {

    private static final Pattern PARAMETER = Pattern.compile("\\{[a-zA-Z]+}");

    /**
     * That of a method.
     *
     * @param item what the document has of the path, parameters of all its operations included
     */
    static Operation of(String method, String path, JsonNode item) {
        ObjectNode json = item.path(method).deepCopy();
        json.withArray("parameters").addAll(elements(item));
        return new Operation(method.toUpperCase(Locale.ROOT), path, json);
    }

    private static List<JsonNode> elements(JsonNode item) {
        List<JsonNode> parameters = new ArrayList<>();
        item.path("parameters").forEach(parameters::add);
        return parameters;
    }

    boolean matches(String otherMethod, String address) {
        return method.equals(otherMethod)
                && address.matches(PARAMETER.matcher(path).replaceAll("[^/]+"));
    }

    /** Whether its answers are those of GET without their bodies. */
    boolean isHead() {
        return method.equals("HEAD");
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
        return mediaType().equals("application/json");
    }

    /** Of the body that it takes; empty: none. */
    String mediaType() {
        var types = json.at("/requestBody/content").fieldNames();
        return types.hasNext() ? types.next() : "";
    }

    /** The schema of that body. */
    JsonNode body() {
        return json.at("/requestBody/content").path(mediaType()).path("schema");
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
