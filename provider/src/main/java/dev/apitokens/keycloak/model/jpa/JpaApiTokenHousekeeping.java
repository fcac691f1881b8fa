package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiTokenHousekeeping;
import dev.apitokens.keycloak.model.ApiTokenUsedEvent;
import dev.apitokens.keycloak.model.ExpiryNotices;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.OwnerRegister;
import dev.apitokens.keycloak.model.RemovedRealms;
import dev.apitokens.keycloak.model.UnusedTokens;
import dev.apitokens.keycloak.model.UseOrigins;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The statements of the work that nobody waits for. What they change they name by id, in one order on every node. */
final class JpaApiTokenHousekeeping implements ApiTokenHousekeeping {

    private static final Duration RESOLUTION_OF_USE = Duration.ofMinutes(1);

    private final EntityManager em;

    JpaApiTokenHousekeeping(EntityManager em) {
        this.em = em;
    }

    @Override
    public int noteUses(Collection<ApiTokenUsedEvent> uses) {
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

    @Override
    public boolean claimReuse(String id, Instant now) {
        return em.createQuery("update ApiTokenEntity t set t.previousSecretReusedAt = :now where t.id = :id"
                                + " and t.previousSecretReusedAt is null and t.revokedAt is null")
                        .setParameter("now", now.toEpochMilli())
                        .setParameter("id", id)
                        .executeUpdate()
                > 0;
    }

    @Override
    public UnusedTokens unusedTokens() {
        return new JpaUnusedTokens(em);
    }

    @Override
    public UseOrigins origins() {
        return new JpaUseOrigins(em);
    }

    @Override
    public ExpiryNotices expiryNotices() {
        return new JpaExpiryNotices(em);
    }

    @Override
    public int purge(String realmId, Instant endedBefore, int max) {
        int purged = delete("t.revokedAt", realmId, endedBefore, max);
        return purged + delete("t.expiresAt", realmId, endedBefore, max - purged);
    }

    private int delete(String end, String realmId, Instant endedBefore, int max) {
        if (max <= 0) {
            return 0;
        }
        String ended = end + " < :before";
        // In the order of the index: in any order, a database may think it cheaper to read the table until it has
        // enough.
        List<String> ids = em.createQuery(
                        "select t.id from ApiTokenEntity t where t.realmId = :realmId and " + ended + " order by "
                                + end,
                        String.class)
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

    @Override
    public Optional<String> realmAfter(String after) {
        return Optional.ofNullable(em.createQuery(
                        "select min(t.key.realmId) from ApiTokenOwnerEntity t where t.key.realmId > :after",
                        String.class)
                .setParameter("after", after)
                .getSingleResult());
    }

    @Override
    public long countActive(String realmId, Instant now, int max) {
        long endless = countActive("is null", realmId, now, max);
        return endless < max ? endless + countActive("> :now", realmId, now, Math.toIntExact(max - endless)) : endless;
    }

    // The order is that of the index, which therefore serves it, and it stops at the limit.
    private long countActive(String expires, String realmId, Instant now, int max) {
        TypedQuery<Long> count = em.createQuery(
                        "select count(c.id) from (select t.id as id from ApiTokenEntity t where t.realmId = :realmId"
                                + " and t.revokedAt is null and t.expiresAt "
                                + expires
                                + " order by t.realmId, t.revokedAt, t.expiresAt limit :max) c",
                        Long.class)
                .setParameter("realmId", realmId)
                .setParameter("max", max);
        return (expires.contains(":now") ? count.setParameter("now", now.toEpochMilli()) : count).getSingleResult();
    }

    @Override
    public boolean claimJob(String job, Instant now, Instant notSince) {
        return em.createQuery("update ApiTokenJobEntity j set j.claimedAt = :now where j.name = :name and"
                                + " j.claimedAt <= :notSince")
                        .setParameter("now", now.toEpochMilli())
                        .setParameter("name", job)
                        .setParameter("notSince", notSince.toEpochMilli())
                        .executeUpdate()
                > 0;
    }

    @Override
    public OwnerRegister owners() {
        return new JpaOwnerRegister(em);
    }

    @Override
    public void removeUser(Owner owner) {
        DurableCommit.require(em);
        // In the order of every change: what was under way is committed when that row can be had, and what is not made
        // yet finds it gone.
        removeOfUser(
                "delete from ApiTokenOwnerEntity t where t.key.realmId = :realmId and t.key.userId = :userId", owner);
        removeOfUser("delete from ApiTokenEntity t where t.realmId = :realmId and t.userId = :userId", owner);
    }

    private void removeOfUser(String statement, Owner owner) {
        em.createQuery(statement)
                .setParameter("realmId", owner.realmId())
                .setParameter("userId", owner.userId())
                .executeUpdate();
    }

    @Override
    public RemovedRealms removedRealms() {
        return new JpaRemovedRealms(em);
    }

    @Override
    public void removeResource(String clientUuid, Instant now) {
        new LimitRemoval(em).removeResource(clientUuid, now);
    }

    @Override
    public void removeScope(String realmId, String scopeId, String name) {
        new LimitRemoval(em).removeScope(realmId, scopeId, name);
    }
}
