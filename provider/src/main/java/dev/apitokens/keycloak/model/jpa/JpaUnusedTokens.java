package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.UnusedTokens;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Whether a realm's tokens can be used is one row among those of the jobs, and none for each token. */
final class JpaUnusedTokens implements UnusedTokens {

    private final EntityManager em;

    JpaUnusedTokens(EntityManager em) {
        this.em = em;
    }

    /** The name of the row; a realm's id has 36 characters at the most. */
    static String rowOf(String realmId) {
        return "unusable:" + realmId;
    }

    @Override
    public List<String> since(String realmId, Instant unusedSince, Instant now, int max) {
        return em.createQuery(
                        "select t.id from ApiTokenEntity t where t.realmId = :realmId and t.idleSince < :unusedSince"
                                + " and t.revokedAt is null and (t.expiresAt is null or t.expiresAt > :now)"
                                + " order by t.idleSince",
                        String.class)
                .setParameter("realmId", realmId)
                .setParameter("unusedSince", unusedSince.toEpochMilli())
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(max)
                .getResultList();
    }

    @Override
    public List<ApiToken> revoke(Collection<String> ids, Instant now, Instant unusedSince) {
        return new RevocationStatement(em).revokeUnused(ids, now, unusedSince);
    }

    @Override
    public void noteUnusable(String realmId, Instant now) {
        int noted = em.createQuery("update ApiTokenJobEntity j set j.claimedAt = :now where j.name = :name")
                .setParameter("now", now.toEpochMilli())
                .setParameter("name", rowOf(realmId))
                .executeUpdate();
        if (noted == 0) {
            em.persist(new ApiTokenJobEntity(rowOf(realmId), now.toEpochMilli()));
        }
    }

    @Override
    public Optional<Instant> lastUnusable(String realmId) {
        return em.createQuery("select j.claimedAt from ApiTokenJobEntity j where j.name = :name", Long.class)
                .setParameter("name", rowOf(realmId))
                .getResultStream()
                .findFirst()
                .map(Instant::ofEpochMilli);
    }
}
