package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.ApiTokenProviderFactory;
import dev.apitokens.keycloak.model.VersionedProviderFactory;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Makes the store on Keycloak's own database. */
public final class JpaApiTokenProviderFactory implements ApiTokenProviderFactory, VersionedProviderFactory {

    private @Nullable LookupConnections connections;

    @Override
    public ApiTokenProvider create(KeycloakSession session) {
        return new JpaApiTokenProvider(session, Objects.requireNonNull(connections, "made after Keycloak has started"));
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        connections = LookupConnections.of(factory);
    }

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "jpa";
    }
}
