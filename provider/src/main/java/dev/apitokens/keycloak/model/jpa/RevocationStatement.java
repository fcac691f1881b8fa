package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.RevocationCause;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Revokes by one conditional update: of several at the same time, on all nodes, one revokes a token. */
final class RevocationStatement {

    private static final String UPDATE = "update ApiTokenEntity t set t.revokedAt = :now, t.revokedBy = :revokedBy,"
            + " t.revocationReason = :reason, t.nameKey = t.id where t.id in :ids and t.revokedAt is null";

    private final EntityManager em;

    RevocationStatement(EntityManager em) {
        this.em = em;
    }

    /**
     * Revokes.
     *
     * @return those that this statement has revoked, in the order of their ids
     */
    List<ApiToken> revoke(Collection<String> ids, Instant now, @Nullable String revokedBy, RevocationCause cause) {
        return revoked(ids, now, update(UPDATE, ids, now, revokedBy, cause).executeUpdate());
    }

    /** The same for what is still unused: it may have been used since it was found. */
    List<ApiToken> revokeUnused(Collection<String> ids, Instant now, Instant unusedSince) {
        int count = update(UPDATE + " and t.idleSince < :unusedSince", ids, now, null, RevocationCause.UNUSED)
                .setParameter("unusedSince", unusedSince.toEpochMilli())
                .executeUpdate();
        return revoked(ids, now, count);
    }

    /** Revokes those that are limited to no resource server any more. */
    void revokeUnlimited(Collection<String> ids, Instant now, RevocationCause cause) {
        update(UPDATE + " and t.resources is empty", ids, now, null, cause).executeUpdate();
    }

    private Query update(
            String statement, Collection<String> ids, Instant now, @Nullable String revokedBy, RevocationCause cause) {
        DurableCommit.require(em);
        return em.createQuery(statement)
                .setParameter("now", now.toEpochMilli())
                .setParameter("revokedBy", revokedBy)
                .setParameter("reason", cause.code())
                .setParameter("ids", ids);
    }

    /** Those of the ids that a statement has just revoked. Somebody else's revocation at the same instant is none of it. */
    private List<ApiToken> revoked(Collection<String> ids, Instant now, int count) {
        if (count == 0) {
            return List.of();
        }
        List<ApiTokenEntity> revoked = em.createQuery(
                        ApiTokenEntity.WITH_ACCESS + "where t.id in :ids and t.revokedAt = :now order by t.id",
                        ApiTokenEntity.class)
                .setParameter("ids", ids)
                .setParameter("now", now.toEpochMilli())
                .getResultStream()
                .distinct()
                .toList();
        // What the session had read before is what it was. Each by itself: to clear all would lose what else changes
        // in it, as the password that is the cause.
        revoked.stream().filter(token -> token.toModel().revokedAt() == null).forEach(em::refresh);
        return revoked.stream().map(ApiTokenEntity::toModel).toList();
    }
}
