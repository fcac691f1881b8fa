package dev.apitokens.keycloak.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link ApiTokenSettings} from the attributes of a realm. What can't be read restricts as strictly as it can, where
 * the setting is there to restrict, and is reported; so is an attribute that looks like a setting and is none.
 */
public final class SettingsReader {

    private final Map<String, String> attributes;
    private final List<Fault> faults = new ArrayList<>();

    private SettingsReader(Map<String, String> attributes) {
        this.attributes = attributes;
    }

    /**
     * Something that is wrong with one attribute.
     *
     * @param attribute its name
     * @param expected what would be right
     * @param applied what applies because of it; null: the default
     */
    public record Fault(
            String attribute, String expected, @Nullable String applied) {}

    /** The settings, and what was wrong with the attributes they were read from. */
    public record Reading(ApiTokenSettings settings, List<Fault> faults) {}

    /**
     * Reads the settings.
     *
     * @param attributes of a realm, other ones than ours included
     */
    public static Reading read(Map<String, String> attributes) {
        return new SettingsReader(attributes).read();
    }

    private Reading read() {
        ApiTokenSettings settings = new ApiTokenSettings(
                value(Setting.ENABLED),
                value(Setting.PREFIX),
                value(Setting.NEVER_EXPIRES_ALLOWED),
                value(Setting.FULL_ACCESS_ALLOWED),
                value(Setting.ADDRESSES_REQUIRED),
                nullable(Setting.DEFAULT_LIFETIME_DAYS),
                nullable(Setting.MAX_LIFETIME_DAYS),
                value(Setting.MAX_PER_USER),
                value(Setting.MAX_PER_SERVICE_ACCOUNT),
                nullable(Setting.REQUIRED_ROLE),
                nullable(Setting.MAX_AUTH_AGE_SECONDS),
                nullable(Setting.UNUSED_REVOKE_DAYS),
                value(Setting.EXPIRY_NOTICE_DAYS),
                value(Setting.REVOKE_ON_PASSWORD_CHANGE),
                value(Setting.SELF_ROTATION),
                value(Setting.REVOKE_ON_REUSE),
                value(Setting.RECORD_ADDRESSES),
                value(Setting.NEW_ADDRESS_NOTICE),
                value(Setting.RETENTION_DAYS),
                value(Setting.LEASE_SECONDS),
                read(Setting.TEMPLATES).orElse(List.of()),
                limitsByRole());
        attributes.keySet().stream()
                .filter(name -> name.startsWith(Setting.NAMESPACE)
                        && Setting.ofAttribute(name).isEmpty()
                        && Setting.BY_ROLE.stream()
                                .allMatch(setting -> setting.roleOf(name).isEmpty()))
                .forEach(name -> faults.add(new Fault(name, "no such setting", null)));
        return new Reading(settings, List.copyOf(faults));
    }

    private SortedMap<String, RoleLimits> limitsByRole() {
        SortedMap<String, RoleLimits> limits = new TreeMap<>();
        Set<String> roles = attributes.keySet().stream()
                .filter(name -> name.startsWith(Setting.NAMESPACE))
                .flatMap(name -> Setting.BY_ROLE.stream().flatMap(setting -> setting.roleOf(name).stream()))
                .collect(Collectors.toSet());
        for (String role : roles) {
            RoleLimits ofRole = new RoleLimits(
                    read(Setting.MAX_PER_USER, Setting.MAX_PER_USER.attributeOf(role))
                            .orElse(null),
                    read(Setting.MAX_LIFETIME_DAYS, Setting.MAX_LIFETIME_DAYS.attributeOf(role))
                            .orElse(null));
            if (ofRole.maxPerUser() != null || ofRole.maxLifetimeDays() != null) {
                limits.put(role, ofRole);
            }
        }
        return Collections.unmodifiableSortedMap(limits);
    }

    /** The value of a setting that always has one. */
    private <T> T value(Setting<T> setting) {
        return read(setting)
                .or(() -> byDefault(setting))
                .orElseThrow(() -> new IllegalStateException(setting + " has no default"));
    }

    private <T> @Nullable T nullable(Setting<T> setting) {
        return read(setting).or(() -> byDefault(setting)).orElse(null);
    }

    private static <T> Optional<T> byDefault(Setting<T> setting) {
        return Optional.ofNullable(setting.otherwise()).flatMap(setting::parse);
    }

    private <T> Optional<T> read(Setting<T> setting) {
        return read(setting, setting.attribute());
    }

    private <T> Optional<T> read(Setting<T> setting, String attribute) {
        String text = attributes.get(attribute);
        // The admin console and kcadm write an empty string where somebody cleared a field.
        if (text == null || text.isEmpty()) {
            return Optional.empty();
        }
        Optional<T> value = setting.parse(text);
        if (value.isPresent()) {
            return value;
        }
        T strictest = setting.strictest();
        faults.add(new Fault(attribute, setting.expected(), strictest == null ? null : String.valueOf(strictest)));
        return Optional.ofNullable(strictest);
    }
}
