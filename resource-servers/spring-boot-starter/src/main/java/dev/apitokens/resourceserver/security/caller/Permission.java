package dev.apitokens.resourceserver.security.caller;

import dev.apitokens.resourceserver.security.refusal.ScopesNeeded;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authorization.AuthorizationDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/**
 * What an operation asks of its caller: the person must have the role, and their token all the scopes.
 *
 * @param role the realm role, or {@code null} if none is needed
 * @param scopes the scopes
 */
public record Permission(@Nullable String role, List<String> scopes) {

    /** Takes a copy of the scopes. */
    public Permission {
        scopes = List.copyOf(scopes);
    }

    /**
     * Asks for these scopes and no role.
     *
     * @param scopes the scopes
     * @return the permission
     */
    public static Permission ofScopes(String... scopes) {
        return new Permission(null, List.of(scopes));
    }

    /**
     * Asks for a realm role as well.
     *
     * @param role the role's name
     * @return the permission
     */
    public Permission withRole(String role) {
        return new Permission(role, scopes);
    }

    /**
     * Lets the caller pass or throws.
     *
     * @param caller whose request it is
     * @throws AccessDeniedException if something is missing; with {@link ScopesNeeded} in it if it is only scopes, which
     *     another token of the same person may have
     */
    public void verify(Authentication caller) {
        if (role != null && !has(caller, "ROLE_" + role)) {
            throw new AccessDeniedException("a role is missing");
        }
        if (!scopes.stream().allMatch(scope -> has(caller, "SCOPE_" + scope))) {
            throw new AuthorizationDeniedException("a scope is missing", new ScopesNeeded(scopes));
        }
    }

    private static boolean has(Authentication caller, String authority) {
        return caller.getAuthorities().stream()
                .map(GrantedAuthority::getAuthority)
                .anyMatch(authority::equals);
    }
}
