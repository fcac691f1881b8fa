package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiTokenUsedEvent;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The statements of the work that nobody waits for. What they change they name by id, in one order on every node. */
record BackgroundStatements(EntityManager em) {

    private static final Duration RESOLUTION_OF_USE = Duration.ofMinutes(1);
    private static final String ACTIVE = " t.revokedAt is null and (t.expiresAt is null or t.expiresAt > :now) ";

    int noteUses(Collection<ApiTokenUsedEvent> uses) {
        return uses.stream()
                .sorted(Comparator.comparing(ApiTokenUsedEvent::tokenId))
                .mapToInt(use -> em.createQuery(
                                "update ApiTokenEntity t set t.lastUsedAt = :at, t.lastUsedBy = :by, t.idleSince = :at"
                                        + " where t.id = :id and (t.lastUsedAt is null or t.lastUsedAt <= :earlier)")
                        .setParameter("at", use.at().toEpochMilli())
                        .setParameter("by", use.clientId())
                        .setParameter("id", use.tokenId())
                        .setParameter(
                                "earlier", use.at().minus(RESOLUTION_OF_USE).toEpochMilli())
                        .executeUpdate())
                .sum();
    }

    List<String> unusedSince(String realmId, Instant unusedSince, Instant now, int max) {
        return em.createQuery(
                        "select t.id from ApiTokenEntity t where t.realmId = :realmId and t.idleSince < :unusedSince and"
                                + ACTIVE + "order by t.idleSince",
                        String.class)
                .setParameter("realmId", realmId)
                .setParameter("unusedSince", unusedSince.toEpochMilli())
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(max)
                .getResultList();
    }

    List<ApiTokenEntity> withoutExpiryNotice(String realmId, Instant expiresBefore, Instant now, int max) {
        return em.createQuery(
                        "select t from ApiTokenEntity t where t.realmId = :realmId and t.expiresAt > :now and t.expiresAt"
                                + " < :before and t.revokedAt is null and t.expiryNoticeSentAt is null order by"
                                + " t.expiresAt",
                        ApiTokenEntity.class)
                .setParameter("realmId", realmId)
                .setParameter("before", expiresBefore.toEpochMilli())
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(max)
                .getResultList();
    }

    boolean claimExpiryNotice(String id, Instant now) {
        return em.createQuery("update ApiTokenEntity t set t.expiryNoticeSentAt = :now where t.id = :id and"
                                + " t.expiryNoticeSentAt is null")
                        .setParameter("now", now.toEpochMilli())
                        .setParameter("id", id)
                        .executeUpdate()
                > 0;
    }

    void releaseExpiryNotice(String id) {
        em.createQuery("update ApiTokenEntity t set t.expiryNoticeSentAt = null where t.id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }

    int purge(String realmId, Instant endedBefore, int max) {
        int purged = delete("t.revokedAt < :before", realmId, endedBefore, max);
        return purged + delete("t.expiresAt < :before", realmId, endedBefore, max - purged);
    }

    private int delete(String ended, String realmId, Instant endedBefore, int max) {
        if (max <= 0) {
            return 0;
        }
        List<String> ids = em.createQuery(
                        "select t.id from ApiTokenEntity t where t.realmId = :realmId and " + ended, String.class)
                .setParameter("realmId", realmId)
                .setParameter("before", endedBefore.toEpochMilli())
                .setMaxResults(max)
                .getResultList();
        // The child rows go with it, the database sees to that.
        return ids.isEmpty()
                ? 0
                : em.createQuery("delete from ApiTokenEntity t where t.id in :ids and " + ended)
                        .setParameter("ids", ids.stream().sorted().toList())
                        .setParameter("before", endedBefore.toEpochMilli())
                        .executeUpdate();
    }

    List<String> realms() {
        return em.createQuery("select distinct t.key.realmId from ApiTokenOwnerEntity t", String.class)
                .getResultList();
    }

    Map<String, Long> countActive(Instant now) {
        Map<String, Long> counts = new HashMap<>();
        realms().forEach(realm -> counts.put(realm, 0L));
        em.createQuery(
                        "select t.realmId, count(t) from ApiTokenEntity t where" + ACTIVE + "group by t.realmId",
                        Tuple.class)
                .setParameter("now", now.toEpochMilli())
                .getResultList()
                .forEach(row -> counts.put(row.get(0, String.class), row.get(1, Long.class)));
        return counts;
    }

    boolean claimJob(String job, Instant now, Instant notSince) {
        return em.createQuery("update ApiTokenJobEntity j set j.claimedAt = :now where j.name = :name and"
                                + " j.claimedAt <= :notSince")
                        .setParameter("now", now.toEpochMilli())
                        .setParameter("name", job)
                        .setParameter("notSince", notSince.toEpochMilli())
                        .executeUpdate()
                > 0;
    }
}
