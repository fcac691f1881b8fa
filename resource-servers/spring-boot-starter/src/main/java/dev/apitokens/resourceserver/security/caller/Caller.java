package dev.apitokens.resourceserver.security.caller;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.ClaimAccessor;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/**
 * The person behind a request, as the authorization server described them.
 *
 * @param id the user's id, which never changes
 * @param username the login name
 * @param name the full name, if the token's scopes tell it
 * @param email the e-mail address, if the token's scopes tell it
 * @param roles the realm roles
 * @param scopes the granted scopes
 * @param apiToken the API token that was used; {@code null} if it was an ordinary access token
 */
public record Caller(
        String id,
        String username,
        @Nullable String name,
        @Nullable String email,
        List<String> roles,
        List<String> scopes,
        @Nullable ApiToken apiToken) {

    /**
     * What the authorization server tells about an API token: never the token itself.
     *
     * @param id the token's id
     * @param name the name that the person gave it
     * @param expiresAt when it ends; {@code null} if it does not, or if the request came with a JWT that the API token
     *     was exchanged for: that one's end is not the API token's
     */
    public record ApiToken(String id, String name, @Nullable Instant expiresAt) {}

    /**
     * Reads the caller from the principal of an authenticated request.
     *
     * @param principal what the introspection of the request's token gave, or what the token said if it is a JWT
     * @return the caller
     */
    public static Caller of(OAuth2AuthenticatedPrincipal principal) {
        ClaimAccessor claims = principal::getAttributes;
        String username = claims.getClaimAsString("preferred_username");
        if (username == null) {
            username = claims.getClaimAsString("username");
        }
        return new Caller(
                principal.getName(),
                username == null ? principal.getName() : username,
                claims.getClaimAsString("name"),
                claims.getClaimAsString("email"),
                realmRoles(claims),
                scopes(claims),
                apiToken(claims));
    }

    static List<String> realmRoles(ClaimAccessor claims) {
        Map<String, Object> access = claims.hasClaim("realm_access") ? claims.getClaimAsMap("realm_access") : null;
        ClaimAccessor realm = () -> access == null ? Map.of() : access;
        List<String> roles = realm.getClaimAsStringList("roles");
        return roles == null ? List.of() : List.copyOf(roles);
    }

    /** Spring Security makes a list of an introspection's scopes; in a JWT they are still one string. */
    static List<String> scopes(ClaimAccessor claims) {
        List<String> scopes = claims.getClaimAsStringList("scope");
        return scopes == null
                ? List.of()
                : scopes.stream()
                        .flatMap(Pattern.compile(" ")::splitAsStream)
                        .filter(scope -> !scope.isEmpty())
                        .toList();
    }

    private static @Nullable ApiToken apiToken(ClaimAccessor claims) {
        Map<String, Object> token = claims.hasClaim("api_token") ? claims.getClaimAsMap("api_token") : null;
        return token != null && token.get("id") instanceof String id && token.get("name") instanceof String name
                ? new ApiToken(id, name, isIntrospected(claims) ? claims.getClaimAsInstant("exp") : null)
                : null;
    }

    private static boolean isIntrospected(ClaimAccessor claims) {
        return claims.hasClaim("active");
    }
}
