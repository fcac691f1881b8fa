package dev.apitokens.keycloak.exchange;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.ResourceServer;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.jose.jws.JWSInput;
import org.keycloak.jose.jws.JWSInputException;
import org.keycloak.representations.AccessToken;

/**
 * A JWT that an API token was exchanged for. What it came from is in its {@code jti}, which no protocol mapper can write
 * and no administrator of a client: any other claim may be made up by whoever may make mappers.
 *
 * @param claims what it says
 * @param apiTokenId id of the API token
 * @param secretIssuedAt when the secret was made that was exchanged, to the millisecond: a rotation ends what came of it
 */
public record ExchangedToken(AccessToken claims, String apiTokenId, Instant secretIssuedAt) {

    static final String API_TOKEN = "api_token";

    private static final String SCOPES = "scopes";

    // Keycloak's own encoding comes before the colon, and something unique after the last dot.
    private static final Pattern ID =
            Pattern.compile("[^:]*:api-token\\.([0-9a-f-]{36})\\.([0-9]{1,15})\\.[0-9A-Za-z-]+");

    /** The id of a JWT that is made of a token, without Keycloak's encoding. */
    static String id(PresentedToken presented, String unique) {
        return String.join(
                ".",
                "api-token",
                presented.token().id(),
                String.valueOf(presented.issuedAt().toEpochMilli()),
                unique);
    }

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

    /** The JWT with these claims. An access token that names a session is a login's, whatever its id. */
    public static Optional<ExchangedToken> of(@Nullable AccessToken claims) {
        if (claims == null || claims.getSessionId() != null || claims.getId() == null) {
            return Optional.empty();
        }
        Matcher id = ID.matcher(claims.getId());
        return id.matches()
                ? Optional.of(
                        new ExchangedToken(claims, id.group(1), Instant.ofEpochMilli(Long.parseLong(id.group(2)))))
                : Optional.empty();
    }

    /** Whether it is for that resource server. */
    public boolean isFor(ResourceServer resourceServer) {
        return claims.hasAudience(resourceServer.client().getClientId());
    }

    /** What it says of the token that it was made of, and with which of its scopes; set after the mappers, and none of theirs. */
    static Map<String, Object> claim(ApiToken token, Collection<String> optionalScopes) {
        return Map.of(
                "id",
                token.id(),
                "name",
                token.name(),
                SCOPES,
                optionalScopes.stream().sorted().toList());
    }

    /**
     * Names of the optional scopes that it was made with. Its {@code scope} leaves those out that an admin does not want told there; what
     * an earlier version has made says no more than that.
     */
    public Set<String> optionalScopes() {
        if (claims.getOtherClaims().get(API_TOKEN) instanceof Map<?, ?> made
                && made.get(SCOPES) instanceof Collection<?> names) {
            return names.stream().map(String::valueOf).collect(Collectors.toSet());
        }
        return claims.getScope() == null ? Set.of() : Set.of(claims.getScope().split(" "));
    }
}
