package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenQuery;
import dev.apitokens.keycloak.model.ApiTokenSearch;
import dev.apitokens.keycloak.model.BoundedCount;
import dev.apitokens.keycloak.model.ResourceServer;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Tuple;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.authorization.fgap.evaluation.partial.PartialEvaluationStorageProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.storage.UserStoragePrivateUtil;

/** Makes statements of an admin's {@link ApiTokenQuery}, each part of which an index serves. */
final class JpaApiTokenSearch implements ApiTokenSearch {

    /** Greater than every other character. */
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    private final KeycloakSession session;
    private final EntityManager em;
    private final TokenLookup lookup;

    JpaApiTokenSearch(KeycloakSession session, EntityManager em, TokenLookup lookup) {
        this.session = session;
        this.em = em;
        this.lookup = lookup;
    }

    @Override
    public Optional<ApiToken> find(String realmId, String id) {
        return lookup.byId(realmId, id);
    }

    @Override
    public List<ApiToken> page(ApiTokenQuery query, Instant now, ApiTokenQuery.Order order, int first, int max) {
        return TokenPage.of(em, ids(query, now, order, first, max));
    }

    private List<String> ids(ApiTokenQuery query, Instant now, ApiTokenQuery.Order order, int first, int max) {
        CriteriaBuilder builder = em.getCriteriaBuilder();
        CriteriaQuery<String> statement = builder.createQuery(String.class);
        Root<ApiTokenEntity> token = statement.from(ApiTokenEntity.class);
        Expression<?> by = token.get(
                switch (order.by()) {
                    case CREATED_AT -> "createdAt";
                    case NAME -> "nameSearch";
                    case EXPIRES_AT -> "expiresAt";
                    case LAST_USED_AT -> "idleSince";
                });
        statement
                .select(token.get("id"))
                .where(where(query, now, builder, statement, token))
                // The id makes an order of it where the rest is equal, so that no page repeats or leaves out a token.
                .orderBy(order.ascending() ? builder.asc(by) : builder.desc(by), builder.asc(token.get("id")));
        return em.createQuery(statement)
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultList();
    }

    @Override
    public BoundedCount count(ApiTokenQuery query, Instant now) {
        CriteriaBuilder builder = em.getCriteriaBuilder();
        CriteriaQuery<Integer> statement = builder.createQuery(Integer.class);
        Root<ApiTokenEntity> token = statement.from(ApiTokenEntity.class);
        statement.select(builder.literal(1)).where(where(query, now, builder, statement, token));
        statement.orderBy(served(query).stream()
                .map(attribute -> builder.asc(token.get(attribute)))
                .toList());
        // Counted here, for a database that counts reads all that it finds, and one with a limit stops there.
        return BoundedCount.of(em.createQuery(statement)
                .setMaxResults(BoundedCount.MOST + 1)
                .getResultList()
                .size());
    }

    /**
     * The order of the index that serves the query where a bound narrows it, or nothing does. In any order, a database
     * may think it cheaper to read the table until it has enough; how likely that is, it guesses.
     */
    private static List<String> served(ApiTokenQuery query) {
        if (query.status() != null) {
            return List.of("revokedAt", "expiresAt");
        }
        if (query.unusedSince() != null) {
            return List.of("idleSince");
        }
        if (query.expiresBefore() != null) {
            return List.of("expiresAt");
        }
        boolean byValue =
                query.ids() != null || query.userId() != null || query.search() != null || query.resource() != null;
        return byValue ? List.of() : List.of("createdAt");
    }

    @Override
    public SortedMap<String, String> owners(ApiTokenQuery query, Instant now) {
        CriteriaBuilder builder = em.getCriteriaBuilder();
        CriteriaQuery<Tuple> statement = builder.createTupleQuery();
        Root<ApiTokenEntity> token = statement.from(ApiTokenEntity.class);
        statement
                .select(builder.tuple(token.get("id"), token.get("userId")))
                .where(where(query, now, builder, statement, token));
        SortedMap<String, String> owners = new TreeMap<>();
        em.createQuery(statement)
                .getResultList()
                .forEach(row -> owners.put(row.get(0, String.class), row.get(1, String.class)));
        return owners;
    }

