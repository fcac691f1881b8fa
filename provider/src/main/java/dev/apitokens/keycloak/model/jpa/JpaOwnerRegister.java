package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.OwnerRegister;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

final class JpaOwnerRegister implements OwnerRegister {

    private final EntityManager em;

    JpaOwnerRegister(EntityManager em) {
        this.em = em;
    }

    @Override
    public List<Registered> leastRecentlyChecked(String realmId, Instant before, int max) {
        List<ApiTokenOwnerEntity> owners = em.createQuery(
                        "select o from ApiTokenOwnerEntity o where o.key.realmId = :realmId and o.checkedAt < :before"
                                + " order by o.checkedAt",
                        ApiTokenOwnerEntity.class)
                .setParameter("realmId", realmId)
                .setParameter("before", before.toEpochMilli())
                .setMaxResults(max)
                .getResultList();
        Set<String> stored =
                stored(realmId, owners.stream().map(ApiTokenOwnerEntity::userId).toList());
        return owners.stream()
                .map(owner -> new Registered(
                        new Owner(realmId, owner.userId()), owner.missingSince(), stored.contains(owner.userId())))
                .toList();
    }

    // Past Keycloak's caches, which would lose to them whom people ask for.
    private Set<String> stored(String realmId, List<String> userIds) {
        return userIds.isEmpty()
                ? Set.of()
                : new HashSet<>(em.createQuery(
                                "select u.id from UserEntity u where u.realmId = :realmId and u.id in :ids",
                                String.class)
                        .setParameter("realmId", realmId)
                        .setParameter("ids", userIds)
                        .getResultList());
    }

    @Override
    public void note(String realmId, Collection<String> userIds, Presence presence, Instant now) {
        if (!userIds.isEmpty()) {
            em.createQuery("update ApiTokenOwnerEntity o set o.checkedAt = :now" + missingSince(presence)
                            + " where o.key.realmId = :realmId and o.key.userId in :ids")
                    .setParameter("now", now.toEpochMilli())
                    .setParameter("realmId", realmId)
                    .setParameter("ids", userIds.stream().sorted().toList())
                    .executeUpdate();
        }
    }

    private static String missingSince(Presence presence) {
        return switch (presence) {
            case PRESENT -> ", o.missingSince = null";
            case MISSING -> ", o.missingSince = coalesce(o.missingSince, :now)";
            case UNKNOWN -> "";
        };
    }

    @Override
    public void noteClient(Owner owner, String clientUuid) {
        em.createQuery("update ApiTokenOwnerEntity o set o.clientUuid = :clientUuid"
                        + " where o.key.realmId = :realmId and o.key.userId = :userId")
                .setParameter("clientUuid", clientUuid)
                .setParameter("realmId", owner.realmId())
                .setParameter("userId", owner.userId())
                .executeUpdate();
    }

    @Override
    public List<String> elsewhere(String realmId, int max) {
        return em.createQuery(
                        "select o.key.userId from ApiTokenOwnerEntity o where o.key.realmId = :realmId"
                                + " and o.key.userId like '" + QueryConditions.ELSEWHERE + "' order by o.key.userId",
                        String.class)
                .setParameter("realmId", realmId)
                .setMaxResults(max)
                .getResultList();
    }

    @Override
    public List<Owner> ofClient(String realmId, String clientUuid) {
        return em.createQuery(
                        "select o.key.userId from ApiTokenOwnerEntity o where o.clientUuid = :clientUuid"
                                + " and o.key.realmId = :realmId",
                        String.class)
                .setParameter("clientUuid", clientUuid)
                .setParameter("realmId", realmId)
                .getResultStream()
                .map(userId -> new Owner(realmId, userId))
                .toList();
    }
}
