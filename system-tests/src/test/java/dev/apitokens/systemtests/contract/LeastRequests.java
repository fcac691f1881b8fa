package dev.apitokens.systemtests.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The least that an operation takes, from who may call it, as the document has it: what is required, and no more. */
final class LeastRequests {

    private static final String JSON = "application/json";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Contract contract;
    private final ContractRealm realm;
    private final Map<String, String> authorizations = new HashMap<>();

    /** Who calls has logged in then. */
    LeastRequests(Contract contract, ContractRealm realm) {
        this.contract = contract;
        this.realm = realm;
        contract.operations()
                .forEach(operation -> authorizations.computeIfAbsent(
                        operation.security(),
                        security -> security.equals("client")
                                ? Introspection.authorization(ContractRealm.API)
                                : "Bearer " + realm.whoMay(security)));
    }

    Http.Answer send(Operation operation) {
        HttpRequest.Builder request = Http.request(realm.server() + address(operation));
        String security = operation.security();
        if (!security.isEmpty()) {
            request.header("Authorization", Objects.requireNonNull(authorizations.get(security)));
        }
        return Http.send(
                switch (operation.mediaType()) {
                    case JSON ->
                        request.header("Content-Type", JSON).method(operation.method(), Http.json(body(operation)));
                    case FORM ->
                        request.header("Content-Type", FORM)
                                .method(operation.method(), Http.form(members(body(operation))));
                    default -> request.method(operation.method(), HttpRequest.BodyPublishers.noBody());
                });
    }

    /** Where it is, with the parameters that it requires. */
    String address(Operation operation) {
        String query = StreamSupport.stream(operation.json().path("parameters").spliterator(), false)
                .map(contract::resolve)
                .filter(parameter -> parameter.path("in").asText().equals("query"))
                .filter(parameter -> parameter.path("required").asBoolean())
                .map(parameter -> parameter.path("name").asText())
                .map(name -> name + "=" + Http.encode(text(name)))
                .collect(Collectors.joining("&"));
        return operation.address(realm.values(operation.security())) + (query.isEmpty() ? "" : "?" + query);
    }

    /** An empty object for what takes no body. */
    JsonNode body(Operation operation) {
        return operation.mediaType().isEmpty() ? JsonNodeFactory.instance.objectNode() : least("", operation.body());
    }

    private static Map<String, String> members(JsonNode body) {
        return body.properties().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, member -> member.getValue().asText()));
    }

    private JsonNode least(String name, JsonNode schema) {
        JsonNode meant = contract.resolve(schema);
        JsonNode type = meant.path("type");
        return switch ((type.isArray() ? type.path(0) : type).asText()) {
            case "object" -> object(meant);
            case "array" -> JsonNodeFactory.instance.arrayNode().add(least(name, meant.path("items")));
            case "string" -> JsonNodeFactory.instance.textNode(text(name));
            default -> throw new IllegalStateException(name + " is a " + meant);
        };
    }

    private ObjectNode object(JsonNode schema) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        schema.path("required").forEach(name -> add(object, name.asText(), schema));
        if (object.size() < schema.path("minProperties").asInt()) {
            add(object, schema.path("properties").fieldNames().next(), schema);
        }
        return object;
    }

    private void add(ObjectNode object, String name, JsonNode schema) {
        object.set(name, least(name, schema.path("properties").path(name)));
    }

    private String text(String name) {
        return switch (name) {
            case "token", "tokens" -> realm.held();
            case "clientId" -> ContractRealm.MACHINE;
            case "resource" -> ContractRealm.API;
            case "name", "search" -> "the least";
            default -> throw new IllegalStateException("of what is " + name);
        };
    }
}
