package dev.apitokens.resourceserver.security.caller;

import java.util.ArrayList;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.core.ClaimAccessor;

/** What claims mean to Spring Security, whether they come from an introspection or out of a JWT. */
public final class TokenClaims {

    private TokenClaims() {}

    /**
     * Reads what the person may do and the token is good for.
     *
     * @param claims the token's
     * @return realm roles as {@code ROLE_…}, scopes as {@code SCOPE_…}
     */
    public static List<GrantedAuthority> authorities(ClaimAccessor claims) {
        List<GrantedAuthority> authorities = new ArrayList<>();
        for (String role : Caller.realmRoles(claims)) {
            authorities.add(new SimpleGrantedAuthority("ROLE_" + role));
        }
        for (String scope : Caller.scopes(claims)) {
            authorities.add(new SimpleGrantedAuthority("SCOPE_" + scope));
        }
        return authorities;
    }
}
