package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * A change of which active tokens a person holds, with its event: one at a time, on all nodes, in a transaction of its own.
 * The request's own transaction has read already when it comes to the change, and the lock must come first.
 */
record OwnerTransaction(KeycloakSession session, Caller caller) {

    /**
     * Makes the change and commits it.
     *
     * @param change answers the changed token, or throws to leave everything as it was
     */
    ApiToken update(Function<ApiTokenProvider, ApiToken> change) {
        String realmId = session.getContext().getRealm().getId();
        String userId = caller.user().getId();
        return KeycloakModelUtils.runJobInTransactionWithResult(session.getKeycloakSessionFactory(), own -> {
            ApiTokenProvider store = own.getProvider(ApiTokenProvider.class);
            store.lock(realmId, userId);
            ApiToken token = change.apply(store);
            own.getContext().setRealm(own.realms().getRealm(realmId));
            new ApiTokenEvents(own, caller).updated(token);
            return token;
        });
    }
}
