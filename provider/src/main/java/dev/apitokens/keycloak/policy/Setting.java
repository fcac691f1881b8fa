package dev.apitokens.keycloak.policy;

import dev.apitokens.keycloak.token.ApiTokenPrefix;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A setting of a realm: how it is named as a realm attribute and in the admin REST, what it may be, and what applies
 * without it. This is the one place that says so; the admin REST serves it to whoever shows a form.
 *
 * @param <T> what it is
 */
public final class Setting<T> {

    /** What every setting's attribute starts with. */
    public static final String NAMESPACE = "api-tokens.";

    /** The longest name of a realm's attribute that Keycloak has room for. */
    private static final int MAX_ATTRIBUTE = 255;

    /** The longest lease that there is. */
    public static final int MAX_LEASE_SECONDS = 10;

    private static final int MAX_DAYS = 36_500;
    private static final int MAX_TOKENS = 10_000;
    private static final int MAX_NOTICES = 10;
    private static final int MAX_SECONDS = 31_536_000;
    private static final Pattern WORD_START = Pattern.compile("-(.)");

    public static final Setting<Boolean> ENABLED = flag("enabled", true).restrictingTo(false);
    public static final Setting<ApiTokenPrefix> PREFIX = new Setting<>(
            "prefix",
            new SettingKind.Text(),
            ApiTokenPrefix.DEFAULT.value(),
            "a lower-case letter, then 1 to 15 lower-case letters or digits",
            null,
            ApiTokenPrefix::parse);
    public static final Setting<Boolean> NEVER_EXPIRES_ALLOWED =
            flag("never-expires-allowed", true).restrictingTo(false);
    public static final Setting<Boolean> FULL_ACCESS_ALLOWED =
            flag("full-access-allowed", true).restrictingTo(false);
    public static final Setting<Boolean> ADDRESSES_REQUIRED =
            flag("addresses-required", false).restrictingTo(true);
    public static final Setting<Integer> DEFAULT_LIFETIME_DAYS = number("default-lifetime-days", 1, MAX_DAYS, null);
    public static final Setting<Integer> MAX_LIFETIME_DAYS =
            number("max-lifetime-days", 1, MAX_DAYS, null).restrictingTo(1);
    public static final Setting<Integer> MAX_PER_USER =
            number("max-per-user", 1, MAX_TOKENS, 50).restrictingTo(1);
    public static final Setting<Integer> MAX_PER_SERVICE_ACCOUNT =
            number("max-per-service-account", 1, MAX_TOKENS, 50).restrictingTo(1);
    public static final Setting<String> REQUIRED_ROLE = new Setting<>(
                    "required-role",
                    new SettingKind.Text(),
                    null,
                    "the name of a realm role",
                    null,
                    // A token that somebody pasted there would be in every export of the realm.
                    text -> text.isBlank() || ApiTokenSecret.isIn(text) ? Optional.empty() : Optional.of(text))
            // No role has a blank name.
            .restrictingTo("");
    public static final Setting<Integer> MAX_AUTH_AGE_SECONDS =
            number("max-auth-age-seconds", 1, MAX_SECONDS, null).restrictingTo(1);
    public static final Setting<Integer> UNUSED_REVOKE_DAYS = number("unused-revoke-days", 1, MAX_DAYS, null);
    public static final Setting<List<Integer>> EXPIRY_NOTICE_DAYS = new Setting<>(
            "expiry-notice-days",
            new SettingKind.WholeNumbers(),
            "7",
            "up to " + MAX_NOTICES + " different whole numbers from 1 to " + MAX_DAYS + ", as 30,7,1; or 0 for none",
            null,
            text -> SettingValues.differentNumbers(text, MAX_NOTICES, MAX_DAYS));
    public static final Setting<Boolean> REVOKE_ON_PASSWORD_CHANGE =
            flag("revoke-on-password-change", false).restrictingTo(true);
    public static final Setting<Boolean> SELF_ROTATION =
            flag("self-rotation", false).restrictingTo(false);
    public static final Setting<Boolean> REVOKE_ON_REUSE =
            flag("revoke-on-reuse", false).restrictingTo(true);
    public static final Setting<Boolean> RECORD_ADDRESSES =
            flag("record-addresses", true).restrictingTo(false);
    public static final Setting<Boolean> NEW_ADDRESS_NOTICE = flag("new-address-notice", false);
    public static final Setting<Integer> RETENTION_DAYS = number("retention-days", 1, MAX_DAYS, 30);
    public static final Setting<Integer> LEASE_SECONDS =
            number("lease-seconds", 0, MAX_LEASE_SECONDS, 0).restrictingTo(0);

    public static final Setting<List<TokenTemplate>> TEMPLATES = new Setting<>(
            "templates",
            new SettingKind.Texts(TokenTemplate.SEPARATOR),
            null,
            "up to " + TokenTemplate.MOST + " different names, each with ? and the parameters of a link to the form",
            null,
            TokenTemplate::parseAll);

