package dev.apitokens.keycloak.lifecycle;

import java.time.Clock;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.models.KeycloakSession;

/** Makes the listener for changes of passwords. It listens in every realm: what it does is a setting of ours. */
public final class PasswordChangeListenerFactory extends GlobalListenerFactory {

    /** Made by Keycloak. */
    public PasswordChangeListenerFactory() {
        super("api-tokens-password-change");
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new PasswordChangeListener(session, Clock.systemUTC());
    }
}
