package dev.apitokens.keycloak.exchange;

import dev.apitokens.keycloak.model.RunningKeycloak;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;
import org.keycloak.services.clientpolicy.executor.DownscopeAssertionGrantEnforcerExecutor;
import org.keycloak.services.clientpolicy.executor.DownscopeAssertionGrantEnforcerExecutorFactory;

/**
 * Takes the place of Keycloak's factory: same id, higher order. It does not extend that one, which old versions of Keycloak do not
 * have: they would not start.
 */
public final class DownscopingExecutorFactory implements ClientPolicyExecutorProviderFactory {

    private static final int BEFORE_THE_BUILT_IN = 100;

    @Override
    public ClientPolicyExecutorProvider<?> create(KeycloakSession session) {
        // One expression of both would have the virtual machine look for Keycloak's class before it is needed.
        if (RunningKeycloak.fits()) {
            return new DownscopingExecutor(session);
        }
        return new DownscopeAssertionGrantEnforcerExecutor(session);
    }

    @Override
    public String getId() {
        return DownscopeAssertionGrantEnforcerExecutorFactory.PROVIDER_ID;
    }

    @Override
    public int order() {
        return BEFORE_THE_BUILT_IN;
    }

    @Override
    public String getHelpText() {
        return "What a token exchange or a JWT authorization grant gives has no scope that the token or the assertion"
                + " before it does not have. For API tokens this is always so.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return List.of();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
