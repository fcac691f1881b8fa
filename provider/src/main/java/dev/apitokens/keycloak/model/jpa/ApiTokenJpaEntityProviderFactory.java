package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.VersionedProviderFactory;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProvider;
import org.keycloak.connections.jpa.entityprovider.JpaEntityProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Adds the entities, and the Liquibase changelog of their tables, to Keycloak's persistence unit. */
public final class ApiTokenJpaEntityProviderFactory implements JpaEntityProviderFactory, VersionedProviderFactory {

    static final String ID = "api-token-entities";

    @Override
    public JpaEntityProvider create(KeycloakSession session) {
        return new ApiTokenJpaEntityProvider();
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return ID;
    }

    private static final class ApiTokenJpaEntityProvider implements JpaEntityProvider {

        @Override
        public List<Class<?>> getEntities() {
            return List.of(
                    ApiTokenEntity.class,
                    ApiTokenOwnerEntity.class,
                    ApiTokenJobEntity.class,
                    LeakReportEntity.class,
                    ApiTokenLeaseEntity.class,
                    UseOriginEntity.class,
                    EarlierSecretEntity.class);
        }

        @Override
        public String getChangelogLocation() {
            return "META-INF/api-token-changelog.xml";
        }

        @Override
        public String getFactoryId() {
            return ID;
        }

        @Override
        public void close() {}
    }
}
