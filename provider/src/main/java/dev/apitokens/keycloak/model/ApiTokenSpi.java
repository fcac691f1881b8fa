package dev.apitokens.keycloak.model;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Announces {@link ApiTokenProvider} to Keycloak. */
public final class ApiTokenSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "api-token";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return ApiTokenProvider.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return ApiTokenProviderFactory.class;
    }
}
