package dev.apitokens.systemtests.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** Proofs of a key that a client holds (RFC 9449, section 4.2). */
public final class DpopProof {

    private static final int COORDINATE_BYTES = 32;

    private final KeyPair keys;

    public DpopProof() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            keys = generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The value of the header {@code DPoP} of one request. */
    public String of(String method, String url) {
        Map<String, ?> header = Map.of("typ", "dpop+jwt", "alg", "ES256", "jwk", key());
        Map<String, ?> claims = Map.of(
                "jti",
                UUID.randomUUID().toString(),
                "htm",
                method,
                "htu",
                url,
                "iat",
                Instant.now().getEpochSecond());
        String signed = encode(json(header)) + "." + encode(json(claims));
        try {
            Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
            signature.initSign(keys.getPrivate());
            signature.update(signed.getBytes(US_ASCII));
            return signed + "." + encode(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The thumbprint of the key (RFC 7638). */
    public String thumbprint() {
        try {
            return encode(MessageDigest.getInstance("SHA-256").digest(json(key())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** In the order of the names, as the thumbprint wants it. */
    private Map<String, String> key() {
        ECPublicKey key = (ECPublicKey) keys.getPublic();
        return new TreeMap<>(Map.of(
                "kty",
                "EC",
                "crv",
                "P-256",
                "x",
                coordinate(key.getW().getAffineX()),
                "y",
                coordinate(key.getW().getAffineY())));
    }

    private static String coordinate(BigInteger number) {
        byte[] bytes = number.toByteArray();
        byte[] padded = new byte[COORDINATE_BYTES];
        int length = Math.min(bytes.length, COORDINATE_BYTES);
        System.arraycopy(
                Arrays.copyOfRange(bytes, bytes.length - length, bytes.length),
                0,
                padded,
                COORDINATE_BYTES - length,
                length);
        return encode(padded);
    }

    private static byte[] json(Map<String, ?> members) {
        try {
            return Http.JSON.writeValueAsString(members).getBytes(UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
