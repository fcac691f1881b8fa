package dev.apitokens.keycloak.token;

import java.math.BigInteger;

/** Fixed-width base62 with the alphabet {@code 0-9A-Za-z}, most significant digit first. */
final class Base62 {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final BigInteger BASE = BigInteger.valueOf(ALPHABET.length());

    private Base62() {}

    /**
     * @param value not negative
     * @param width number of digits of the answer, padded with zeros on the left
     * @throws IllegalArgumentException when the value does not fit
     */
    static String encode(BigInteger value, int width) {
        char[] digits = new char[width];
        BigInteger rest = value;
        for (int i = width - 1; i >= 0; i--) {
            BigInteger[] quotientAndDigit = rest.divideAndRemainder(BASE);
            digits[i] = ALPHABET.charAt(quotientAndDigit[1].intValue());
            rest = quotientAndDigit[0];
        }
        if (rest.signum() != 0) {
            throw new IllegalArgumentException("value needs more than " + width + " digits");
        }
        return new String(digits);
    }

    static boolean isDigits(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (ALPHABET.indexOf(text.charAt(i)) < 0) {
                return false;
            }
        }
        return true;
    }
}
