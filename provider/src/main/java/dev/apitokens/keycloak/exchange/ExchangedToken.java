package dev.apitokens.keycloak.exchange;

import dev.apitokens.keycloak.model.ResourceServer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.representations.AccessToken;

/**
 * A JWT that an API token was exchanged for.
 *
 * @param claims what it says
 * @param apiTokenId id of the API token
 */
public record ExchangedToken(AccessToken claims, String apiTokenId) {

    static final String API_TOKEN = "api_token";
    static final String ID = "id";

    /** What the text says that it is; nothing of it is verified. Empty: something else. */
    public static Optional<ExchangedToken> read(String jwt) {
        try {
            JWSInput jws = new JWSInput(jwt);
            // Without an algorithm there is nothing to verify, and Keycloak says so itself.
            return jws.getHeader() == null || jws.getHeader().getAlgorithm() == null
                    ? Optional.empty()
                    : of(jws.readJsonContent(AccessToken.class));
        } catch (JWSInputException e) {
            return Optional.empty();
        }
    }

    /**
     * The JWT with these claims. An access token that names a session is a login's, whatever a mapper put into it.
     */
    public static Optional<ExchangedToken> of(@Nullable AccessToken claims) {
        return claims != null
                        && claims.getSessionId() == null
                        && claims.getOtherClaims().get(API_TOKEN) instanceof Map<?, ?> apiToken
                        && apiToken.get(ID) instanceof String id
                ? Optional.of(new ExchangedToken(claims, id))
                : Optional.empty();
    }

    /** Whether it is for that resource server. */
    public boolean isFor(ResourceServer resourceServer) {
        return claims.hasAudience(resourceServer.client().getClientId());
    }

    /** Names of its scopes. */
    public Set<String> scopes() {
        return claims.getScope() == null ? Set.of() : Set.of(claims.getScope().split(" "));
    }
}
