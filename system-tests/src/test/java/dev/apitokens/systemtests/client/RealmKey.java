package dev.apitokens.systemtests.client;

import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The key that realms made for a test sign with. A server would make two for each realm, and takes a second of a processor for each of
 * these, because it runs without the compiler that knows how to multiply large numbers.
 */
final class RealmKey {

    /** PKCS #8, as a realm's representation has it. Whoever takes a realm for another can't blame the signature. */
    static final String PRIVATE = make();

    private RealmKey() {}

    private static String make() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            return Base64.getEncoder()
                    .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
