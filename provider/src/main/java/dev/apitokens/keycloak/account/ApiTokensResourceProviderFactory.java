package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.model.VersionedProviderFactory;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Puts the account REST at {@code /realms/{realm}/api-tokens}. */
public final class ApiTokensResourceProviderFactory implements RealmResourceProviderFactory, VersionedProviderFactory {

    private final Clock clock = Clock.systemUTC();
    private @Nullable LeakReports leakReports;

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        LeakReports reports = Objects.requireNonNull(leakReports);
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                return new ApiTokensResource(session, clock, reports);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        LeakReports reports = new LeakReports(factory, clock);
        factory.register(reports::onEvent);
        leakReports = reports;
    }

    @Override
    public void close() {
        if (leakReports != null) {
            leakReports.close();
        }
    }

    @Override
    public String getId() {
        return "api-tokens";
    }
}
