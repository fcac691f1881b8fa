package dev.apitokens.keycloak.lifecycle;

import org.keycloak.events.EventListenerProvider;
import org.keycloak.models.KeycloakSession;

/** Makes the listener for changes of settings. It listens in every realm: which settings there are is no setting. */
public final class SettingsChangeListenerFactory extends GlobalListenerFactory {

    /** Made by Keycloak. */
    public SettingsChangeListenerFactory() {
        super("api-tokens-settings-change");
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new SettingsChangeListener(session);
    }
}
