package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.LeaseRegister;
import dev.apitokens.keycloak.model.LeaseTerms;
import dev.apitokens.keycloak.policy.Setting;
import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.util.Set;
import java.util.TreeSet;
import org.hibernate.Session;

final class JpaLeaseRegister implements LeaseRegister {

    private final EntityManager em;

    JpaLeaseRegister(EntityManager em) {
        this.em = em;
    }

    @Override
    public Set<String> realms() {
        Set<String> realms = new TreeSet<>(em.createQuery("select l.realmId from ApiTokenLeaseEntity l", String.class)
                .getResultList());
        realms.addAll(
                em.createQuery("select a.realm.id from RealmAttributeEntity a where a.name = :setting", String.class)
                        .setParameter("setting", Setting.LEASE_SECONDS.attribute())
                        .getResultList());
        return realms;
    }

    @Override
    public boolean isSafe() {
        return em.unwrap(Session.class)
                .doReturningWork(
                        connection -> connection.getTransactionIsolation() == Connection.TRANSACTION_READ_COMMITTED);
    }

    @Override
    public LeaseTerms find(String realmId) {
        // Not the entity: one that the session has read before would be what the terms were.
        return em.createQuery(
                        "select new " + LeaseTerms.class.getName() + "(l.grantSeconds, l.waitSeconds, l.version)"
                                + " from ApiTokenLeaseEntity l where l.realmId = :realmId",
                        LeaseTerms.class)
                .setParameter("realmId", realmId)
                .getResultStream()
                .findFirst()
                .orElse(LeaseTerms.NONE);
    }

    @Override
    public boolean replace(String realmId, LeaseTerms known, int grantSeconds, int waitSeconds) {
        LeaseTerms next = new LeaseTerms(grantSeconds, waitSeconds, known.version() + 1);
        // Granted on, and lost in a crash, they would no longer be waited for.
        DurableCommit.require(em);
        if (known.version() == LeaseTerms.NONE.version()) {
            em.persist(new ApiTokenLeaseEntity(realmId, next));
            return true;
        }
        return em.createQuery("update ApiTokenLeaseEntity l set l.grantSeconds = :grant, l.waitSeconds = :wait,"
                                + " l.version = :next where l.realmId = :realmId and l.version = :known")
                        .setParameter("grant", next.grantSeconds())
                        .setParameter("wait", next.waitSeconds())
                        .setParameter("next", next.version())
                        .setParameter("realmId", realmId)
                        .setParameter("known", known.version())
                        .executeUpdate()
                > 0;
    }
}
