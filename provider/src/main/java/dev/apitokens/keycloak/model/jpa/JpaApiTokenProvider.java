package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.ApiTokenQuery;
import dev.apitokens.keycloak.model.ApiTokenUsedEvent;
import dev.apitokens.keycloak.model.CreateOutcome;
import dev.apitokens.keycloak.model.NewApiToken;
import dev.apitokens.keycloak.model.NewSecret;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.RenameOutcome;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.policy.ApiTokenName;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

final class JpaApiTokenProvider implements ApiTokenProvider {

    private static final String WITH_LIMITS =
            "select t from ApiTokenEntity t left join fetch t.scopes left join fetch t.resources ";
    private static final String OF_OWNER = "t.realmId = :realmId and t.userId = :userId";

    /** What the column holds. */
    private static final int MAX_SCOPE = 255;

    private final EntityManager em;
    private final OwnerLock ownerLock;
    private final TokenSearch search;
    private final BackgroundStatements background;

    JpaApiTokenProvider(KeycloakSession session) {
        this.em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.ownerLock = new OwnerLock(session, em);
        this.search = new TokenSearch(session, em);
        this.background = new BackgroundStatements(em);
    }

    @Override
    public void lock(String realmId, String userId) {
        ownerLock.acquire(realmId, userId);
    }

    @Override
    public CreateOutcome create(NewApiToken token, int maxPerUser) {
        List<ApiTokenEntity> active = active(token.realmId(), token.userId(), token.createdAt());
        String nameKey = token.name().key();
        if (active.stream().anyMatch(other -> other.nameKey().equals(nameKey))) {
            return new CreateOutcome.NameInUse();
        }
        if (active.size() >= maxPerUser) {
            return new CreateOutcome.TooMany();
        }
        ApiTokenEntity entity = new ApiTokenEntity(UUID.randomUUID().toString(), token);
        em.persist(entity);
        em.flush();
        return new CreateOutcome.Created(entity.toModel());
    }

    /** The person's active tokens. Those that expired give their names back. */
    private List<ApiTokenEntity> active(String realmId, String userId, Instant now) {
        List<ApiTokenEntity> unrevoked = ofOwner(
                        "select t from ApiTokenEntity t where " + OF_OWNER + " and t.revokedAt is null",
                        realmId,
                        userId)
                .getResultList();
        List<String> toRelease = unrevoked.stream()
                .filter(token -> token.isExpired(now) && !token.nameKey().equals(token.id()))
                .map(ApiTokenEntity::id)
                .toList();
        // By id: on a range of rows MariaDB locks the gaps as well, and people who are neighbours there would deadlock.
        if (!toRelease.isEmpty()) {
            em.createQuery("update ApiTokenEntity t set t.nameKey = t.id where t.id in :ids")
                    .setParameter("ids", toRelease)
                    .executeUpdate();
        }
        return unrevoked.stream().filter(token -> !token.isExpired(now)).toList();
    }

    private TypedQuery<ApiTokenEntity> ofOwner(String query, String realmId, String userId) {
        return em.createQuery(query, ApiTokenEntity.class)
                .setParameter("realmId", realmId)
                .setParameter("userId", userId);
    }

    @Override
    public Optional<PresentedToken> findBySecretHash(String secretHash) {
        // There is an index for either hash. One statement sees the token before a rotation or after it, never between.
        return em.createQuery(
                        WITH_LIMITS + "where t.secretHash = :secretHash or t.previousSecretHash = :secretHash",
                        ApiTokenEntity.class)
                .setParameter("secretHash", secretHash)
                .getResultStream()
                .findFirst()
                .map(token -> token.presentedBy(secretHash));
    }

    @Override
    public Map<String, PresentedToken> findBySecretHashes(Collection<String> secretHashes) {
        Map<String, PresentedToken> found = new HashMap<>();
        em.createQuery(
                        WITH_LIMITS + "where t.secretHash in :hashes or t.previousSecretHash in :hashes",
                        ApiTokenEntity.class)
                .setParameter("hashes", secretHashes)
                .getResultStream()
                .distinct()
                .forEach(token -> Stream.of(token.secretHash(), token.previousSecretHash())
                        .filter(hash -> hash != null && secretHashes.contains(hash))
                        .forEach(hash -> found.put(hash, token.presentedBy(hash))));
        return found;
    }

    @Override
    public Optional<ApiToken> find(String realmId, String userId, String id) {
        return ofOwner(WITH_LIMITS + "where t.id = :id and " + OF_OWNER, realmId, userId)
                .setParameter("id", id)
                .getResultStream()
                .findFirst()
                .map(ApiTokenEntity::toModel);
    }

    @Override
    public List<ApiToken> list(String realmId, String userId) {
        return ofOwner(WITH_LIMITS + "where " + OF_OWNER + " order by t.createdAt desc, t.id", realmId, userId)
                .getResultStream()
                .distinct()
                .map(ApiTokenEntity::toModel)
                .toList();
    }

