package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.Owner;
import java.time.Clock;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Cleans up in the transaction that removes a user, a realm, a client or a client scope, so that both are done or
 * neither is.
 */
final class RemovalListener implements ProviderEventListener {

    private final Clock clock;

    RemovalListener(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof UserModel.UserRemovedEvent removed) {
            removed.getKeycloakSession()
                    .getProvider(ApiTokenProvider.class)
                    .housekeeping()
                    .removeUser(new Owner(
                            removed.getRealm().getId(), removed.getUser().getId()));
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            removed.getKeycloakSession()
                    .getProvider(ApiTokenProvider.class)
                    .housekeeping()
                    .removeRealm(removed.getRealm().getId());
        } else if (event instanceof ClientModel.ClientRemovedEvent removed) {
            removed.getKeycloakSession()
                    .getProvider(ApiTokenProvider.class)
                    .housekeeping()
                    .removeResource(removed.getClient().getId(), clock.instant());
        } else if (event instanceof ClientScopeModel.ClientScopeRemovedEvent removed) {
            ClientScopeModel scope = removed.getClientScope();
            removed.getKeycloakSession()
                    .getProvider(ApiTokenProvider.class)
                    .housekeeping()
                    .removeScope(scope.getRealm().getId(), scope.getId(), scope.getName());
        }
    }
}
