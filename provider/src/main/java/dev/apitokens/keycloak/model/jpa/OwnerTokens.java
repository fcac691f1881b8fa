package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.IssueOutcome;
import dev.apitokens.keycloak.model.NewApiToken;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.OwnerQuery;
import dev.apitokens.keycloak.model.RenameOutcome;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.ApiTokenDescription;
import dev.apitokens.keycloak.policy.ApiTokenName;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about one person's tokens; those that change which are active need the owner's lock. */
final class OwnerTokens {

    /** A person keeps so many ended tokens for each that they may hold; beyond them the oldest go, retention or not. */
    private static final int ENDED_FOR_EACH_ACTIVE = 2;

    private static final String ACTIVE = "(t.revokedAt is null and (t.expiresAt is null or t.expiresAt > :now))";

    private final EntityManager em;
    private final OwnerRows rows;

    OwnerTokens(EntityManager em) {
        this.em = em;
        this.rows = new OwnerRows(em);
    }

    IssueOutcome create(NewApiToken token, int max) {
        DurableCommit.require(em);
        Optional<IssueOutcome> refusal = OwnerRows.refusal(
                rows.active(token.owner(), token.createdAt()), token.name().key(), max);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        ApiTokenEntity entity = new ApiTokenEntity(UUID.randomUUID().toString(), token);
        em.persist(entity);
        em.flush();
        removeOldestEnded(token.owner(), token.createdAt(), ENDED_FOR_EACH_ACTIVE * max);
        return new IssueOutcome.Issued(entity.toModel());
    }

    /** Whoever makes tokens that end soon, over and over, fills no table. */
    private void removeOldestEnded(Owner owner, Instant now, int kept) {
        List<String> tooMany = em.createQuery(
                        "select t.id from ApiTokenEntity t where " + OwnerRows.OF_OWNER
                                + " and (t.revokedAt is not null or t.expiresAt <= :now)"
                                + " order by coalesce(t.revokedAt, t.expiresAt) desc, t.id",
                        String.class)
                .setParameter("realmId", owner.realmId())
                .setParameter("userId", owner.userId())
                .setParameter("now", now.toEpochMilli())
                .setFirstResult(kept)
                .setMaxResults(ApiTokenProvider.BATCH)
                .getResultList();
        rows.change("delete from ApiTokenEntity t where t.id in :keys", tooMany);
    }

    RenameOutcome rename(Owner owner, String id, ApiTokenName name, Instant now) {
        DurableCommit.require(em);
        List<ApiTokenEntity> active = rows.active(owner, now);
        boolean isActive = active.stream().anyMatch(token -> token.id().equals(id));
        if (isActive
                && active.stream()
                        .anyMatch(other ->
                                !other.id().equals(id) && other.nameKey().equals(name.key()))) {
            return new RenameOutcome.NameInUse();
        }
        em.createQuery("update ApiTokenEntity t set t.name = :name, t.nameKey = :nameKey,"
                        + " t.nameSearch = :nameSearch where t.id = :id and "
                        + OwnerRows.OF_OWNER)
                .setParameter("name", name.value())
                .setParameter("nameKey", isActive ? name.key() : id)
                .setParameter("nameSearch", ApiTokenEntity.nameSearch(name))
                .setParameter("id", id)
                .setParameter("realmId", owner.realmId())
                .setParameter("userId", owner.userId())
                .executeUpdate();
        return rows.refreshed(owner, id)
                .<RenameOutcome>map(RenameOutcome.Renamed::new)
                .orElseGet(RenameOutcome.NotFound::new);
    }

    Optional<ApiToken> revise(Owner owner, String id, Access access, @Nullable ApiTokenDescription description) {
        DurableCommit.require(em);
        Optional<ApiTokenEntity> token = rows.entity(owner, id);
        if (token.isEmpty()) {
            return Optional.empty();
        }
        token.get().restrict(access);
        // Of the entity only the rows of its restrictions have changed, and nothing else is written.
        em.flush();
        em.createQuery("update ApiTokenEntity t set t.description = :description, t.addresses = :addresses"
                        + " where t.id = :id")
                .setParameter("description", description == null ? null : description.value())
                .setParameter("addresses", access.addresses().stored())
                .setParameter("id", id)
                .executeUpdate();
        return rows.refreshed(owner, id);
    }

    Optional<ApiToken> find(Owner owner, String id) {
        return rows.entity(owner, id).map(ApiTokenEntity::toModel);
    }

    List<ApiToken> list(Owner owner, OwnerQuery query, Instant now) {
        List<String> ids = em.createQuery(
                        "select t.id from ApiTokenEntity t where " + OwnerRows.OF_OWNER + having(query.status())
                                + " order by case when " + ACTIVE + " then 0 else 1 end, t.createdAt desc, t.id",
                        String.class)
                .setParameter("realmId", owner.realmId())
                .setParameter("userId", owner.userId())
                .setParameter("now", now.toEpochMilli())
                .setFirstResult(query.first())
                .setMaxResults(query.max())
                .getResultList();
        return TokenPage.of(em, ids);
    }

    private static String having(ApiToken.@Nullable Status status) {
        if (status == null) {
            return "";
        }
        return switch (status) {
            case ACTIVE -> " and " + ACTIVE;
            case EXPIRED -> " and t.revokedAt is null and t.expiresAt <= :now";
            case REVOKED -> " and t.revokedAt is not null";
        };
    }
}