    @Override
    public RenameOutcome rename(String realmId, String userId, String id, ApiTokenName name, Instant now) {
        List<ApiTokenEntity> active = active(realmId, userId, now);
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
                .setParameter("realmId", realmId)
                .setParameter("userId", userId)
                .executeUpdate();
        em.clear();
        return find(realmId, userId, id)
                .<RenameOutcome>map(RenameOutcome.Renamed::new)
                .orElseGet(RenameOutcome.NotFound::new);
    }

    @Override
    public Optional<ApiToken> rotate(String realmId, String userId, String id, NewSecret secret, Instant now) {
        Optional<ApiTokenEntity> token = active(realmId, userId, now).stream()
                .filter(other -> other.id().equals(id))
                .findFirst();
        if (token.isEmpty()) {
            return Optional.empty();
        }
        Instant expiresAt = secret.expiresAt();
        // An admin revokes without the lock. A token that gave its name back had expired when somebody else looked.
        int rotated = em.createQuery("update ApiTokenEntity t set t.secretHash = :hash, t.hint = :hint,"
                        + " t.rotatedAt = :now, t.idleSince = :now, t.expiresAt = :expiresAt,"
                        + " t.expiryNoticeSentAt = null, t.previousSecretHash = :previousHash,"
                        + " t.previousSecretIssuedAt = :previousIssuedAt, t.previousSecretEndsAt = :previousEndsAt"
                        + " where t.id = :id and t.revokedAt is null and t.nameKey <> t.id")
                .setParameter("hash", secret.hash())
                .setParameter("hint", secret.hint())
                .setParameter("now", now.toEpochMilli())
                .setParameter("expiresAt", expiresAt == null ? null : expiresAt.toEpochMilli())
                .setParameter("previousHash", token.get().secretHash())
                .setParameter("previousIssuedAt", token.get().issuedAt())
                .setParameter("previousEndsAt", secret.previousEndsAt().toEpochMilli())
                .setParameter("id", id)
                .executeUpdate();
        em.clear();
        return rotated == 0 ? Optional.empty() : find(realmId, userId, id);
    }

    @Override
    public Optional<ApiToken> limit(
            String realmId, String userId, String id, Set<String> scopes, Set<String> resources) {
        ofOwner("select t from ApiTokenEntity t where t.id = :id and " + OF_OWNER, realmId, userId)
                .setParameter("id", id)
                .getResultStream()
                .forEach(token -> {
                    replace(token.scopes(), scopes);
                    replace(token.resources(), resources);
                });
        // Of the entity only the rows of its limits have changed, and nothing else is written.
        em.flush();
        return find(realmId, userId, id);
    }

    private static void replace(Set<String> limits, Set<String> others) {
        limits.retainAll(others);
        limits.addAll(others);
    }

    @Override
    public boolean revoke(String id, Instant now, @Nullable String revokedBy, RevocationCause cause) {
        return revoke(List.of(id), now, revokedBy, cause, Long.MAX_VALUE) > 0;
    }

    @Override
    public List<ApiToken> revokeAll(
            Collection<String> ids, Instant now, @Nullable String revokedBy, RevocationCause cause) {
        return revoked(ids, now, revoke(ids, now, revokedBy, cause, Long.MAX_VALUE));
    }

    @Override
    public List<ApiToken> revokeUnused(Collection<String> ids, Instant now, Instant unusedSince) {
        // Once more, because it may have been used since it was found.
        return revoked(ids, now, revoke(ids, now, null, RevocationCause.UNUSED, unusedSince.toEpochMilli()));
    }

    private int revoke(
            Collection<String> ids, Instant now, @Nullable String revokedBy, RevocationCause cause, long idleBefore) {
        return em.createQuery("update ApiTokenEntity t set t.revokedAt = :now, t.revokedBy = :revokedBy,"
                        + " t.revocationReason = :reason, t.nameKey = t.id where t.id in :ids and t.revokedAt is null"
                        + " and t.idleSince < :idleBefore")
                .setParameter("idleBefore", idleBefore)
                .setParameter("now", now.toEpochMilli())
                .setParameter("revokedBy", revokedBy)
                .setParameter("reason", cause.code())
                .setParameter("ids", ids)
                .executeUpdate();
    }

    /** Those of the ids that a statement has just revoked. Somebody else's revocation at the same instant is none of it. */
    private List<ApiToken> revoked(Collection<String> ids, Instant now, int count) {
        if (count == 0) {
            return List.of();
        }
        List<ApiTokenEntity> revoked = em.createQuery(
                        WITH_LIMITS + "where t.id in :ids and t.revokedAt = :now order by t.id", ApiTokenEntity.class)
                .setParameter("ids", ids)
                .setParameter("now", now.toEpochMilli())
                .getResultStream()
                .distinct()
                .toList();
        // Each by itself: to clear all would lose what else the session changes, as the password that is the cause.
        revoked.forEach(em::refresh);
        return revoked.stream().map(ApiTokenEntity::toModel).toList();
    }

