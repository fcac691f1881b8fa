package dev.apitokens.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.apitokens.keycloak.policy.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a form has to know of a setting: the page says nothing of it by itself, and so cannot be wrong about it.
 *
 * @param attribute the realm attribute
 * @param kind {@code flag}, {@code number} or {@code text}
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
        if (setting.kind() instanceof Setting.Kind.WholeNumber range) {
            return new SettingDefinition(
                    setting.attribute(), "number", otherwise, range.min(), range.max(), setting.expected());
        }
        String kind = setting.kind() instanceof Setting.Kind.Flag ? "flag" : "text";
        return new SettingDefinition(setting.attribute(), kind, otherwise, null, null, setting.expected());
    }

    /**
     * A value of a setting.
     *
     * @param text as the attribute has it, and valid; null: none
     */
    static JsonNode json(Setting<?> setting, @Nullable String text) {
        if (text == null) {
            return NullNode.getInstance();
        }
        if (setting.kind() instanceof Setting.Kind.Flag) {
            return BooleanNode.valueOf(Boolean.parseBoolean(text));
        }
        return setting.kind() instanceof Setting.Kind.WholeNumber
                ? IntNode.valueOf(Integer.parseInt(text))
                : TextNode.valueOf(text);
    }
}
