package dev.apitokens.keycloak.introspection;

import dev.apitokens.keycloak.model.RunningKeycloak;
import dev.apitokens.keycloak.verification.LeaseLimits;
import java.time.Clock;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/** Takes the place of Keycloak's provider for {@code access_token}: same id, higher order. */
public final class ApiTokenIntrospectionProviderFactory extends AccessTokenIntrospectionProviderFactory {

    static final int BEFORE_THE_BUILT_IN = 100;

    private final Clock clock = Clock.systemUTC();
    private final ClaimsCache claims = new ClaimsCache();
    private final LeaseLimits leases = new LeaseLimits();

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return RunningKeycloak.fits()
                ? new ApiTokenIntrospectionProvider(session, claims, leases, clock)
                : super.create(session);
    }

    @Override
    public int order() {
        return BEFORE_THE_BUILT_IN;
    }
}
