package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.model.ApiTokenHousekeeping;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.OwnerRegister;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Cleans up in the transaction that removes a user, a realm, a client or a client scope, so that both are done or
 * neither is; of a realm with very many tokens the rest is removed later. Who is only missing in their directory is noted,
 * and keeps their tokens for a while.
 */
final class RemovalListener implements ProviderEventListener {

    /** What Keycloak's transaction may take on; of a realm with more tokens, the purge removes the rest. */
    private static final int BATCHES_AT_ONCE = 20;

    private final Clock clock;

    RemovalListener(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof UserModel.UserPreRemovedEvent asked) {
            // By whomever: an organization's managed members go without the other event.
            housekeeping(asked.getKeycloakSession()).removeUser(owner(asked.getRealm(), asked.getUser()));
        } else if (event instanceof UserModel.UserRemovedEvent removed) {
            removeCopy(removed);
        } else if (event instanceof RealmModel.RealmRemovedEvent removed) {
            KeycloakSession session = removed.getKeycloakSession();
            String realmId = removed.getRealm().getId();
            BeforeCommit.of(session).drop(realmId);
            housekeeping(session).removedRealms().remove(realmId, BATCHES_AT_ONCE);
        } else if (event instanceof RealmModel.RealmCreationEvent created) {
            // With the id of one that was there before, as an import makes it, and with its people: what is left of
            // that one must not come back to life.
            housekeeping(created.getKeycloakSession())
                    .removedRealms()
                    .remove(created.getCreatedRealm().getId(), Integer.MAX_VALUE);
        } else if (event instanceof ClientModel.ClientRemovedEvent removed) {
            removeClient(removed);
        } else if (event instanceof ClientScopeModel.ClientScopeRemovedEvent removed) {
            removeScope(removed);
        }
    }

    private void removeClient(ClientModel.ClientRemovedEvent removed) {
        KeycloakSession session = removed.getKeycloakSession();
        ApiTokenHousekeeping housekeeping = housekeeping(session);
        String realmId = removed.getClient().getRealm().getId();
        String clientUuid = removed.getClient().getId();
        Instant now = clock.instant();
        BeforeCommit.of(session).add(realmId, () -> {
            housekeeping.removeResource(clientUuid, now);
            // Its service account is gone by now, and of that one nothing was told.
            housekeeping.owners().ofClient(realmId, clientUuid).forEach(housekeeping::removeUser);
        });
    }

    private static void removeScope(ClientScopeModel.ClientScopeRemovedEvent removed) {
        KeycloakSession session = removed.getKeycloakSession();
        ApiTokenHousekeeping housekeeping = housekeeping(session);
        String realmId = removed.getClientScope().getRealm().getId();
        String scopeId = removed.getClientScope().getId();
        String name = removed.getClientScope().getName();
        BeforeCommit.of(session).add(realmId, () -> housekeeping.removeScope(realmId, scopeId, name));
    }

    /**
     * A removal that somebody asked for was told of before it was done. This is told of as well when Keycloak removes no more
     * than its own copy of a person, as it does as soon as their directory does not show them. They may be back the next moment.
     */
    private void removeCopy(UserModel.UserRemovedEvent removed) {
        ApiTokenHousekeeping housekeeping = housekeeping(removed.getKeycloakSession());
        Owner owner = owner(removed.getRealm(), removed.getUser());
        if (removed.getUser().getFederationLink() != null) {
            housekeeping
                    .owners()
                    .note(owner.realmId(), List.of(owner.userId()), OwnerRegister.Presence.MISSING, clock.instant());
        } else {
            housekeeping.removeUser(owner);
        }
    }

    private static Owner owner(RealmModel realm, UserModel user) {
        return new Owner(realm.getId(), user.getId());
    }

    /** To be had when an event comes: at the commit nothing can be enlisted with the session any more. */
    private static ApiTokenHousekeeping housekeeping(KeycloakSession session) {
        return session.getProvider(ApiTokenProvider.class).housekeeping();
    }
}
