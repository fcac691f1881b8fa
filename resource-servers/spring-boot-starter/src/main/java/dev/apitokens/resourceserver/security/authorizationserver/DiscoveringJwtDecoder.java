package dev.apitokens.resourceserver.security.authorizationserver;

import dev.apitokens.resourceserver.security.authorizationserver.AuthorizationServerClient.DiscoveryException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.JwtTypeValidator;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.web.client.RestTemplate;

/**
 * Spring Security's own validation of access tokens that are JWTs, with the issuer's keys found when the first one
 * arrives. Such a token is good until it expires: nobody is asked about it.
 *
 * <p>Throws {@link BadJwtException} when the token is not good, here or at all, and another {@link JwtException} when
 * that could not be found out.
 */
final class DiscoveringJwtDecoder implements JwtDecoder {

    private final ResourceServerProperties server;
    private final AuthorizationServerClient authorizationServer;
    private volatile @Nullable JwtDecoder discovered;

    DiscoveringJwtDecoder(ResourceServerProperties server, AuthorizationServerClient authorizationServer) {
        this.server = server;
        this.authorizationServer = authorizationServer;
    }

    @Override
    public Jwt decode(String token) {
        JwtDecoder decoder = discovered;
        if (decoder == null) {
            decoder = decoder();
            discovered = decoder;
        }
        return decoder.decode(token);
    }

    private JwtDecoder decoder() {
        NimbusJwtDecoder decoder = NimbusJwtDecoder.withJwkSetUri(keys())
                .restOperations(new RestTemplate(authorizationServer.connections()))
                // Signatures with a key pair, whichever the realm uses: these are all that the list has.
                .jwsAlgorithms(algorithms -> algorithms.addAll(List.of(SignatureAlgorithm.values())))
                .validateType(false)
                .build();
        decoder.setJwtValidator(validator());
        return decoder;
    }

    private String keys() {
        try {
            return authorizationServer.endpoint("jwks_uri").toString();
        } catch (DiscoveryException e) {
            throw new JwtException(e.reason(), e);
        }
    }

    private OAuth2TokenValidator<Jwt> validator() {
        // Not a second longer than the authorization server said; by default, it would be 60.
        JwtTimestampValidator timestamps = new JwtTimestampValidator(Duration.ZERO);
        timestamps.setAllowEmptyExpiryClaim(false);
        return JwtValidators.createDefaultWithValidators(List.of(
                timestamps,
                new JwtTypeValidator("JWT", "at+jwt"),
                new JwtIssuerValidator(server.issuerUri()),
                new JwtAudienceValidator(server.clientId()),
                // An ID token has the same issuer, keys and, for a client that people log in to, audience.
                new JwtClaimValidator<>("typ", "Bearer"::equals),
                new JwtClaimValidator<>("sub", subject -> subject instanceof String)));
    }
}
