package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.RemovedRealms;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Removes in batches by key: tokens first, and then whose they were, so that those tell of the realm for as long as there is a token. */
final class JpaRemovedRealms implements RemovedRealms {

    private final EntityManager em;

    JpaRemovedRealms(EntityManager em) {
        this.em = em;
    }

    @Override
    public void remove(String realmId, int batches) {
        DurableCommit.require(em);
        // A report would have a token of the realm revoked that is still there, and tell of it in the realm's events.
        for (String few : List.of("ApiTokenLeaseEntity", "LeakReportEntity")) {
            em.createQuery("delete from " + few + " e where e.realmId = :realmId")
                    .setParameter("realmId", realmId)
                    .executeUpdate();
        }
        em.createQuery("delete from ApiTokenJobEntity j where j.name = :name")
                .setParameter("name", JpaUnusedTokens.rowOf(realmId))
                .executeUpdate();
        Removal removal = new Removal(realmId);
        int removed = 1;
        for (int i = 0; i < batches && removed > 0; i++) {
            removed = removal.batch(() -> true);
        }
    }

    @Override
    public int removeRemains(String realmId) {
        return new Removal(realmId).batch(() -> isGone(realmId));
    }

    private boolean isGone(String realmId) {
        return em.createQuery("select r.id from RealmEntity r where r.id = :realmId", String.class)
                .setParameter("realmId", realmId)
                .getResultList()
                .isEmpty();
    }

    /** Goes on after what it has removed: until the transaction ends the index has that, and it would be read each time. */
    private final class Removal {

        private final String realmId;
        private long since = Long.MIN_VALUE;
        private String after = "";

        Removal(String realmId) {
            this.realmId = realmId;
        }

        /** @param mayGo asked when the rows have been read: made anew meanwhile, the realm may have others, which stay */
        int batch(BooleanSupplier mayGo) {
            List<Tuple> tokens = em.createQuery(
                            "select t.id, t.createdAt from ApiTokenEntity t where t.realmId = :realmId"
                                    + " and t.createdAt >= :since order by t.createdAt",
                            Tuple.class)
                    .setParameter("realmId", realmId)
                    .setParameter("since", since)
                    .setMaxResults(ApiTokenProvider.BATCH)
                    .getResultList();
            if (tokens.isEmpty()) {
                return owners(mayGo);
            }
            if (!mayGo.getAsBoolean()) {
                return 0;
            }
            since = tokens.get(tokens.size() - 1).get(1, Long.class);
            // The child rows go with it, the database sees to that.
            return em.createQuery("delete from ApiTokenEntity t where t.id in :ids")
                    .setParameter(
                            "ids",
                            tokens.stream()
                                    .map(token -> token.get(0, String.class))
                                    .sorted()
                                    .toList())
                    .executeUpdate();
        }

        private int owners(BooleanSupplier mayGo) {
            List<String> userIds = em.createQuery(
                            "select o.key.userId from ApiTokenOwnerEntity o where o.key.realmId = :realmId"
                                    + " and o.key.userId > :after order by o.key.userId",
                            String.class)
                    .setParameter("realmId", realmId)
                    .setParameter("after", after)
                    .setMaxResults(ApiTokenProvider.BATCH)
                    .getResultList();
            if (userIds.isEmpty() || !mayGo.getAsBoolean()) {
                return 0;
            }
            after = userIds.get(userIds.size() - 1);
            int removed = removeOf(
                    userIds,
                    "delete from ApiTokenOwnerEntity o where o.key.realmId = :realmId and o.key.userId in :userIds");
            // Whoever had one of those rows locked has made a token since they were read.
            removeOf(userIds, "delete from ApiTokenEntity t where t.realmId = :realmId and t.userId in :userIds");
            return removed;
        }

        private int removeOf(List<String> userIds, String statement) {
            return em.createQuery(statement)
                    .setParameter("realmId", realmId)
                    .setParameter("userIds", userIds)
                    .executeUpdate();
        }
    }
}
