package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.IssueOutcome;
import dev.apitokens.keycloak.model.Owner;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One person's rows, as those statements read and write them that keep the person's limits. */
final class OwnerRows {

    /** What a query of the entity {@code t} asks for, by {@code :realmId} and {@code :userId}. */
    static final String OF_OWNER = "t.realmId = :realmId and t.userId = :userId";

    private final EntityManager em;

    OwnerRows(EntityManager em) {
        this.em = em;
    }

    /** The person's active tokens. Those that expired give their names back; what ended before is not read. */
    List<ApiTokenEntity> active(Owner owner, Instant now) {
        List<ApiTokenEntity> unrevoked = ofOwner(
                        "select t from ApiTokenEntity t where " + OF_OWNER + " and t.revokedAt is null"
                                + " and (t.expiresAt is null or t.expiresAt > :now or t.nameKey <> t.id)",
                        owner)
                .setParameter("now", now.toEpochMilli())
                .getResultList();
        List<String> toRelease = unrevoked.stream()
                .filter(token -> token.isExpired(now) && !token.nameKey().equals(token.id()))
                .map(ApiTokenEntity::id)
                .toList();
        change("update ApiTokenEntity t set t.nameKey = t.id where t.id in :keys", toRelease);
        return unrevoked.stream().filter(token -> !token.isExpired(now)).toList();
    }

    /** Why one token more can't become active, or empty when it can. */
    static Optional<IssueOutcome> refusal(List<ApiTokenEntity> active, String nameKey, int max) {
        if (active.stream().anyMatch(other -> other.nameKey().equals(nameKey))) {
            return Optional.of(new IssueOutcome.NameInUse());
        }
        return active.size() >= max ? Optional.of(new IssueOutcome.TooMany()) : Optional.empty();
    }

    /** By key: on a range of rows MariaDB locks the gaps as well, and people who are neighbours there would deadlock. */
    void change(String statement, List<String> keys) {
        if (!keys.isEmpty()) {
            em.createQuery(statement)
                    .setParameter("keys", keys.stream().sorted().toList())
                    .executeUpdate();
        }
    }

    private TypedQuery<ApiTokenEntity> ofOwner(String query, Owner owner) {
        return em.createQuery(query, ApiTokenEntity.class)
                .setParameter("realmId", owner.realmId())
                .setParameter("userId", owner.userId());
    }

    /** What is no id is not asked for: the plan that Hibernate keeps of a query has the values of its first use. */
    Optional<ApiTokenEntity> entity(Owner owner, String id) {
        if (!ApiToken.isId(id)) {
            return Optional.empty();
        }
        return ofOwner(ApiTokenEntity.WITH_ACCESS + "where t.id = :id and " + OF_OWNER, owner)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    /** As an update statement has left it: the session may still hold what it read before. */
    Optional<ApiToken> refreshed(Owner owner, String id) {
        Optional<ApiTokenEntity> token = entity(owner, id);
        token.ifPresent(em::refresh);
        return token.map(ApiTokenEntity::toModel);
    }
}
