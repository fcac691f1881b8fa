package dev.apitokens.keycloak.token;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * The secret that a person copies: {@code <prefix>_<43 base62 characters><6 base62 characters>}. The 43 characters are
 * 256 random bits, the 6 are the CRC-32 (as in zlib) of everything before them, so that a mistyped or made-up secret is
 * told apart without a database.
 *
 * <p>{@link #toString()} redacts; {@link #reveal()} is for the one response that makes the token.
 */
public final class ApiTokenSecret {

    private static final int RANDOM_BITS = 256;
    private static final int RANDOM_DIGITS = 43;
    private static final int CHECKSUM_DIGITS = 6;
    private static final int HINT_DIGITS = 4;

    /** What is left out of a hint. */
    private static final String GAP = "_…";

    /** What is around a secret in source code, in JSON or in a letter, besides white space. */
    private static final String QUOTES = "\"'`\u2018\u2019\u201C\u201D,;";

    private final String value;
    private final int separator;

    private ApiTokenSecret(String value, int separator) {
        this.value = value;
        this.separator = separator;
    }

    /** Makes a new secret. */
    public static ApiTokenSecret generate(ApiTokenPrefix prefix, SecureRandom random) {
        String payload = prefix.value() + "_" + Base62.encode(new BigInteger(RANDOM_BITS, random), RANDOM_DIGITS);
        return new ApiTokenSecret(payload + checksum(payload), prefix.value().length());
    }

    /** The secret that the text spells, or empty when its form or its checksum is wrong. */
    public static Optional<ApiTokenSecret> parse(String text) {
        int separator = text.indexOf('_');
        int checksumStart = separator + 1 + RANDOM_DIGITS;
        if (separator < 0 || text.length() != checksumStart + CHECKSUM_DIGITS) {
            return Optional.empty();
        }
        if (ApiTokenPrefix.parse(text.substring(0, separator)).isEmpty()
                || !Base62.isDigits(text, separator + 1, text.length())) {
            return Optional.empty();
        }
        if (!checksum(text.substring(0, checksumStart)).equals(text.substring(checksumStart))) {
            return Optional.empty();
        }
        return Optional.of(new ApiTokenSecret(text, separator));
    }

    /**
     * The secret in a text that somebody copied from where they found it: with white space or quotes around it, or with the
     * scheme of an {@code Authorization} header before it.
     */
    public static Optional<ApiTokenSecret> parsePasted(String text) {
        String bare = bare(text);
        for (String before : List.of("Authorization:", "Bearer")) {
            if (bare.regionMatches(true, 0, before, 0, before.length())) {
                bare = bare(bare.substring(before.length()));
            }
        }
        return parse(bare);
    }

    private static String bare(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isAround(text.charAt(start))) {
            start++;
        }
        while (end > start && isAround(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    private static boolean isAround(char c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || QUOTES.indexOf(c) >= 0;
    }

    /**
     * Whether the text is meant to be an API token, well formed or not: a prefix, an underscore, and no dot. A JWT holds
     * dots, so that the two are never mistaken for each other.
     */
    public static boolean looksLike(String text) {
        int separator = text.indexOf('_');
        return separator > 0
                && text.indexOf('.') < 0
                && ApiTokenPrefix.parse(text.substring(0, separator)).isPresent();
    }

    /** Whether a secret with a right checksum stands anywhere in the text. */
    public static boolean isIn(String text) {
        return separators(text).anyMatch(at -> isAround(text, at));
    }

    private static IntStream separators(String text) {
        return IntStream.range(0, text.length()).filter(at -> text.charAt(at) == '_');
    }

    private static boolean isAround(String text, int separator) {
        int end = separator + 1 + RANDOM_DIGITS + CHECKSUM_DIGITS;
        return end <= text.length()
                && IntStream.rangeClosed(ApiTokenPrefix.MIN_LENGTH, ApiTokenPrefix.MAX_LENGTH)
                        .map(length -> separator - length)
                        .filter(start -> start >= 0)
                        .anyMatch(start -> parse(text.substring(start, end)).isPresent());
    }

    private static String checksum(String payload) {
        CRC32 crc = new CRC32();
        crc.update(payload.getBytes(US_ASCII));
        return Base62.encode(BigInteger.valueOf(crc.getValue()), CHECKSUM_DIGITS);
    }

    /** The whole secret. For the response that makes the token, and nothing else. */
    public String reveal() {
        return value;
    }

    /** SHA-256 of the whole secret, 64 lower-case hexadecimal digits: what is stored in its place. */
    public String hash() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(value.getBytes(US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** What lists show: the prefix, {@code _…} and the last 4 characters. */
    public String hint() {
        return value.substring(0, separator) + GAP + value.substring(value.length() - HINT_DIGITS);
    }

    /** Whether the text may be a {@link #hint()}. */
    public static boolean isHint(String text) {
        int gap = text.length() - HINT_DIGITS - GAP.length();
        return gap >= ApiTokenPrefix.MIN_LENGTH && text.startsWith(GAP, gap);
    }

    @Override
    public String toString() {
        return "ApiTokenSecret[redacted]";
    }
}
