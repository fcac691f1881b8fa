package dev.apitokens.keycloak.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The settings of a realm: how each is named as a realm attribute and in the admin REST, and what it holds. */
public enum Setting {
    ENABLED(Kind.FLAG),
    PREFIX(Kind.TEXT),
    NEVER_EXPIRES_ALLOWED(Kind.FLAG),
    DEFAULT_LIFETIME_DAYS(Kind.NUMBER),
    MAX_LIFETIME_DAYS(Kind.NUMBER),
    MAX_PER_USER(Kind.NUMBER),
    REQUIRED_ROLE(Kind.TEXT),
    MAX_AUTH_AGE_SECONDS(Kind.NUMBER),
    UNUSED_REVOKE_DAYS(Kind.NUMBER),
    EXPIRY_NOTICE_DAYS(Kind.NUMBER),
    REVOKE_ON_PASSWORD_CHANGE(Kind.FLAG),
    RETENTION_DAYS(Kind.NUMBER);

    /** What every setting's attribute starts with. */
    public static final String NAMESPACE = "api-tokens.";

    private final Kind kind;

    Setting(Kind kind) {
        this.kind = kind;
    }

    /** What a setting holds. */
    public enum Kind {
        FLAG,
        NUMBER,
        TEXT
    }

    public Kind kind() {
        return kind;
    }

    /** The realm attribute: {@code api-tokens.max-per-user}. */
    public String attribute() {
        return NAMESPACE + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The member of the admin REST: {@code maxPerUser}. */
    public String member() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_", -1);
        return words[0]
                + Arrays.stream(words)
                        .skip(1)
                        .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                        .collect(Collectors.joining());
    }

    /** The setting that the admin REST names so, or empty when it is none. */
    public static Optional<Setting> ofMember(String member) {
        return Arrays.stream(values())
                .filter(setting -> setting.member().equals(member))
                .findFirst();
    }

    /** The setting that a realm attribute holds, or empty when it is none. */
    public static Optional<Setting> ofAttribute(String attribute) {
        return Arrays.stream(values())
                .filter(setting -> setting.attribute().equals(attribute))
                .findFirst();
    }
}
