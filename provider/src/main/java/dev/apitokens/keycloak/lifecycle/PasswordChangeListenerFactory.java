package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.model.VersionedProviderFactory;
import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the listener for changes of passwords. It listens in every realm: what it does is a setting of ours. */
public final class PasswordChangeListenerFactory implements EventListenerProviderFactory, VersionedProviderFactory {

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new PasswordChangeListener(session, Clock.systemUTC());
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "api-tokens-password-change";
    }
}
