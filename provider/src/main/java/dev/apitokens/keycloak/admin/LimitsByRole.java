package dev.apitokens.keycloak.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.policy.Setting;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/**
 * The member {@code limitsByRole} of a realm's settings: an object with the name of a realm role for each of its limits, which stand in
 * attributes of the realm, one each.
 */
final class LimitsByRole {

    static final String MEMBER = "limitsByRole";

    private static final String EXPECTED = "an object of realm roles, each with maxPerUser, maxLifetimeDays or both";

    private final RealmModel realm;

    LimitsByRole(RealmModel realm) {
        this.realm = realm;
    }

    /** Whether the attribute holds a limit of a role. */
    static boolean isAttribute(String attribute) {
        return member(attribute).isPresent();
    }

    /** How faults name the limit that the attribute holds, or empty when it holds none. */
    static Optional<String> member(String attribute) {
        return Setting.BY_ROLE.stream()
                .flatMap(setting ->
                        setting.roleOf(attribute).map(role -> MEMBER + "." + role + "." + setting.member()).stream())
                .findFirst();
    }

    /** JSON's null when no role has limits of its own. */
    static JsonNode read(Map<String, String> attributes) {
        ObjectNode limits = JsonSerialization.createObjectNode();
        for (String attribute : new TreeSet<>(attributes.keySet())) {
            for (Setting<Integer> setting : Setting.BY_ROLE) {
                setting.roleOf(attribute)
                        .ifPresent(role -> limits.withObjectProperty(role)
                                .set(setting.member(), SettingDefinition.json(setting, attributes.get(attribute))));
            }
        }
        return limits.isEmpty() ? NullNode.getInstance() : limits;
    }

    /**
     * Replaces the attributes by what the member says, valid or not: reading the attributes tells.
     *
     * @return what is wrong with it besides
     */
    List<SettingFault> replace(Map<String, String> attributes, JsonNode member) {
        attributes.keySet().removeIf(LimitsByRole::isAttribute);
        if (member.isNull()) {
            return List.of();
        }
        if (!member.isObject()) {
            return List.of(new SettingFault(MEMBER, EXPECTED));
        }
        List<SettingFault> faults = new ArrayList<>();
        for (Map.Entry<String, JsonNode> limits : member.properties()) {
            String role = limits.getKey();
            if (role.isEmpty() || realm.getRole(role) == null) {
                faults.add(new SettingFault(MEMBER + "." + role, Setting.REQUIRED_ROLE.expected()));
            } else if (!isLimits(limits.getValue())) {
                faults.add(new SettingFault(MEMBER + "." + role, EXPECTED));
            } else {
                for (Setting<Integer> setting : Setting.BY_ROLE) {
                    JsonNode limit = limits.getValue().path(setting.member());
                    if (limit.isMissingNode() || limit.isNull()) {
                        continue;
                    }
                    if (role.length() > setting.longestRole()) {
                        faults.add(new SettingFault(MEMBER + "." + role + "." + setting.member(), room(setting)));
                    } else {
                        attributes.put(setting.attributeOf(role), SettingDefinition.text(setting, limit));
                    }
                }
            }
        }
        return faults;
    }

    private static String room(Setting<Integer> setting) {
        return "the limit of a role whose name has at most " + setting.longestRole() + " characters";
    }

    private static boolean isLimits(JsonNode limits) {
        return limits.isObject()
                && !limits.isEmpty()
                && limits.properties().stream()
                        .allMatch(limit -> Setting.BY_ROLE.stream()
                                .anyMatch(setting -> setting.member().equals(limit.getKey())));
    }
}
