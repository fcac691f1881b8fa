package dev.apitokens.keycloak.policy;

import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.util.Optional;

/**
 * What a token is for, in its owner's words: plain text of up to {@value #MAX_CHARACTERS} characters, on several lines if
 * they like, without other control characters, without bidirectional overrides and without a secret.
 *
 * @param value the trimmed text, not empty
 */
public record ApiTokenDescription(String value) {

    /** The most characters a description may have. */
    public static final int MAX_CHARACTERS = 500;

    /** @throws IllegalArgumentException when the value is no description */
    public ApiTokenDescription {
        if (value.isEmpty() || !value.equals(value.strip()) || !isAllowed(value)) {
            throw new IllegalArgumentException("not a description of a token");
        }
    }

    /** Whether the text may be given as a description. An empty one may: it is none. */
    public static boolean isAllowed(String text) {
        String trimmed = text.strip();
        return trimmed.codePointCount(0, trimmed.length()) <= MAX_CHARACTERS
                && trimmed.codePoints().noneMatch(c -> c != '\n' && ApiTokenName.isForbidden(c))
                && !ApiTokenSecret.isIn(trimmed);
    }

    /** The description that an allowed text is, or empty when there is nothing in it. */
    public static Optional<ApiTokenDescription> of(String text) {
        String trimmed = text.strip();
        return trimmed.isEmpty() ? Optional.empty() : Optional.of(new ApiTokenDescription(trimmed));
    }
}
