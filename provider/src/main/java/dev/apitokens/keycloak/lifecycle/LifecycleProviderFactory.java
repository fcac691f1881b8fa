package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.model.RunningKeycloak;
import dev.apitokens.keycloak.model.UpstreamCheck;
import java.time.Clock;
import java.util.List;
import org.eclipse.microprofile.config.ConfigProvider;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.provider.ProviderFactory;

/**
 * Registers what is done when something is removed or used, and the timers. It is there on each version of Keycloak, so that
 * each start says when the version does not fit.
 */
public final class LifecycleProviderFactory implements ProviderFactory<LifecycleProvider> {

    private LifecycleConfig config = LifecycleConfig.DEFAULT;

    @Override
    public LifecycleProvider create(KeycloakSession session) {
        return () -> {};
    }

    @Override
    public void init(Config.Scope scope) {
        // They were options of the store, and servers are configured so.
        config = LifecycleConfig.of(scope, Config.scope("api-token", "jpa"));
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        if (!RunningKeycloak.fits()) {
            return;
        }
        LastUses uses = new LastUses();
        factory.register(new RemovalListener(Clock.systemUTC()));
        factory.register(new ReuseListener(Clock.systemUTC()));
        factory.register(new RoleRenameListener());
        factory.register(uses);
        factory.register(new BackgroundWork(config, uses, healthIsOn(), Clock.systemUTC()));
    }

    private static boolean healthIsOn() {
        return ConfigProvider.getConfig()
                .getOptionalValue("kc.health-enabled", Boolean.class)
                .orElse(false);
    }

    @Override
    public List<ProviderConfigProperty> getConfigMetadata() {
        return LifecycleConfig.metadata();
    }

    @Override
    public void close() {}

    @Override
    public String getId() {
        return UpstreamCheck.CONFIG_PROVIDER;
    }
}
