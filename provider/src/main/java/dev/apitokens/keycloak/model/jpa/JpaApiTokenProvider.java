package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.CreateOutcome;
import dev.apitokens.keycloak.model.NewApiToken;
import dev.apitokens.keycloak.model.RenameOutcome;
import dev.apitokens.keycloak.policy.ApiTokenName;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

final class JpaApiTokenProvider implements ApiTokenProvider {

    private static final String WITH_LIMITS =
            "select t from ApiTokenEntity t left join fetch t.scopes left join fetch t.resources ";
    private static final String OF_OWNER = "t.realmId = :realmId and t.userId = :userId";

    private final EntityManager entities;
    private final OwnerLock ownerLock;

    JpaApiTokenProvider(KeycloakSession session) {
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.ownerLock = new OwnerLock(session, entities);
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
        entities.persist(entity);
        entities.flush();
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
            entities.createQuery("update ApiTokenEntity t set t.nameKey = t.id where t.id in :ids")
                    .setParameter("ids", toRelease)
                    .executeUpdate();
        }
        return unrevoked.stream().filter(token -> !token.isExpired(now)).toList();
    }

    private TypedQuery<ApiTokenEntity> ofOwner(String query, String realmId, String userId) {
        return entities.createQuery(query, ApiTokenEntity.class)
                .setParameter("realmId", realmId)
                .setParameter("userId", userId);
    }

    @Override
    public Optional<ApiToken> findBySecretHash(String secretHash) {
        return entities.createQuery(WITH_LIMITS + "where t.secretHash = :secretHash", ApiTokenEntity.class)
                .setParameter("secretHash", secretHash)
                .getResultStream()
                .findFirst()
                .map(ApiTokenEntity::toModel);
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
        entities.createQuery("update ApiTokenEntity t set t.name = :name, t.nameKey = :nameKey where t.id = :id and "
                        + OF_OWNER)
                .setParameter("name", name.value())
                .setParameter("nameKey", isActive ? name.key() : id)
                .setParameter("id", id)
                .setParameter("realmId", realmId)
                .setParameter("userId", userId)
                .executeUpdate();
        entities.clear();
        return find(realmId, userId, id)
                .<RenameOutcome>map(RenameOutcome.Renamed::new)
                .orElseGet(RenameOutcome.NotFound::new);
    }

    @Override
    public boolean revoke(String id, Instant now, @Nullable String revokedBy, String reason) {
        int revoked = entities.createQuery("update ApiTokenEntity t set t.revokedAt = :now, t.revokedBy = :revokedBy,"
                        + " t.revocationReason = :reason, t.nameKey = t.id where t.id = :id and t.revokedAt is null")
                .setParameter("now", now.toEpochMilli())
                .setParameter("revokedBy", revokedBy)
                .setParameter("reason", reason)
                .setParameter("id", id)
                .executeUpdate();
        return revoked > 0;
    }

    @Override
    public List<String> clientsWithAttribute(String realmId, String attribute) {
        return entities.createQuery(
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
        entities.createQuery(statement)
                .setParameter("realmId", realmId)
                .setParameter("userId", userId)
                .executeUpdate();
    }

    @Override
    public void removeRealm(String realmId) {
        entities.createQuery("delete from ApiTokenEntity t where t.realmId = :realmId")
                .setParameter("realmId", realmId)
                .executeUpdate();
        entities.createQuery("delete from ApiTokenOwnerEntity t where t.key.realmId = :realmId")
                .setParameter("realmId", realmId)
                .executeUpdate();
    }

    @Override
    public void removeResource(String clientUuid, Instant now) {
        List<ApiTokenEntity> limited = entities.createQuery(
                        "select t from ApiTokenEntity t join t.resources r where r = :client", ApiTokenEntity.class)
                .setParameter("client", clientUuid)
                .getResultList();
        for (ApiTokenEntity token : limited) {
            token.resources().remove(clientUuid);
            if (token.resources().isEmpty()) {
                revoke(token.id(), now, null, "resource_server_removed");
            }
        }
    }

    @Override
    public void close() {
        // The entity manager is the session's.
    }
}
