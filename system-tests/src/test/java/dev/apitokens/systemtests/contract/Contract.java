package dev.apitokens.systemtests.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import dev.apitokens.launcher.Layout;
import dev.apitokens.systemtests.client.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** An OpenAPI document, held against answers. What it does not name counts as forbidden here, though clients must not rely on that. */
final class Contract {

    /** That of the project. */
    static final Path FILE = Layout.find().root().resolve("docs/openapi.yaml");

    /** Names the test that sees an answer which takes an outage. */
    private static final String SEEN_BY = "x-seen-by";

    private static final List<String> METHODS = List.of("get", "put", "post", "patch", "delete", "head", "options");

    /** Those of a realm that has set none, as Keycloak gives them to every answer; to JSON one more. */
    private static final Map<String, String> SECURITY_HEADERS = Map.of(
            "Strict-Transport-Security", "max-age=31536000; includeSubDomains",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "X-Robots-Tag", "none");

    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(Dialects.getDraft202012());
    private final ObjectNode document;
    private final List<Operation> operations = new ArrayList<>();
    private final Set<String> seen = new TreeSet<>();

    Contract(Path file) {
        try {
            document = (ObjectNode) new YAMLMapper().readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        close(document.path("components"));
        document.path("paths")
                .properties()
                .forEach(path -> METHODS.stream()
                        .filter(path.getValue()::has)
                        .map(method -> Operation.of(method, path.getKey(), path.getValue()))
                        .forEach(operations::add));
        operations.sort(Comparator.comparing(Operation::parameters));
    }

    /** Forbids what is not named, where a schema is used: a part of another one cannot know what that names besides. */
    private static void close(JsonNode node) {
        node.properties().forEach(member -> {
            if (!member.getKey().equals("allOf")) {
                close(member.getValue());
            }
        });
        if (node instanceof ArrayNode elements) {
            elements.forEach(Contract::close);
        }
        if (node instanceof ObjectNode object && object.path("$ref").isTextual()) {
            object.put("unevaluatedProperties", false);
        }
    }

    List<Operation> operations() {
        return operations;
    }

    /** Whether the answer is one that is documented, with the security headers of every answer. */
    void check(String method, String address, Http.Answer answer) {
        String path = address.replaceAll("[?].*", "");
        Operation operation = operations.stream()
                .filter(each -> each.matches(method, path))
                .findFirst()
                .orElseThrow(() -> new AssertionError("undocumented: " + method + " " + path));
        String status = String.valueOf(answer.status());
        String what = operation + " " + status;
        JsonNode response = response(operation, status);
        assertThat(response.isMissingNode())
                .as("undocumented: " + what + " " + answer.body())
                .isFalse();
        JsonNode schema = response.at("/content/application~1json/schema");
        if (response.at("/content").has("text/csv")) {
            assertThat(answer.header("Content-Type")).as(what).startsWith("text/csv");
        } else if (schema.isMissingNode()) {
            assertThat(answer.body()).as(what).isEmpty();
        } else {
            assertThat(answer.header("Content-Type")).as(what).startsWith("application/json");
            assertThat(answer.headers().allValues("X-Frame-Options")).as(what).containsExactly("SAMEORIGIN");
            if (operation.isHead()) {
                assertThat(answer.body()).as(what).isEmpty();
            } else {
                assertThat(faults(schema, answer.json()))
                        .as(what + " " + answer.body())
                        .isEmpty();
            }
        }
        response.path("headers").properties().stream()
                .filter(header -> header.getValue().path("required").asBoolean())
                .forEach(header -> assertThat(answer.headers().firstValue(header.getKey()))
                        .as(what + " " + header.getKey())
                        .isPresent());
        SECURITY_HEADERS.forEach((header, value) -> assertThat(answer.headers().allValues(header))
                .as(what + " " + header)
                .containsExactly(value));
        seen.add(what);
    }

    private List<String> faults(JsonNode schema, JsonNode body) {
        ObjectNode root = schema.deepCopy();
        if (root.has("$ref")) {
            root.put("unevaluatedProperties", false);
        }
        close(root.path("items"));
        root.set("components", document.path("components"));
        return schemas.getSchema(root.toString(), InputFormat.JSON).validate(body.toString(), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    /** Whether the document lets the operation take that body; what it does not forbid there, it allows. */
    boolean isTaken(Operation operation, JsonNode body) {
        ObjectNode root = operation.body().deepCopy();
        root.set("components", document.path("components"));
        return schemas.getSchema(root.toString(), InputFormat.JSON)
                .validate(body.toString(), InputFormat.JSON)
                .isEmpty();
    }

    private JsonNode response(Operation operation, String status) {
        return resolve(operation.json().path("responses").path(status));
    }

    /** What is meant: the node itself, or what it refers to. */
    JsonNode resolve(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** What is documented and was no answer to {@link #check}, but for what another test sees. */
    Set<String> unseen() {
        return unseen(response -> !response.has(SEEN_BY));
    }

    /** What that test has to see, and was no answer to {@link #check}. */
    Set<String> unseenBy(Class<?> test) {
        return unseen(response -> response.path(SEEN_BY).asText().equals(test.getSimpleName()));
    }

    private Set<String> unseen(Predicate<JsonNode> looksAt) {
        Set<String> unseen = new TreeSet<>();
        for (Operation operation : operations) {
            operation.json().path("responses").fieldNames().forEachRemaining(status -> {
                if (looksAt.test(response(operation, status))) {
                    unseen.add(operation + " " + status);
                }
            });
        }
        unseen.removeAll(seen);
        return unseen;
    }

    /** The tests that see the others. */
    List<String> otherTests() {
        return document.path("components").findValuesAsText(SEEN_BY);
    }
}
