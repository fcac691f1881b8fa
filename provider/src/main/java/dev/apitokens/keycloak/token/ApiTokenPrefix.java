package dev.apitokens.keycloak.token;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a token starts with, before the underscore: a lower-case letter and 1 to 15 lower-case letters or digits.
 *
 * @param value the prefix without the underscore
 */
public record ApiTokenPrefix(String value) {

    // Before DEFAULT, whose construction needs it.
    static final int MIN_LENGTH = 2;
    static final int MAX_LENGTH = 16;

    private static final Pattern SYNTAX = Pattern.compile("[a-z][a-z0-9]{1,15}");

    /** The prefix of realms that choose none. */
    public static final ApiTokenPrefix DEFAULT = new ApiTokenPrefix("kcat");

    /** @throws IllegalArgumentException when the value is no prefix */
    public ApiTokenPrefix {
        if (!SYNTAX.matcher(value).matches()) {
            throw new IllegalArgumentException("not a token prefix");
        }
    }

    /** The prefix that the text spells, or empty when it is none. */
    public static Optional<ApiTokenPrefix> parse(String text) {
        return SYNTAX.matcher(text).matches() ? Optional.of(new ApiTokenPrefix(text)) : Optional.empty();
    }
}
