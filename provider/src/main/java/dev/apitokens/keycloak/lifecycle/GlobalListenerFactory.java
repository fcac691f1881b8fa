package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.model.VersionedProviderFactory;
import org.keycloak.Config;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes a listener of ours, which hears of every realm, whether or not an admin of that one has chosen it. */
abstract class GlobalListenerFactory implements EventListenerProviderFactory, VersionedProviderFactory {

    private final String id;

    GlobalListenerFactory(String id) {
        this.id = id;
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
        return id;
    }
}