    @Override
    public List<ApiToken> search(ApiTokenQuery query, Instant now, ApiTokenQuery.Order order, int first, int max) {
        List<String> ids = search.ids(query, now, order, first, max);
        if (ids.isEmpty()) {
            return List.of();
        }
        // In a statement of its own: fetched along, the limits of the tokens would multiply the rows of the page.
        Map<String, ApiToken> tokens = em.createQuery(WITH_LIMITS + "where t.id in :ids", ApiTokenEntity.class)
                .setParameter("ids", ids)
                .getResultStream()
                .distinct()
                .map(ApiTokenEntity::toModel)
                .collect(Collectors.toMap(ApiToken::id, Function.identity()));
        return ids.stream().map(tokens::get).filter(Objects::nonNull).toList();
    }

    @Override
    public long count(ApiTokenQuery query, Instant now) {
        return search.count(query, now);
    }

    @Override
    public SortedMap<String, String> owners(ApiTokenQuery query, Instant now) {
        return search.owners(query, now);
    }

    @Override
    public Optional<ApiToken> find(String realmId, String id) {
        return em.createQuery(WITH_LIMITS + "where t.id = :id and t.realmId = :realmId", ApiTokenEntity.class)
                .setParameter("id", id)
                .setParameter("realmId", realmId)
                .getResultStream()
                .findFirst()
                .map(ApiTokenEntity::toModel);
    }

    @Override
    public int noteUses(Collection<ApiTokenUsedEvent> uses) {
        return background.noteUses(uses);
    }

    @Override
    public List<String> unusedSince(String realmId, Instant unusedSince, Instant now, int max) {
        return background.unusedSince(realmId, unusedSince, now, max);
    }

    @Override
    public List<ApiToken> withoutExpiryNotice(String realmId, Instant expiresBefore, Instant now, int max) {
        return background.withoutExpiryNotice(realmId, expiresBefore, now, max).stream()
                .map(ApiTokenEntity::toModel)
                .toList();
    }

    @Override
    public boolean claimExpiryNotice(String id, Instant now) {
        return background.claimExpiryNotice(id, now);
    }

    @Override
    public void releaseExpiryNotice(String id) {
        background.releaseExpiryNotice(id);
    }

    @Override
    public int purge(String realmId, Instant endedBefore, int max) {
        return background.purge(realmId, endedBefore, max);
    }

    @Override
    public List<String> realms() {
        return background.realms();
    }

    @Override
    public Map<String, Long> countActive(Instant now) {
        return background.countActive(now);
    }

    @Override
    public boolean claimJob(String job, Instant now, Instant notSince) {
        return background.claimJob(job, now, notSince);
    }

    @Override
    public List<String> clientsWithAttribute(String realmId, String attribute) {
        return em.createQuery(
                        "select a.client.id from ClientAttributeEntity a where a.client.realmId = :realmId"
                                + " and a.name = :attribute",
                        String.class)
                .setParameter("realmId", realmId)
                .setParameter("attribute", attribute)
                .getResultList();
    }

    @Override
    public void removeUser(String realmId, String userId) {
        removeOfUser("delete from ApiTokenEntity t where t.realmId = :realmId and t.userId = :userId", realmId, userId);
        removeOfUser(
                "delete from ApiTokenOwnerEntity t where t.key.realmId = :realmId and t.key.userId = :userId",
                realmId,
                userId);
    }

    private void removeOfUser(String statement, String realmId, String userId) {
        em.createQuery(statement)
                .setParameter("realmId", realmId)
                .setParameter("userId", userId)
                .executeUpdate();
    }

    @Override
    public void removeRealm(String realmId) {
        em.createQuery("delete from ApiTokenEntity t where t.realmId = :realmId")
                .setParameter("realmId", realmId)
                .executeUpdate();
        em.createQuery("delete from ApiTokenOwnerEntity t where t.key.realmId = :realmId")
                .setParameter("realmId", realmId)
                .executeUpdate();
    }

    @Override
    public void removeResource(String clientUuid, Instant now) {
        List<ApiTokenEntity> limited = em.createQuery(
                        "select t from ApiTokenEntity t join t.resources r where r = :client", ApiTokenEntity.class)
                .setParameter("client", clientUuid)
                .getResultList();
        for (ApiTokenEntity token : limited) {
            token.resources().remove(clientUuid);
            if (token.resources().isEmpty()) {
                revoke(token.id(), now, null, RevocationCause.RESOURCE_SERVER_REMOVED);
            }
        }
    }

    @Override
    public void removeScope(String realmId, String scopeId, String name) {
        String shortened =
                name.substring(0, Math.min(name.length(), MAX_SCOPE - ApiToken.REMOVED.length() - scopeId.length()));
        em.createQuery(
                        "select t from ApiTokenEntity t join fetch t.scopes where t.realmId = :realmId"
                                + " and :name member of t.scopes",
                        ApiTokenEntity.class)
                .setParameter("realmId", realmId)
                .setParameter("name", name)
                .getResultStream()
                .distinct()
                .forEach(token -> {
                    token.scopes().remove(name);
                    token.scopes().add(shortened + ApiToken.REMOVED + scopeId);
                });
    }

    @Override
    public void close() {
        // The entity manager is the session's.
    }
}
