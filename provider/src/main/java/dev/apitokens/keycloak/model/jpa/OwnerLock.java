package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.OwnerRemovedException;
import dev.apitokens.keycloak.model.RequestTransaction;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.function.Predicate;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.ModelDuplicateException;

/** Lets one transaction at a time, on all nodes, change which active tokens a person holds. */
final class OwnerLock {

    private final KeycloakSession session;
    private final EntityManager em;

    OwnerLock(KeycloakSession session, EntityManager em) {
        this.session = session;
        this.em = em;
    }

    /**
     * Waits for the lock; the end of the ambient transaction releases it.
     *
     * @throws OwnerRemovedException when there is nobody any more by then
     */
    void acquire(Owner owner) {
        ApiTokenOwnerEntity.Key key = new ApiTokenOwnerEntity.Key(owner.realmId(), owner.userId());
        ensureRow(key);
        // A query and no find: it has a time limit, and a wait for somebody else's lock must have one.
        boolean isLocked = em.createQuery(
                        "select o from ApiTokenOwnerEntity o where o.key.realmId = :realmId and o.key.userId = :userId",
                        ApiTokenOwnerEntity.class)
                .setParameter("realmId", owner.realmId())
                .setParameter("userId", owner.userId())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE)
                .getResultStream()
                .findFirst()
                .isPresent();
        if (!isLocked) {
            throw new OwnerRemovedException();
        }
    }

    // Before the lock is tried: in MariaDB, locking a row that is not there keeps everybody from inserting it. The row
    // is made in a transaction of its own, because others must see it, and because a row that is there already must not
    // spoil the ambient one. That transaction has read nothing before; had it, MariaDB would not say "duplicate", but
    // "has changed".
    private void ensureRow(ApiTokenOwnerEntity.Key key) {
        if (inTransaction(own -> own.find(ApiTokenOwnerEntity.class, key) != null)) {
            return;
        }
        try {
            inTransaction(own -> {
                own.persist(new ApiTokenOwnerEntity(key));
                own.flush();
                return true;
            });
        } catch (ModelDuplicateException e) {
            // Somebody else was first, and that is as good.
        }
    }

    private boolean inTransaction(Predicate<EntityManager> work) {
        return RequestTransaction.once(
                session.getKeycloakSessionFactory(),
                other ->
                        work.test(other.getProvider(JpaConnectionProvider.class).getEntityManager()));
    }
}
