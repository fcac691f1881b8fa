package dev.apitokens.keycloak.exchange;

import dev.apitokens.keycloak.model.VersionedProviderFactory;
import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.TokenExchangeProviderFactory;

/** Stands before Keycloak's own exchanges, and takes API tokens only. */
public final class ApiTokenExchangeProviderFactory implements TokenExchangeProviderFactory, VersionedProviderFactory {

    private static final int BEFORE_THE_BUILT_IN = 100;

    private final Clock clock = Clock.systemUTC();

    @Override
    public TokenExchangeProvider create(KeycloakSession session) {
        return new ApiTokenExchangeProvider(clock);
    }

    @Override
    public String getId() {
        return "api-token";
    }

    @Override
    public int order() {
        return BEFORE_THE_BUILT_IN;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
