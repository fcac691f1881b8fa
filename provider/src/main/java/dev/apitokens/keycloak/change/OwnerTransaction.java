package dev.apitokens.keycloak.change;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.OwnerRemovedException;
import dev.apitokens.keycloak.model.RequestTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/**
 * A change of the tokens of one person with its event: one change at a time, on all nodes, in a transaction of its own.
 * The request's own transaction has read already when it comes to the change, and the lock must come first.
 */
public final class OwnerTransaction {

    private final KeycloakSessionFactory sessions;

    public OwnerTransaction(KeycloakSessionFactory sessions) {
        this.sessions = sessions;
    }

    /** What is done under the lock. */
    public interface Change<T> {

        /** Makes the change, or throws to leave everything as it was. */
        T make(OwnerWork work);
    }

    /**
     * Makes the change and commits it. When its owner is removed while it waits for the lock, it is made for nobody, who has no tokens:
     * what it answers then is what it answers whoever comes after the removal.
     *
     * @param owner whose tokens are changed
     * @param actor by whom
     */
    public <T> T run(Owner owner, ApiTokenEvents.Actor actor, Change<T> change) {
        try {
            return RequestTransaction.another(sessions, own -> {
                own.getProvider(ApiTokenProvider.class).lock(owner);
                return change.make(work(own, owner, actor));
            });
        } catch (OwnerRemovedException e) {
            return RequestTransaction.another(
                    sessions, own -> change.make(work(own, owner, actor).ofNobody()));
        }
    }

    private static OwnerWork work(KeycloakSession own, Owner owner, ApiTokenEvents.Actor actor) {
        RealmModel realm = own.realms().getRealm(owner.realmId());
        if (realm == null) {
            throw ChangeErrors.notFound();
        }
        own.getContext().setRealm(realm);
        return new OwnerWork(own, owner, actor);
    }
}
