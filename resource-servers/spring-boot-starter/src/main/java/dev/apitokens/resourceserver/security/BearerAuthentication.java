package dev.apitokens.resourceserver.security;

import dev.apitokens.resourceserver.security.caller.TokenClaims;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.DefaultOAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2AccessToken;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthentication;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/**
 * Decides by its form what a token is: a JWT has two dots, an API token has none. What looks like the one is never tried
 * as the other.
 */
final class BearerAuthentication implements AuthenticationManager {

    private final AuthenticationManager opaque;
    private final AuthenticationManager jwt;
    private final boolean isJwtAccepted;

    BearerAuthentication(OpaqueTokenIntrospector introspector, JwtDecoder decoder, boolean isJwtAccepted) {
        this.isJwtAccepted = isJwtAccepted;
        opaque = new ProviderManager(new OpaqueTokenAuthenticationProvider(introspector));
        JwtAuthenticationProvider provider = new JwtAuthenticationProvider(decoder);
        provider.setJwtAuthenticationConverter(BearerAuthentication::authentication);
        jwt = new ProviderManager(provider);
    }

    @Override
    public Authentication authenticate(Authentication request) {
        if (!(request instanceof BearerTokenAuthenticationToken bearer && hasFormOfJwt(bearer.getToken()))) {
            return opaque.authenticate(request);
        }
        if (!isJwtAccepted) {
            throw new InvalidBearerTokenException("no JWT is accepted here");
        }
        return jwt.authenticate(request);
    }

    private static boolean hasFormOfJwt(String token) {
        return token.chars().filter(character -> character == '.').count() == 2;
    }

    /** The same as after an introspection, so that nothing behind this need know the difference. */
    private static BearerTokenAuthentication authentication(Jwt jwt) {
        try {
            return new BearerTokenAuthentication(
                    new DefaultOAuth2AuthenticatedPrincipal(
                            jwt.getSubject(), jwt.getClaims(), TokenClaims.authorities(jwt)),
                    new OAuth2AccessToken(
                            OAuth2AccessToken.TokenType.BEARER,
                            jwt.getTokenValue(),
                            jwt.getIssuedAt(),
                            jwt.getExpiresAt()),
                    TokenClaims.authorities(jwt));
        } catch (IllegalArgumentException e) {
            // A claim of the wrong type. The message would quote it, so it is left out.
            throw new InvalidBearerTokenException("the JWT has claims that can't be read");
        }
    }
}
