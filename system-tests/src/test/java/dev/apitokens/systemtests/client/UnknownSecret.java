package dev.apitokens.systemtests.client;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.zip.CRC32;

/** Secrets of tokens that nobody ever made, by the public format. */
public final class UnknownSecret {

    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final SecureRandom RANDOM = new SecureRandom();

    private UnknownSecret() {}

    /** Well formed, with a right checksum. */
    public static String secret() {
        return withChecksum("kcat_" + digits(new BigInteger(256, RANDOM), 43));
    }

    static String withChecksum(String payload) {
        CRC32 crc = new CRC32();
        crc.update(payload.getBytes(US_ASCII));
        return payload + digits(BigInteger.valueOf(crc.getValue()), 6);
    }

    private static String digits(BigInteger number, int width) {
        StringBuilder digits = new StringBuilder();
        BigInteger rest = number;
        for (int i = 0; i < width; i++) {
            BigInteger[] parts = rest.divideAndRemainder(BigInteger.valueOf(62));
            digits.insert(0, ALPHABET.charAt(parts[1].intValue()));
            rest = parts[0];
        }
        return digits.toString();
    }
}
