package dev.apitokens.systemtests.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;

/**
 * A JWT, checked as an API would that knows nothing but the realm's address.
 *
 * @param text the JWT itself
 */
public record Jwt(String text, JsonNode claims) {

    public static Jwt verified(String text, String realm) {
        String[] parts = text.split("\\.");
        assertThat(parts).hasSize(3);
        JsonNode header = json(parts[0]);
        assertThat(header.path("alg").asText()).isEqualTo("RS256");
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            JsonNode key = key(realm, header.path("kid").asText());
            signature.initVerify(KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(
                            number(key.path("n").asText()), number(key.path("e").asText()))));
            signature.update((parts[0] + "." + parts[1]).getBytes(US_ASCII));
            assertThat(signature.verify(Base64.getUrlDecoder().decode(parts[2])))
                    .as("signed by the realm")
                    .isTrue();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        JsonNode claims = json(parts[1]);
        assertThat(claims.path("iss").asText()).isEqualTo(realm);
        assertThat(Instant.ofEpochSecond(claims.path("exp").asLong())).isAfter(Instant.now());
        return new Jwt(text, claims);
    }

    private static JsonNode key(String realm, String id) {
        JsonNode configuration = Http.send(Http.request(realm + "/.well-known/openid-configuration")
                        .GET())
                .json();
        JsonNode keys = Http.send(
                        Http.request(configuration.path("jwks_uri").asText()).GET())
                .json();
        for (JsonNode key : keys.path("keys")) {
            if (key.path("kid").asText().equals(id)) {
                return key;
            }
        }
        throw new AssertionError("the realm publishes no key " + id);
    }

    private static BigInteger number(String base64) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(base64));
    }

    private static JsonNode json(String base64) {
        try {
            return Http.JSON.readTree(Base64.getUrlDecoder().decode(base64));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
