package dev.apitokens.keycloak.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/**
 * A token's name: 1 to 100 characters (Unicode code points) after trimming, without control and
 * bidirectional-override characters, and with something to see in it.
 *
 * @param value the trimmed name
 */
public record ApiTokenName(String value) {

    /** The most characters a name may have. */
    public static final int MAX_CHARACTERS = 100;

    /** @throws IllegalArgumentException when the value is no name */
    public ApiTokenName {
        if (!isName(value)) {
            throw new IllegalArgumentException("not a name for a token");
        }
    }

    /** The name that the text spells after trimming, or empty when it is none. */
    public static Optional<ApiTokenName> parse(String text) {
        String trimmed = text.strip();
        return isName(trimmed) ? Optional.of(new ApiTokenName(trimmed)) : Optional.empty();
    }

    private static boolean isName(String text) {
        int characters = text.codePointCount(0, text.length());
        return characters >= 1
                && characters <= MAX_CHARACTERS
                && text.equals(text.strip())
                && text.codePoints().noneMatch(ApiTokenName::isForbidden)
                && text.codePoints().anyMatch(ApiTokenName::isVisible)
                // Names are told in events and mails, and a secret may be told nowhere.
                && !ApiTokenSecret.isIn(text);
    }

    /** Whether no text of a person's may hold the character. */
    static boolean isForbidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            // Half of a pair: no UTF-8, and so no database, can hold it.
            case Character.SURROGATE -> true;
            default -> (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
        };
    }

    private static boolean isVisible(int c) {
        return Character.getType(c) != Character.FORMAT && !Character.isSpaceChar(c);
    }

    /**
     * What is equal for two names that differ in case, or in how Unicode composes a character, only. A hash, because the
     * collations of databases disagree on what is equal.
     */
    public String key() {
        return key(value);
    }

    /** The same of any text: a name that was stored under other rules than those of now stays what it is. */
    public static String key(String value) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256")
                            .digest(folded(value).getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The text as it is compared: without case, and with one spelling of what Unicode can spell in several ways. */
    public static String folded(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFKC)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
    }
}
