package dev.apitokens.resourceserver.security.authorizationserver;

import dev.apitokens.resourceserver.security.authorizationserver.AuthorizationServerClient.DiscoveryException;
import dev.apitokens.resourceserver.security.caller.TokenClaims;
import java.net.URI;
import java.time.DateTimeException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimAccessor;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionAuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.oauth2.server.resource.introspection.SpringOpaqueTokenIntrospector;

/**
 * Asks the authorization server about a token, and remembers nothing of it. The introspection endpoint comes from the
 * issuer's discovery document when the first token arrives.
 *
 * <p>Throws {@link BadOpaqueTokenException} when the authorization server said that the token is not good, here or at
 * all, and {@link OAuth2IntrospectionException} whenever it did not say.
 */
final class DiscoveringTokenIntrospector implements OpaqueTokenIntrospector {

    private static final String ENDPOINT = "introspection_endpoint";

    private final ResourceServerProperties server;
    private final AuthorizationServerClient authorizationServer;
    private volatile @Nullable OpaqueTokenIntrospector discovered;

    DiscoveringTokenIntrospector(ResourceServerProperties server, AuthorizationServerClient authorizationServer) {
        this.server = server;
        this.authorizationServer = authorizationServer;
    }

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        OpaqueTokenIntrospector introspector = discovered;
        if (introspector == null) {
            introspector = introspector(endpoint());
            discovered = introspector;
        }
        try {
            return introspector.introspect(token);
        } catch (ClassCastException | IllegalArgumentException | DateTimeException e) {
            // A claim of the wrong type, say "exp": "soon". The message would quote it, so it is left out.
            throw new OAuth2IntrospectionException("introspection was answered with claims that can't be read");
        }
    }

    private URI endpoint() {
        try {
            return authorizationServer.endpoint(ENDPOINT);
        } catch (DiscoveryException e) {
            throw new OAuth2IntrospectionException(e.reason(), e);
        }
    }

    private OpaqueTokenIntrospector introspector(URI endpoint) {
        SpringOpaqueTokenIntrospector introspector = new SpringOpaqueTokenIntrospector(
                endpoint.toString(), new IntrospectionClient(authorizationServer.connections()));
        introspector.setRequestEntityConverter(token -> authorizationServer.form(endpoint, Map.of("token", token)));
        introspector.setAuthenticationConverter(this::principal);
        return introspector;
    }

    private OAuth2AuthenticatedPrincipal principal(OAuth2TokenIntrospectionClaimAccessor claims) {
        List<String> audience = claims.getAudience();
        // Keycloak only calls a token active for its audience; other authorization servers leave that to us.
        if (audience == null || !audience.contains(server.clientId())) {
            throw new BadOpaqueTokenException("the token is not for this server");
        }
        if (claims.getSubject() == null) {
            throw new OAuth2IntrospectionException("introspection was answered without a subject");
        }
        return new OAuth2IntrospectionAuthenticatedPrincipal(
                claims.getSubject(), claims.getClaims(), TokenClaims.authorities(claims));
    }
}
