package dev.apitokens.keycloak.admin;

import dev.apitokens.keycloak.model.VersionedProviderFactory;
import java.time.Clock;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProvider;
import org.keycloak.services.resources.admin.ext.AdminRealmResourceProviderFactory;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** Puts the admin REST at {@code /admin/realms/{realm}/api-tokens}. */
public final class AdminApiTokensResourceProviderFactory
        implements AdminRealmResourceProviderFactory, VersionedProviderFactory {

    private final Clock clock = Clock.systemUTC();

    @Override
    public AdminRealmResourceProvider create(KeycloakSession session) {
        return new AdminRealmResourceProvider() {
            @Override
            public Object getResource(
                    KeycloakSession own,
                    RealmModel realm,
                    AdminPermissionEvaluator permissions,
                    AdminEventBuilder event) {
                return new AdminApiTokensResource(
                        new AdminRequest(own, realm, new AdminAccess(own, realm, permissions), event, clock));
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}

    @Override
    public String getId() {
        return "api-tokens";
    }
}
