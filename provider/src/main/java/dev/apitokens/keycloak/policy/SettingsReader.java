package dev.apitokens.keycloak.policy;

import dev.apitokens.keycloak.token.ApiTokenPrefix;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@link ApiTokenSettings} from the attributes of a realm. A bad value counts as if it were not there, and is
 * reported; so is an attribute that looks like a setting and is none.
 */
public final class SettingsReader {

    /** What every setting's attribute starts with. */
    public static final String NAMESPACE = "api-tokens.";

    /** Settings that other parts read; here they only have to be known. */
    private static final Set<String> READ_ELSEWHERE = Set.of(
            NAMESPACE + "unused-revoke-days",
            NAMESPACE + "expiry-notice-days",
            NAMESPACE + "revoke-on-password-change",
            NAMESPACE + "retention-days");

    private static final int MAX_DAYS = 36_500;
    private static final int MAX_TOKENS = 10_000;
    private static final int MAX_SECONDS = 31_536_000;

    private final Map<String, String> attributes;
    private final List<Fault> faults = new ArrayList<>();
    private final List<String> known = new ArrayList<>(READ_ELSEWHERE);

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
                flag("enabled", defaults.enabled()),
                value(
                        "prefix",
                        "a lower-case letter, then 1 to 15 lower-case letters or digits",
                        defaults.prefix(),
                        text -> ApiTokenPrefix.parse(text).orElse(null)),
                flag("never-expires-allowed", defaults.neverExpiresAllowed()),
                number("default-lifetime-days", MAX_DAYS),
                number("max-lifetime-days", MAX_DAYS),
                value(
                        "max-per-user",
                        "a whole number from 1 to " + MAX_TOKENS,
                        defaults.maxPerUser(),
                        text -> wholeNumber(text, MAX_TOKENS)),
                nullableValue("required-role", "the name of a realm role", text -> text.isBlank() ? null : text),
                number("max-auth-age-seconds", MAX_SECONDS));
        attributes.keySet().stream()
                .filter(name -> name.startsWith(NAMESPACE) && !known.contains(name))
                .forEach(name -> faults.add(new Fault(name, "no such setting")));
        return new Reading(settings, List.copyOf(faults));
    }

    private boolean flag(String name, boolean otherwise) {
        return value(name, "true or false", otherwise, text -> switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> null;
        });
    }

    private @Nullable Integer number(String name, int max) {
        return nullableValue(name, "a whole number from 1 to " + max, text -> wholeNumber(text, max));
    }

    private <T> T value(String name, String expected, T otherwise, Function<String, @Nullable T> parser) {
        T value = nullableValue(name, expected, parser);
        return value == null ? otherwise : value;
    }

    private <T> @Nullable T nullableValue(String name, String expected, Function<String, @Nullable T> parser) {
        String attribute = NAMESPACE + name;
        known.add(attribute);
        String text = attributes.get(attribute);
        // The admin console and kcadm write an empty string where somebody cleared a field.
        if (text == null || text.isEmpty()) {
            return null;
        }
        T value = parser.apply(text);
        if (value == null) {
            faults.add(new Fault(attribute, expected));
        }
        return value;
    }

    private static @Nullable Integer wholeNumber(String text, int max) {
        if (!text.chars().allMatch(c -> c >= '0' && c <= '9') || text.length() > 9) {
            return null;
        }
        int number = Integer.parseInt(text);
        return number >= 1 && number <= max ? number : null;
    }
}
