package dev.apitokens.keycloak.check;

import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import jakarta.ws.rs.core.Response;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a request brings in {@code Authorization}: a token as Bearer (RFC 6750) or as the password of Basic (RFC 7617).
 *
 * @param token the token, or what is given as one
 * @param username that Basic gives with it, or null: none
 */
record Credentials(String token, @Nullable String username) {

    /** The name for who knows only the token. */
    private static final String ANY_OWNER = "api-token";

    private static final String BEARER = "Bearer";
    private static final String BASIC = "Basic";

    /**
     * Reads the header.
     *
     * @param given its values
     * @return empty when there is none, or one that holds nothing of the kind
     * @throws ApiTokenErrorException 400, for more than one: who checks and who serves might each look at another
     */
    static Optional<Credentials> of(List<String> given) {
        if (given.isEmpty()) {
            return Optional.empty();
        }
        if (given.size() > 1) {
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.BAD_REQUEST, "There is more than one Authorization header");
        }
        String[] parts = given.get(0).strip().split(" ", 2);
        if (parts.length < 2) {
            return Optional.empty();
        }
        if (parts[0].equalsIgnoreCase(BEARER)) {
            return Optional.of(new Credentials(parts[1], null));
        }
        return parts[0].equalsIgnoreCase(BASIC) ? basic(parts[1].strip()) : Optional.empty();
    }

    private static Optional<Credentials> basic(String encoded) {
        String decoded;
        try {
            decoded = text(Base64.getDecoder().decode(encoded));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        int colon = decoded.indexOf(':');
        return colon < 0
                ? Optional.empty()
                : Optional.of(new Credentials(decoded.substring(colon + 1), decoded.substring(0, colon)));
    }

    /** Clients choose the charset themselves, whatever the challenge says. */
    private static String text(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }

    /** Whether the name that came with the token, if any did, may be trusted by who stands behind. */
    boolean isOf(String owner) {
        return username == null
                || username.equals(ANY_OWNER)
                || folded(username).equals(folded(owner));
    }

    /** As Keycloak tells names apart. To ignore case would make one of some that it does not: of ilker and ılker. */
    private static String folded(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "Credentials";
    }
}