    /** Every setting. */
    public static final List<Setting<?>> ALL = List.of(
            ENABLED,
            PREFIX,
            NEVER_EXPIRES_ALLOWED,
            FULL_ACCESS_ALLOWED,
            ADDRESSES_REQUIRED,
            DEFAULT_LIFETIME_DAYS,
            MAX_LIFETIME_DAYS,
            MAX_PER_USER,
            MAX_PER_SERVICE_ACCOUNT,
            REQUIRED_ROLE,
            MAX_AUTH_AGE_SECONDS,
            UNUSED_REVOKE_DAYS,
            EXPIRY_NOTICE_DAYS,
            REVOKE_ON_PASSWORD_CHANGE,
            SELF_ROTATION,
            REVOKE_ON_REUSE,
            RECORD_ADDRESSES,
            NEW_ADDRESS_NOTICE,
            RETENTION_DAYS,
            LEASE_SECONDS,
            TEMPLATES);

    /** Those that a realm role can have a limit of its own for, by an attribute that ends with a dot and the name of the role. */
    public static final List<Setting<Integer>> BY_ROLE = List.of(MAX_PER_USER, MAX_LIFETIME_DAYS);

    private final String name;
    private final SettingKind kind;
    private final @Nullable String otherwise;
    private final String expected;
    private final @Nullable T strictest;
    private final Function<String, Optional<T>> parser;

    private Setting(
            String name,
            SettingKind kind,
            @Nullable String otherwise,
            String expected,
            @Nullable T strictest,
            Function<String, Optional<T>> parser) {
        this.name = name;
        this.kind = kind;
        this.otherwise = otherwise;
        this.expected = expected;
        this.strictest = strictest;
        this.parser = parser;
    }

    private Setting<T> restrictingTo(T value) {
        return new Setting<>(name, kind, otherwise, expected, value, parser);
    }

    private static Setting<Boolean> flag(String name, boolean otherwise) {
        return new Setting<>(
                name, new SettingKind.Flag(), String.valueOf(otherwise), "true or false", null, SettingValues::flag);
    }

    private static Setting<Integer> number(String name, int min, int max, @Nullable Integer otherwise) {
        return new Setting<>(
                name,
                new SettingKind.WholeNumber(min, max),
                otherwise == null ? null : otherwise.toString(),
                "a whole number from " + min + " to " + max,
                null,
                text -> SettingValues.wholeNumber(text, min, max));
    }

    /** The realm attribute: {@code api-tokens.max-per-user}. */
    public String attribute() {
        return NAMESPACE + name;
    }

    /** The realm attribute with the limit of a realm role: {@code api-tokens.max-per-user.editor}. */
    public String attributeOf(String role) {
        return attribute() + "." + role;
    }

    /** How many characters the name of a role may have for its limit to have room among Keycloak's attributes of a realm. */
    public int longestRole() {
        return MAX_ATTRIBUTE - attributeOf("").length();
    }

    /** The name of the role whose limit the realm attribute is, or empty when it is none of this setting. */
    public Optional<String> roleOf(String attribute) {
        String beginning = attributeOf("");
        return attribute.startsWith(beginning) && attribute.length() > beginning.length()
                ? Optional.of(attribute.substring(beginning.length()))
                : Optional.empty();
    }

    /** The member of the admin REST: {@code maxPerUser}. */
    public String member() {
        return WORD_START.matcher(name).replaceAll(Setting::upperCase);
    }

    private static String upperCase(MatchResult letter) {
        return letter.group(1).toUpperCase(Locale.ROOT);
    }

    public SettingKind kind() {
        return kind;
    }

    /** What applies when it is not set, as an attribute spells it; null: nothing does. */
    public @Nullable String otherwise() {
        return otherwise;
    }

    /** What it may be, in words that complete "expected: ". */
    public String expected() {
        return expected;
    }

    /**
     * What applies when what is set can't be read. A setting that restricts goes on doing so, as strictly as it can; null: as if it
     * were not set, for a setting that restricts nothing, or does what can't be undone.
     */
    @Nullable
    T strictest() {
        return strictest;
    }

    /** What the text says, or empty when it is no value of this setting. */
    Optional<T> parse(String text) {
        return parser.apply(text);
    }

    /** The setting that the admin REST names so, or empty when it is none. */
    public static Optional<Setting<?>> ofMember(String member) {
        return find(setting -> setting.member().equals(member));
    }

    /** The setting that a realm attribute holds, or empty when it is none. */
    public static Optional<Setting<?>> ofAttribute(String attribute) {
        return find(setting -> setting.attribute().equals(attribute));
    }

    private static Optional<Setting<?>> find(Predicate<Setting<?>> wanted) {
        return ALL.stream().filter(wanted).findFirst();
    }

    @Override
    public String toString() {
        return attribute();
    }
}
