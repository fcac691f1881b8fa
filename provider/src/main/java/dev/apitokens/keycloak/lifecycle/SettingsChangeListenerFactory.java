package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.model.VersionedProviderFactory;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the listener for changes of settings. It listens in every realm: which settings there are is no setting. */
public final class SettingsChangeListenerFactory implements EventListenerProviderFactory, VersionedProviderFactory {

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new SettingsChangeListener(session);
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
        return "api-tokens-settings-change";
    }
}
