package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.audit.Journal;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import java.util.function.BiFunction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A change of the tokens of one person with its event: one change at a time, on all nodes, in a transaction of its own.
 * The request's own transaction has read already when it comes to the change, and the lock must come first.
 */
record OwnerTransaction(KeycloakSession session, Caller caller) {

    /**
     * Makes the change and commits it.
     *
     * @param change throws to leave everything as it was
     */
    <T> T run(BiFunction<ApiTokenProvider, Journal, T> change) {
        String realmId = session.getContext().getRealm().getId();
        String userId = caller.user().getId();
        return KeycloakModelUtils.runJobInTransactionWithResult(session.getKeycloakSessionFactory(), own -> {
            ApiTokenProvider store = own.getProvider(ApiTokenProvider.class);
            store.lock(realmId, userId);
            RealmModel realm = own.realms().getRealm(realmId);
            own.getContext().setRealm(realm);
            return change.apply(store, new Journal(own, realm, caller.actor()));
        });
    }
}
