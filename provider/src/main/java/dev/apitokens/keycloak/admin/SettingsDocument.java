package dev.apitokens.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import dev.apitokens.keycloak.policy.Setting;
import dev.apitokens.keycloak.policy.SettingsReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/** A realm's settings as the admin REST reads and writes them. */
final class SettingsDocument {

    private final RealmModel realm;

    SettingsDocument(RealmModel realm) {
        this.realm = realm;
    }

    /**
     * What is wrong with one member.
     *
     * @param expected what would be right
     */
    record Fault(String member, String expected) {}

    /**
     * An attribute of the realm that can't be read.
     *
     * @param member that it would be, or null: it is no setting
     * @param expected what would be right
     * @param applied what applies because of it; null: the default
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Unreadable(
            String attribute,
            @Nullable String member,
            String expected,
            @Nullable String applied) {}

    /** What is wrong with the realm's attributes, by whatever way they were set. */
    List<Unreadable> unreadable() {
        return SettingsReader.read(realm.getAttributes()).faults().stream()
                .map(fault -> new Unreadable(
                        fault.attribute(),
                        Setting.ofAttribute(fault.attribute())
                                .map(Setting::member)
                                .orElse(null),
                        fault.expected(),
                        fault.applied()))
                .toList();
    }

    /** Every setting; null where nothing, or nothing valid, is set and the default applies. */
    ObjectNode read() {
        Map<String, String> attributes = realm.getAttributes();
        Set<String> bad = SettingsReader.read(attributes).faults().stream()
                .map(SettingsReader.Fault::attribute)
                .collect(Collectors.toSet());
        ObjectNode document = JsonSerialization.createObjectNode();
        for (Setting<?> setting : Setting.ALL) {
            String text = attributes.get(setting.attribute());
            boolean isSet = text != null && !text.isEmpty() && !bad.contains(setting.attribute());
            document.set(setting.member(), SettingDefinition.json(setting, isSet ? text : null));
        }
        return document;
    }

    /**
     * Sets the members that the document has, null taking a setting back to its default; or nothing, when anything is
     * wrong.
     *
     * @return everything that is wrong
     */
    List<Fault> write(ObjectNode document) {
        Map<String, String> candidate = new HashMap<>(realm.getAttributes());
        List<Fault> faults = new ArrayList<>();
        List<Setting<?>> changed = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            Optional<Setting<?>> setting = Setting.ofMember(member.getKey());
            if (setting.isEmpty()) {
                faults.add(new Fault(member.getKey(), "no such setting"));
                continue;
            }
            changed.add(setting.get());
            // An empty text would count as nothing set, and what is no scalar would read as one.
            candidate.put(setting.get().attribute(), text(setting.get(), member.getValue()));
        }
        SettingsReader.Reading reading = SettingsReader.read(candidate);
        reading.faults().stream()
                .flatMap(fault -> Setting.ofAttribute(fault.attribute())
                        .filter(changed::contains)
                        .map(setting -> new Fault(setting.member(), fault.expected()))
                        .stream())
                .forEach(faults::add);
        if (faults.isEmpty()) {
            faults.addAll(contradictions(reading.settings()));
        }
        if (faults.isEmpty()) {
            changed.forEach(setting -> set(setting, candidate.get(setting.attribute())));
        }
        return faults;
    }

    private List<Fault> contradictions(ApiTokenSettings settings) {
        List<Fault> faults = new ArrayList<>();
        String role = settings.requiredRole();
        if (role != null && realm.getRole(role) == null) {
            faults.add(new Fault(Setting.REQUIRED_ROLE.member(), Setting.REQUIRED_ROLE.expected()));
        }
        Integer max = settings.maxLifetimeDays();
        Integer preselected = settings.defaultLifetimeDays();
        if (max != null && preselected != null && preselected > max) {
            faults.add(new Fault(
                    Setting.DEFAULT_LIFETIME_DAYS.member(), "at most " + max + ", the longest lifetime allowed"));
        }
        return faults;
    }

    private void set(Setting<?> setting, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            realm.removeAttribute(setting.attribute());
        } else {
            realm.setAttribute(setting.attribute(), value);
        }
    }

    /** The member as a realm attribute; of the wrong kind, it becomes a text that is no value of the setting. */
    private static String text(Setting<?> setting, JsonNode value) {
        if (value.isNull()) {
            return "";
        }
        return fits(setting.kind(), value) ? value.asText() : " ";
    }

    private static boolean fits(Setting.Kind kind, JsonNode value) {
        if (kind instanceof Setting.Kind.Flag) {
            return value.isBoolean();
        }
        if (kind instanceof Setting.Kind.WholeNumber) {
            return value.isIntegralNumber();
        }
        return value.isTextual() && !value.textValue().isEmpty();
    }
}
