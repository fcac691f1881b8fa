package dev.apitokens.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.model.RealmSettings;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/** A realm's settings as the admin REST reads and writes them. */
final class SettingsDocument {

    /** All templates that there can be, each as long as it can be, and each character of them escaped. */
    static final int MAX_KILOBYTES = 256;

    private final RealmModel realm;

    SettingsDocument(RealmModel realm) {
        this.realm = realm;
    }

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
        return RealmSettings.faults(realm).stream()
                .map(fault -> new Unreadable(
                        fault.attribute(),
                        Setting.ofAttribute(fault.attribute())
                                .<String>map(Setting::member)
                                .or(() -> LimitsByRole.member(fault.attribute()))
                                .orElse(null),
                        fault.expected(),
                        fault.applied()))
                .toList();
    }

    /** Every setting; null where nothing, or nothing valid, is set and the default applies. */
    ObjectNode read() {
        Map<String, String> attributes = realm.getAttributes();
        Set<String> bad = RealmSettings.faults(realm).stream()
                .map(SettingsReader.Fault::attribute)
                .collect(Collectors.toSet());
        Map<String, String> readable = new HashMap<>(attributes);
        readable.keySet().removeAll(bad);
        // As a field that somebody cleared leaves them.
        readable.values().removeIf(String::isEmpty);
        ObjectNode document = JsonSerialization.createObjectNode();
        for (Setting<?> setting : Setting.ALL) {
            document.set(setting.member(), SettingDefinition.json(setting, readable.get(setting.attribute())));
        }
        document.set(LimitsByRole.MEMBER, LimitsByRole.read(readable));
        return document;
    }

    /**
     * Sets the members that the document has, null taking a setting back to its default; or nothing, when anything is
     * wrong.
     *
     * @return everything that is wrong
     */
    List<SettingFault> write(ObjectNode document) {
        Map<String, String> candidate = new HashMap<>(realm.getAttributes());
        List<SettingFault> faults = new ArrayList<>();
        List<Setting<?>> changed = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : document.properties()) {
            if (member.getKey().equals(LimitsByRole.MEMBER)) {
                faults.addAll(new LimitsByRole(realm).replace(candidate, member.getValue()));
                continue;
            }
            Optional<Setting<?>> setting = Setting.ofMember(member.getKey());
            if (setting.isEmpty()) {
                faults.add(new SettingFault(member.getKey(), "no such setting"));
                continue;
            }
            changed.add(setting.get());
            // An empty text would count as nothing set, and what is no scalar would read as one.
            candidate.put(setting.get().attribute(), SettingDefinition.text(setting.get(), member.getValue()));
        }
        SettingsReader.Reading reading = SettingsReader.read(candidate);
        boolean isLimiting = document.has(LimitsByRole.MEMBER);
        reading.faults().stream()
                .flatMap(fault -> Setting.ofAttribute(fault.attribute())
                        .filter(changed::contains)
                        .<String>map(Setting::member)
                        .or(() -> isLimiting ? LimitsByRole.member(fault.attribute()) : Optional.empty())
                        .map(member -> new SettingFault(member, fault.expected()))
                        .stream())
                .forEach(faults::add);
        if (faults.isEmpty()) {
            faults.addAll(contradictions(reading.settings()));
        }
        if (faults.isEmpty()) {
            changed.forEach(setting -> set(setting.attribute(), candidate.get(setting.attribute())));
            Stream.concat(
                            candidate.keySet().stream(),
                            Set.copyOf(realm.getAttributes().keySet()).stream())
                    .filter(LimitsByRole::isAttribute)
                    .distinct()
                    .forEach(attribute -> set(attribute, candidate.get(attribute)));
        }
        return faults;
    }

    private List<SettingFault> contradictions(ApiTokenSettings settings) {
        List<SettingFault> faults = new ArrayList<>();
        String role = settings.requiredRole();
        if (role != null && realm.getRole(role) == null) {
            faults.add(new SettingFault(Setting.REQUIRED_ROLE.member(), Setting.REQUIRED_ROLE.expected()));
        }
        Integer max = settings.maxLifetimeDays();
        Integer preselected = settings.defaultLifetimeDays();
        if (max != null && preselected != null && preselected > max) {
            faults.add(new SettingFault(
                    Setting.DEFAULT_LIFETIME_DAYS.member(), "at most " + max + ", the longest lifetime allowed"));
        }
        return faults;
    }

    private void set(String attribute, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            realm.removeAttribute(attribute);
        } else {
            realm.setAttribute(attribute, value);
        }
    }
}
