package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ExpiryNotices;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The statements about notices of expirations. */
final class JpaExpiryNotices implements ExpiryNotices {

    private static final String NOT_TOLD =
            " (t.expiryNoticeSentAt is null or t.expiryNoticeSentAt < t.expiresAt - :notice) ";

    private final EntityManager em;

    JpaExpiryNotices(EntityManager em) {
        this.em = em;
    }

    @Override
    public List<ApiToken> due(String realmId, Duration notice, Instant now, int max) {
        return em.createQuery(
                        "select t from ApiTokenEntity t where t.realmId = :realmId and t.expiresAt > :now and t.expiresAt"
                                + " < :before and t.expiresAt - coalesce(t.rotatedAt, t.createdAt) > :notice"
                                + " and t.revokedAt is null and" + NOT_TOLD + "order by t.expiresAt",
                        ApiTokenEntity.class)
                .setParameter("realmId", realmId)
                .setParameter("before", now.plus(notice).toEpochMilli())
                .setParameter("notice", notice.toMillis())
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(max)
                .getResultStream()
                .map(ApiTokenEntity::toModel)
                .toList();
    }

    @Override
    public boolean claim(String id, Duration notice, Instant now) {
        return em.createQuery("update ApiTokenEntity t set t.expiryNoticeSentAt = :now where t.id = :id and" + NOT_TOLD)
                        .setParameter("now", now.toEpochMilli())
                        .setParameter("notice", notice.toMillis())
                        .setParameter("id", id)
                        .executeUpdate()
                > 0;
    }

    @Override
    public void release(String id) {
        em.createQuery("update ApiTokenEntity t set t.expiryNoticeSentAt = null where t.id = :id")
                .setParameter("id", id)
                .executeUpdate();
    }
}
