package dev.apitokens.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.apitokens.keycloak.policy.Setting;
import dev.apitokens.keycloak.policy.SettingKind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * What a form has to know of a setting: the page says nothing of it by itself, and so cannot be wrong about it.
 *
 * @param attribute the realm attribute
 * @param kind {@code flag}, {@code number}, {@code numbers}, {@code text} or {@code texts}
 * @param otherwise what applies when it is not set; JSON's null: nothing does
 * @param min the smallest number, or null: it is none
 * @param max the largest number, or null: it is none
 * @param expected what it may be, in words
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SettingDefinition(
        String attribute,
        String kind,
        @JsonProperty("default") JsonNode otherwise,
        @Nullable Integer min,
        @Nullable Integer max,
        String expected) {

    /** The definitions of all settings, by their members. */
    static Map<String, SettingDefinition> all() {
        Map<String, SettingDefinition> all = new LinkedHashMap<>();
        Setting.ALL.forEach(setting -> all.put(setting.member(), of(setting)));
        return all;
    }

    private static SettingDefinition of(Setting<?> setting) {
        JsonNode otherwise = json(setting, setting.otherwise());
        if (setting.kind() instanceof SettingKind.WholeNumber range) {
            return new SettingDefinition(
                    setting.attribute(), "number", otherwise, range.min(), range.max(), setting.expected());
        }
        return new SettingDefinition(
                setting.attribute(), kind(setting.kind()), otherwise, null, null, setting.expected());
    }

    private static String kind(SettingKind kind) {
        if (kind instanceof SettingKind.Flag) {
            return "flag";
        }
        if (kind instanceof SettingKind.Texts) {
            return "texts";
        }
        return kind instanceof SettingKind.WholeNumbers ? "numbers" : "text";
    }

    /**
     * A value of a setting. Of several numbers, one alone is no list: there was one only when the contract was made.
     *
     * @param text as the attribute has it, and valid; null: none
     */
    static JsonNode json(Setting<?> setting, @Nullable String text) {
        if (text == null) {
            return NullNode.getInstance();
        }
        if (setting.kind() instanceof SettingKind.Flag) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        if (setting.kind() instanceof SettingKind.Texts several) {
            ArrayNode texts = JsonNodeFactory.instance.arrayNode();
            Stream.of(text.split(several.separator(), -1)).forEach(texts::add);
            return texts;
        }
        if (setting.kind() instanceof SettingKind.WholeNumbers && text.contains(",")) {
            ArrayNode numbers = JsonNodeFactory.instance.arrayNode();
            Stream.of(text.split(",", -1))
                    .map(String::strip)
                    .map(Integer::valueOf)
                    .forEach(numbers::add);
            return numbers;
        }
        return setting.kind() instanceof SettingKind.WholeNumber || setting.kind() instanceof SettingKind.WholeNumbers
                ? IntNode.valueOf(Integer.parseInt(text.strip()))
                : TextNode.valueOf(text);
    }

    /** The member as a realm attribute; of the wrong kind, it becomes a text that is no value of the setting. */
    static String text(Setting<?> setting, JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        if (setting.kind() instanceof SettingKind.WholeNumbers && value.isArray()) {
            return value.isEmpty()
                    ? "0"
                    : StreamSupport.stream(value.spliterator(), false)
                            .map(number -> number.isIntegralNumber() ? number.asText() : " ")
                            .collect(Collectors.joining(","));
        }
        if (setting.kind() instanceof SettingKind.Texts several) {
            return value.isArray() ? joined(value, several.separator()) : " ";
        }
        return fits(setting.kind(), value) ? value.asText() : " ";
    }

    /** Of no texts, nothing: the setting is back to its default. */
    private static String joined(JsonNode texts, String separator) {
        return StreamSupport.stream(texts.spliterator(), false)
                .map(text -> fits(text, separator) ? text.textValue() : " ")
                .collect(Collectors.joining(separator));
    }

    private static boolean fits(JsonNode text, String separator) {
        return text.isTextual()
                && !text.textValue().isEmpty()
                && !text.textValue().contains(separator);
    }

    private static boolean fits(SettingKind kind, JsonNode value) {
        if (kind instanceof SettingKind.Flag) {
            return value.isBoolean();
        }
        if (kind instanceof SettingKind.WholeNumber) {
            return value.isIntegralNumber();
        }
        if (kind instanceof SettingKind.WholeNumbers && value.isIntegralNumber()) {
            return true;
        }
        return value.isTextual() && !value.textValue().isEmpty();
    }
}
