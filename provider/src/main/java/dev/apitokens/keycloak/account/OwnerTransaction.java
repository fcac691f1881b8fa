package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import java.util.function.BiFunction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A change of the tokens of one person with its event: one change at a time, on all nodes, in a transaction of its own.
 * The request's own transaction has read already when it comes to the change, and the lock must come first.
 *
 * @param realmId id of the realm
 * @param userId id of the person
 * @param actor by what the change is made
 */
record OwnerTransaction(KeycloakSessionFactory sessions, String realmId, String userId, ApiTokenEvents.Actor actor) {

    OwnerTransaction(KeycloakSession session, Caller caller) {
        this(
                session.getKeycloakSessionFactory(),
                session.getContext().getRealm().getId(),
                caller.user().getId(),
                caller.actor());
    }

    /**
     * Makes the change and commits it.
     *
     * @param change throws to leave everything as it was
     */
    <T> T run(BiFunction<ApiTokenProvider, ApiTokenEvents, T> change) {
        return KeycloakModelUtils.runJobInTransactionWithResult(sessions, own -> {
            ApiTokenProvider store = own.getProvider(ApiTokenProvider.class);
            store.lock(realmId, userId);
            RealmModel realm = own.realms().getRealm(realmId);
            own.getContext().setRealm(realm);
            return change.apply(store, new ApiTokenEvents(own, realm, actor));
        });
    }
}
