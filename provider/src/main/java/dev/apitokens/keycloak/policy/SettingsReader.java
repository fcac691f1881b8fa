package dev.apitokens.keycloak.policy;

import dev.apitokens.keycloak.token.ApiTokenPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link ApiTokenSettings} from the attributes of a realm. A bad value counts as if it were not there, and is
 * reported; so is an attribute that looks like a setting and is none.
 */
public final class SettingsReader {

    private static final int MAX_DAYS = 36_500;
    private static final int MAX_TOKENS = 10_000;
    private static final int MAX_SECONDS = 31_536_000;

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
     */
    public record Fault(String attribute, String expected) {}

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
        ApiTokenSettings defaults = ApiTokenSettings.DEFAULT;
        ApiTokenSettings settings = new ApiTokenSettings(
                flag(Setting.ENABLED, defaults.enabled()),
                value(
                        Setting.PREFIX,
                        "a lower-case letter, then 1 to 15 lower-case letters or digits",
                        defaults.prefix(),
                        text -> ApiTokenPrefix.parse(text).orElse(null)),
                flag(Setting.NEVER_EXPIRES_ALLOWED, defaults.neverExpiresAllowed()),
                number(Setting.DEFAULT_LIFETIME_DAYS, MAX_DAYS),
                number(Setting.MAX_LIFETIME_DAYS, MAX_DAYS),
                number(Setting.MAX_PER_USER, 1, MAX_TOKENS, defaults.maxPerUser()),
                nullableValue(Setting.REQUIRED_ROLE, "the name of a realm role", text -> text.isBlank() ? null : text),
                number(Setting.MAX_AUTH_AGE_SECONDS, MAX_SECONDS),
                number(Setting.UNUSED_REVOKE_DAYS, MAX_DAYS),
                number(Setting.EXPIRY_NOTICE_DAYS, 0, MAX_DAYS, defaults.expiryNoticeDays()),
                flag(Setting.REVOKE_ON_PASSWORD_CHANGE, defaults.revokeOnPasswordChange()),
                number(Setting.RETENTION_DAYS, 1, MAX_DAYS, defaults.retentionDays()));
        attributes.keySet().stream()
                .filter(name -> name.startsWith(Setting.NAMESPACE)
                        && Setting.ofAttribute(name).isEmpty())
                .forEach(name -> faults.add(new Fault(name, "no such setting")));
        return new Reading(settings, List.copyOf(faults));
    }

    private boolean flag(Setting setting, boolean otherwise) {
        return value(setting, "true or false", otherwise, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        });
    }

    private @Nullable Integer number(Setting setting, int max) {
        return nullableValue(setting, between(1, max), text -> wholeNumber(text, 1, max));
    }

    private int number(Setting setting, int min, int max, int otherwise) {
        return value(setting, between(min, max), otherwise, text -> wholeNumber(text, min, max));
    }

    private static String between(int min, int max) {
        return "a whole number from " + min + " to " + max;
    }

    private <T> T value(Setting setting, String expected, T otherwise, Function<String, @Nullable T> parser) {
        T value = nullableValue(setting, expected, parser);
        return value == null ? otherwise : value;
    }

    private <T> @Nullable T nullableValue(Setting setting, String expected, Function<String, @Nullable T> parser) {
        String text = attributes.get(setting.attribute());
        // The admin console and kcadm write an empty string where somebody cleared a field.
        if (text == null || text.isEmpty()) {
            return null;
        }
        T value = parser.apply(text);
        if (value == null) {
            faults.add(new Fault(setting.attribute(), expected));
        }
        return value;
    }

    private static @Nullable Integer wholeNumber(String text, int min, int max) {
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9') || text.length() > 9) {
            return null;
        }
        int number = Integer.parseInt(text);
        return number >= min && number <= max ? number : null;
    }
}
