package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.IssueOutcome;
import dev.apitokens.keycloak.model.NewApiToken;
import dev.apitokens.keycloak.model.NewSecret;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.OwnerQuery;
import dev.apitokens.keycloak.model.RenameOutcome;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.ApiTokenDescription;
import dev.apitokens.keycloak.policy.ApiTokenName;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The statements about one person's tokens; those that change which are active need the owner's lock. */
final class OwnerTokens {

    /** A person keeps so many ended tokens for each that they may hold; beyond them the oldest go, retention or not. */
    private static final int ENDED_FOR_EACH_ACTIVE = 2;

    /** So many secrets of a token are kept from before its previous one: a year of weekly rotations. */
    private static final int EARLIER_SECRETS = 52;

    private static final String ACTIVE = "(t.revokedAt is null and (t.expiresAt is null or t.expiresAt > :now))";

    private static final String ROTATION = "update ApiTokenEntity t set t.secretHash = :hash, t.hint = :hint,"
            + " t.rotatedAt = :now, t.idleSince = :now, t.expiresAt = :expiresAt, t.expiryNoticeSentAt = null,"
            + " t.previousSecretHash = :previousHash, t.previousSecretIssuedAt = :previousIssuedAt,"
            + " t.previousSecretEndsAt = :previousEndsAt, t.previousSecretReusedAt = null";

    private static final String OF_OWNER = "t.realmId = :realmId and t.userId = :userId";

    private final EntityManager em;

    OwnerTokens(EntityManager em) {
        this.em = em;
    }

    IssueOutcome create(NewApiToken token, int max) {
        DurableCommit.require(em);
        Optional<IssueOutcome> refusal =
                refusal(active(token.owner(), token.createdAt()), token.name().key(), max);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        ApiTokenEntity entity = new ApiTokenEntity(UUID.randomUUID().toString(), token);
        em.persist(entity);
        em.flush();
        removeOldestEnded(token.owner(), token.createdAt(), ENDED_FOR_EACH_ACTIVE * max);
        return new IssueOutcome.Issued(entity.toModel());
    }

    /** Why one token more can't become active, or empty when it can. */
    private static Optional<IssueOutcome> refusal(List<ApiTokenEntity> active, String nameKey, int max) {
        if (active.stream().anyMatch(other -> other.nameKey().equals(nameKey))) {
            return Optional.of(new IssueOutcome.NameInUse());
        }
        return active.size() >= max ? Optional.of(new IssueOutcome.TooMany()) : Optional.empty();
    }

    /** Whoever makes tokens that end soon, over and over, fills no table. */
    private void removeOldestEnded(Owner owner, Instant now, int kept) {
        List<String> tooMany = em.createQuery(
                        "select t.id from ApiTokenEntity t where " + OF_OWNER
                                + " and (t.revokedAt is not null or t.expiresAt <= :now)"
                                + " order by coalesce(t.revokedAt, t.expiresAt) desc, t.id",
                        String.class)
                .setParameter("realmId", owner.realmId())
                .setParameter("userId", owner.userId())
                .setParameter("now", now.toEpochMilli())
                .setFirstResult(kept)
                .setMaxResults(ApiTokenProvider.BATCH)
                .getResultList();
        change("delete from ApiTokenEntity t where t.id in :keys", tooMany);
    }

    /** By key: on a range of rows MariaDB locks the gaps as well, and people who are neighbours there would deadlock. */
    private void change(String statement, List<String> keys) {
        if (!keys.isEmpty()) {
            em.createQuery(statement)
                    .setParameter("keys", keys.stream().sorted().toList())
                    .executeUpdate();
        }
    }