    @Override
    public List<String> resourceServers(String realmId) {
        return em.createQuery(
                        "select a.client.id from ClientAttributeEntity a where a.client.realmId = :realmId"
                                + " and a.name = :attribute",
                        String.class)
                .setParameter("realmId", realmId)
                .setParameter("attribute", ResourceServer.ENABLED)
                .getResultList();
    }

    private Predicate[] where(
            ApiTokenQuery query,
            Instant now,
            CriteriaBuilder builder,
            CriteriaQuery<?> statement,
            Root<ApiTokenEntity> token) {
        List<Predicate> parts = new ArrayList<>();
        parts.add(builder.equal(token.get("realmId"), query.realmId()));
        if (query.ids() != null) {
            parts.add(token.get("id").in(query.ids()));
        }
        if (query.userId() != null) {
            parts.add(builder.equal(token.get("userId"), query.userId()));
        }
        if (query.search() != null) {
            parts.add(found(query.search(), builder, token));
        }
        if (query.status() != null) {
            parts.add(status(query.status(), now, builder, token));
        }
        if (query.resource() != null) {
            parts.add(builder.equal(token.join("resources"), query.resource()));
        }
        if (query.unusedSince() != null) {
            parts.add(
                    builder.lessThan(token.get("idleSince"), query.unusedSince().toEpochMilli()));
        }
        if (query.expiresBefore() != null) {
            parts.add(builder.lessThan(
                    token.get("expiresAt"), query.expiresBefore().toEpochMilli()));
        }
        parts.addAll(visible(query, builder, statement, token));
        return parts.toArray(Predicate[]::new);
    }

    private static Predicate found(ApiTokenQuery.Search search, CriteriaBuilder builder, Root<ApiTokenEntity> token) {
        String from = ApiTokenEntity.nameSearch(search.text());
        Predicate byName = builder.and(
                builder.greaterThanOrEqualTo(token.get("nameSearch"), from),
                builder.lessThan(token.get("nameSearch"), from + LAST_CHARACTER));
        Predicate byHint = builder.equal(token.get("hint"), search.text());
        return search.userIds().isEmpty()
                ? builder.or(byName, byHint)
                : builder.or(byName, byHint, token.get("userId").in(search.userIds()));
    }

    private static Predicate status(
            ApiToken.Status status, Instant now, CriteriaBuilder builder, Root<ApiTokenEntity> token) {
        Predicate revoked = builder.isNotNull(token.get("revokedAt"));
        Predicate expired = builder.lessThanOrEqualTo(token.get("expiresAt"), now.toEpochMilli());
        return switch (status) {
            case REVOKED -> revoked;
            case EXPIRED -> builder.and(revoked.not(), expired);
            case ACTIVE ->
                builder.and(revoked.not(), builder.or(builder.isNull(token.get("expiresAt")), expired.not()));
        };
    }

    private List<Predicate> visible(
            ApiTokenQuery query, CriteriaBuilder builder, CriteriaQuery<?> statement, Root<ApiTokenEntity> token) {
        if (query.visibility() == ApiTokenQuery.Visibility.MANAGED_CLIENT) {
            return List.of();
        }
        boolean filtered =
                !permissions(builder, builder.createQuery(String.class)).isEmpty();
        if (!filtered) {
            return query.visibility() == ApiTokenQuery.Visibility.EVERYBODY
                    ? List.of()
                    : List.of(builder.disjunction());
        }
        Root<UserEntity> owner = statement.from(UserEntity.class);
        List<Predicate> parts = new ArrayList<>(permissions(builder, statement, owner));
        parts.add(builder.equal(owner.get("id"), token.get("userId")));
        return parts;
    }

    private List<Predicate> permissions(CriteriaBuilder builder, CriteriaQuery<?> statement) {
        return permissions(builder, statement, statement.from(UserEntity.class));
    }

    /** What Keycloak itself narrows a search for users by. */
    private List<Predicate> permissions(CriteriaBuilder builder, CriteriaQuery<?> statement, Root<UserEntity> owner) {
        RealmModel realm = session.getContext().getRealm();
        return AdminPermissionsSchema.SCHEMA.applyAuthorizationFilters(
                session,
                AdminPermissionsSchema.USERS,
                (PartialEvaluationStorageProvider) UserStoragePrivateUtil.userLocalStorage(session),
                realm,
                builder,
                statement,
                owner);
    }
}
