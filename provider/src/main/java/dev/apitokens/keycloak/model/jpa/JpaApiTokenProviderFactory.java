package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.lifecycle.BackgroundWork;
import dev.apitokens.keycloak.lifecycle.LastUses;
import dev.apitokens.keycloak.lifecycle.LifecycleConfig;
import dev.apitokens.keycloak.lifecycle.RemovalListener;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.ApiTokenProviderFactory;
import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the store on Keycloak's own database. */
public final class JpaApiTokenProviderFactory implements ApiTokenProviderFactory {

    private LifecycleConfig intervals = LifecycleConfig.DEFAULT;

    @Override
    public ApiTokenProvider create(KeycloakSession session) {
        return new JpaApiTokenProvider(session);
    }

    @Override
    public void init(Config.Scope config) {
        intervals = LifecycleConfig.of(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        LastUses uses = new LastUses();
        factory.register(new RemovalListener(Clock.systemUTC()));
        factory.register(uses);
        factory.register(new BackgroundWork(intervals, uses, Clock.systemUTC()));
    }

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "jpa";
    }
}