    /** The person's active tokens. Those that expired give their names back; what ended before is not read. */
    private List<ApiTokenEntity> active(Owner owner, Instant now) {
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

    private TypedQuery<ApiTokenEntity> ofOwner(String query, Owner owner) {
        return em.createQuery(query, ApiTokenEntity.class)
                .setParameter("realmId", owner.realmId())
                .setParameter("userId", owner.userId());
    }

    RenameOutcome rename(Owner owner, String id, ApiTokenName name, Instant now) {
        DurableCommit.require(em);
        List<ApiTokenEntity> active = active(owner, now);
        boolean isActive = active.stream().anyMatch(token -> token.id().equals(id));
        if (isActive
                && active.stream()
                        .anyMatch(other ->
                                !other.id().equals(id) && other.nameKey().equals(name.key()))) {
            return new RenameOutcome.NameInUse();
        }
        em.createQuery("update ApiTokenEntity t set t.name = :name, t.nameKey = :nameKey,"
                        + " t.nameSearch = :nameSearch where t.id = :id and "
                        + OF_OWNER)
                .setParameter("name", name.value())
                .setParameter("nameKey", isActive ? name.key() : id)
                .setParameter("nameSearch", ApiTokenEntity.nameSearch(name))
                .setParameter("id", id)
                .setParameter("realmId", owner.realmId())
                .setParameter("userId", owner.userId())
                .executeUpdate();
        return refreshed(owner, id)
                .<RenameOutcome>map(RenameOutcome.Renamed::new)
                .orElseGet(RenameOutcome.NotFound::new);
    }

    IssueOutcome rotate(Owner owner, String id, NewSecret secret, int max, Instant now) {
        DurableCommit.require(em);
        List<ApiTokenEntity> active = active(owner, now);
        Optional<ApiTokenEntity> token =
                active.stream().filter(other -> other.id().equals(id)).findFirst();
        token.ifPresent(present -> keepPreviousSecret(present, now));
        return token.isPresent()
                ? rotated(
                        owner,
                        update(
                                        ROTATION + " where t.id = :id and t.revokedAt is null and t.nameKey <> t.id",
                                        id,
                                        secret,
                                        now)
                                .setParameter("previousHash", token.get().secretHash())
                                .setParameter("previousIssuedAt", token.get().issuedAt())
                                .setParameter(
                                        "previousEndsAt",
                                        secret.previousEndsAt().toEpochMilli()),
                        id)
                : revive(owner, id, secret, active, max, now);
    }

    /** Gives an expired token a new life. The secret that expired is forgotten: who still has it, had it before the end. */
    private IssueOutcome revive(
            Owner owner, String id, NewSecret secret, List<ApiTokenEntity> active, int max, Instant now) {
        Optional<ApiTokenEntity> expired = entity(owner, id);
        if (expired.isEmpty()) {
            return new IssueOutcome.NotFound();
        }
        Optional<IssueOutcome> refusal = refusal(active, expired.get().chosenNameKey(), max);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        keepPreviousSecret(expired.get(), now);
        return rotated(
                owner,
                update(ROTATION + ", t.nameKey = :nameKey where t.id = :id and t.revokedAt is null", id, secret, now)
                        .setParameter("nameKey", expired.get().chosenNameKey())
                        .setParameter("previousHash", null)
                        .setParameter("previousIssuedAt", null)
                        .setParameter("previousEndsAt", null),
                id);
    }

    /** A rotation had ended it, or does so now: it is known from now on as one of the earlier ones. */
    private void keepPreviousSecret(ApiTokenEntity token, Instant now) {
        String hash = token.previousSecretHash();
        if (hash == null) {
            return;
        }
        em.persist(new EarlierSecretEntity(hash, token.id(), now));
        List<String> tooMany = em.createQuery(
                        "select e.secretHash from EarlierSecretEntity e where e.tokenId = :id"
                                + " order by e.keptAt desc, e.secretHash",
                        String.class)
                .setParameter("id", token.id())
                .setFirstResult(EARLIER_SECRETS)
                .setMaxResults(ApiTokenProvider.BATCH)
                .getResultList();
        change("delete from EarlierSecretEntity e where e.secretHash in :keys", tooMany);
    }

    private Query update(String statement, String id, NewSecret secret, Instant now) {
        Instant expiresAt = secret.expiresAt();
        return em.createQuery(statement)
                .setParameter("hash", secret.hash())
                .setParameter("hint", secret.hint())
                .setParameter("now", now.toEpochMilli())
                .setParameter("expiresAt", expiresAt == null ? null : expiresAt.toEpochMilli())
                .setParameter("id", id);
    }

    /** An admin revokes without the lock. A token that gave its name back had expired when somebody else looked. */
    private IssueOutcome rotated(Owner owner, Query update, String id) {
        return update.executeUpdate() == 0
                ? new IssueOutcome.NotFound()
                : refreshed(owner, id)
                        .<IssueOutcome>map(IssueOutcome.Issued::new)
                        .orElseGet(IssueOutcome.NotFound::new);
    }

    /** As an update statement has left it: the session may still hold what it read before. */
    private Optional<ApiToken> refreshed(Owner owner, String id) {
        Optional<ApiTokenEntity> token = entity(owner, id);
        token.ifPresent(em::refresh);
        return token.map(ApiTokenEntity::toModel);
    }

    Optional<ApiToken> revise(Owner owner, String id, Access access, @Nullable ApiTokenDescription description) {
        DurableCommit.require(em);
        Optional<ApiTokenEntity> token = entity(owner, id);
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
        return refreshed(owner, id);
    }

    Optional<ApiToken> find(Owner owner, String id) {
        return entity(owner, id).map(ApiTokenEntity::toModel);
    }

    /** What is no id is not asked for: the plan that Hibernate keeps of a query has the values of its first use. */
    private Optional<ApiTokenEntity> entity(Owner owner, String id) {
        if (!ApiToken.isId(id)) {
            return Optional.empty();
        }
        return ofOwner(ApiTokenEntity.WITH_ACCESS + "where t.id = :id and " + OF_OWNER, owner)
                .setParameter("id", id)
                .getResultStream()
                .findFirst();
    }

    List<ApiToken> list(Owner owner, OwnerQuery query, Instant now) {
        List<String> ids = em.createQuery(
                        "select t.id from ApiTokenEntity t where " + OF_OWNER + having(query.status())
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
