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
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** Makes statements of an admin's {@link ApiTokenQuery}, each part of which an index serves. */
final class JpaApiTokenSearch implements ApiTokenSearch {

    private static final List<String> BY_STATUS = List.of("revokedAt", "expiresAt");

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
        return TokenPage.of(em, new PageIds(session, em, query, now, order).of(first, max));
    }

    @Override
    public Part part(ApiTokenQuery query, Instant now, @Nullable Position after, int max) {
        List<Found> found = found(query, now, after, max);
        return new Part(
                TokenPage.of(em, found.stream().map(one -> one.place().id()).toList()), end(found, max));
    }

    @Override
    public Owners owners(ApiTokenQuery query, Instant now, @Nullable Position after, int max) {
        List<Found> found = found(query, now, after, max);
        return new Owners(
                found.stream().collect(Collectors.toMap(one -> one.place().id(), Found::userId)), end(found, max));
    }

    private record Found(Position place, String userId) {}

    private static @Nullable Position end(List<Found> found, int max) {
        return found.size() < max ? null : found.get(max - 1).place();
    }

    private List<Found> found(ApiTokenQuery query, Instant now, @Nullable Position after, int max) {
        CriteriaBuilder builder = em.getCriteriaBuilder();
        CriteriaQuery<Tuple> statement = builder.createTupleQuery();
        Root<ApiTokenEntity> token = statement.from(ApiTokenEntity.class);
        List<Predicate> conditions =
                new ArrayList<>(new QueryConditions(session, builder, statement, token).of(query, now));
        if (after != null) {
            conditions.addAll(beyond(after, builder, token));
        }
        statement
                .select(builder.tuple(token.get("id"), token.get("createdAt"), token.get("userId")))
                .where(conditions.toArray(Predicate[]::new))
                .orderBy(builder.desc(token.get("createdAt")), builder.desc(token.get("id")));
        return em.createQuery(statement)
                .setMaxResults(max)
                .getResultStream()
                .map(row -> new Found(
                        new Position(Instant.ofEpochMilli(row.get(1, Long.class)), row.get(0, String.class)),
                        row.get(2, String.class)))
                .toList();
    }

    /** The bound of the index first, then what of it the part before had already. */
    private static List<Predicate> beyond(Position place, CriteriaBuilder builder, Root<ApiTokenEntity> token) {
        long createdAt = place.createdAt().toEpochMilli();
        return List.of(
                builder.lessThanOrEqualTo(token.get("createdAt"), createdAt),
                builder.or(
                        builder.lessThan(token.get("createdAt"), createdAt),
                        builder.lessThan(token.get("id"), place.id())));
    }

    @Override
    public List<String> ownersOfNewest(ApiTokenQuery query, Instant now, int max) {
        CriteriaBuilder builder = em.getCriteriaBuilder();
        CriteriaQuery<String> statement = builder.createQuery(String.class);
        Root<ApiTokenEntity> token = statement.from(ApiTokenEntity.class);
        statement
                .select(token.get("userId"))
                .where(where(query, now, builder, statement, token))
                .orderBy(builder.desc(token.get("createdAt")));
        return em.createQuery(statement).setMaxResults(max).getResultList();
    }

    @Override
    public BoundedCount count(ApiTokenQuery query, Instant now) {
        List<String> order = served(query);
        if (!order.equals(BY_STATUS)
                || query.status() != ApiToken.Status.ACTIVE
                || query.times().limitEnd()) {
            return BoundedCount.of(count(order, BoundedCount.MOST + 1, conditions -> conditions.of(query, now)));
        }
        int endless = count(
                order,
                BoundedCount.MOST + 1,
                conditions -> conditions.of(query, now, QueryConditions.Unexpired.NEVER_EXPIRES));
        int most = BoundedCount.MOST + 1 - endless;
        return BoundedCount.of(
                most == 0
                        ? endless
                        : endless
                                + count(
                                        order,
                                        most,
                                        conditions ->
                                                conditions.of(query, now, QueryConditions.Unexpired.EXPIRES_LATER)));
    }

    // Counted here, for a database that counts reads all that it finds, and one with a limit stops there.
    private int count(List<String> order, int max, Function<QueryConditions, List<Predicate>> conditions) {
        CriteriaBuilder builder = em.getCriteriaBuilder();
        CriteriaQuery<Integer> statement = builder.createQuery(Integer.class);
        Root<ApiTokenEntity> token = statement.from(ApiTokenEntity.class);
        statement
                .select(builder.literal(1))
                .where(conditions
                        .apply(new QueryConditions(session, builder, statement, token))
                        .toArray(Predicate[]::new))
                .orderBy(order.stream()
                        .map(attribute -> builder.asc(token.get(attribute)))
                        .toList());
        return em.createQuery(statement).setMaxResults(max).getResultList().size();
    }

    /**
     * The order of the index that serves the query where a bound narrows it, or nothing does. In any order, a database
     * may think it cheaper to read the table until it has enough; how likely that is, it guesses. Most tokens are active,
     * so that of those a bound in time leaves fewer than the status does; of the others, the status.
     */
    private static List<String> served(ApiTokenQuery query) {
        boolean byStatus = query.status() != null;
        boolean hasEnded = byStatus && query.status() != ApiToken.Status.ACTIVE;
        ApiTokenQuery.Times times = query.times();
        if (!hasEnded && times.unusedSince() != null) {
            return List.of("idleSince");
        }
        if (byStatus && (hasEnded || times.createdBefore() == null || times.limitEnd())) {
            return BY_STATUS;
        }
        if (times.limitEnd()) {
            return List.of("expiresAt");
        }
        boolean byValue =
                query.ids() != null || query.userId() != null || query.search() != null || query.resource() != null;
        return byValue && times.createdBefore() == null ? List.of() : List.of("createdAt");
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
        return new QueryConditions(session, builder, statement, token)
                .of(query, now)
                .toArray(Predicate[]::new);
    }
}
