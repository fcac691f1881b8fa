package dev.apitokens.keycloak.model.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Lets one transaction at a time, on all nodes, change which active tokens a person holds. */
record OwnerLock(KeycloakSession session, EntityManager entities) {

    /** Waits for the lock; the end of the ambient transaction releases it. */
    void acquire(String realmId, String userId) {
        ApiTokenOwnerEntity.Key key = new ApiTokenOwnerEntity.Key(realmId, userId);
        if (tryLock(key)) {
            return;
        }
        insert(key);
        if (!tryLock(key)) {
            throw new IllegalStateException("the row to lock is gone; was the user removed meanwhile?");
        }
    }

    private boolean tryLock(ApiTokenOwnerEntity.Key key) {
        return entities.find(ApiTokenOwnerEntity.class, key, LockModeType.PESSIMISTIC_WRITE) != null;
    }

    // In a transaction of its own: others must see the row, and its being there already must not spoil the ambient one.
    private void insert(ApiTokenOwnerEntity.Key key) {
        try {
            KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), other -> {
                EntityManager own =
                        other.getProvider(JpaConnectionProvider.class).getEntityManager();
                own.persist(new ApiTokenOwnerEntity(key));
                own.flush();
            });
        } catch (ModelDuplicateException e) {
            // Somebody else was first, and that is as good.
        }
    }
}
