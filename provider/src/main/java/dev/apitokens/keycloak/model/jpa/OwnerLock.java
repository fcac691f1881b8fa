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
        ensureRow(key);
        if (entities.find(ApiTokenOwnerEntity.class, key, LockModeType.PESSIMISTIC_WRITE) == null) {
            throw new IllegalStateException("the row to lock is gone; was the user removed meanwhile?");
        }
    }

    // In a transaction of its own: others must see the row, and its being there already must not spoil the ambient one.
    // Before the lock is tried, because in MariaDB locking a row that is not there keeps everybody from inserting it.
    private void ensureRow(ApiTokenOwnerEntity.Key key) {
        try {
            KeycloakModelUtils.runJobInTransaction(session.getKeycloakSessionFactory(), other -> {
                EntityManager own =
                        other.getProvider(JpaConnectionProvider.class).getEntityManager();
                if (own.find(ApiTokenOwnerEntity.class, key) == null) {
                    own.persist(new ApiTokenOwnerEntity(key));
                    own.flush();
                }
            });
        } catch (ModelDuplicateException e) {
            // Somebody else was first, and that is as good.
        }
    }
}
