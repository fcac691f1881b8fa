package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.model.UpstreamCheck;
import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** Has Keycloak start what happens to API tokens without anybody asking, whatever store they are in. */
public final class LifecycleSpi implements Spi {

    @Override
    public boolean isInternal() {
        return true;
    }

    @Override
    public String getName() {
        return UpstreamCheck.CONFIG_SPI;
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return LifecycleProvider.class;
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public Class<? extends ProviderFactory> getProviderFactoryClass() {
        return LifecycleProviderFactory.class;
    }
}
