package dev.apitokens.keycloak.model.jpa;

import static dev.apitokens.keycloak.model.jpa.QueryConditions.Unexpired.EXPIRES_LATER;
import static dev.apitokens.keycloak.model.jpa.QueryConditions.Unexpired.NEVER_EXPIRES;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenQuery;
import jakarta.persistence.EntityManager;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Expression;
import jakarta.persistence.criteria.Order;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.keycloak.models.KeycloakSession;

/**
 * The ids of a page: what comes before it is read of the index alone, or at least of fewer columns.
 *
 * <p>Active tokens by their end are two lists, one after the other. In one, an index would have to be read from the first
 * that has expired on, and those are as many as have not been purged yet.
 */
record PageIds(KeycloakSession session, EntityManager em, ApiTokenQuery query, Instant now, ApiTokenQuery.Order order) {

    List<String> of(int first, int max) {
        if (order.by() != ApiTokenQuery.Order.By.EXPIRES_AT
                || query.status() != ApiToken.Status.ACTIVE
                || query.times().limitEnd()) {
            return ids(conditions -> conditions.of(query, now), first, max);
        }
        QueryConditions.Unexpired former = order.ascending() ? EXPIRES_LATER : NEVER_EXPIRES;
        QueryConditions.Unexpired latter = order.ascending() ? NEVER_EXPIRES : EXPIRES_LATER;
        List<String> ids = new ArrayList<>(ids(conditions -> conditions.of(query, now, former), first, max));
        if (ids.size() < max) {
            long before = ids.isEmpty() && first > 0 ? count(former) : first;
            ids.addAll(ids(
                    conditions -> conditions.of(query, now, latter),
                    Math.toIntExact(Math.max(0, first - before)),
                    max - ids.size()));
        }
        return ids;
    }

    private List<String> ids(Function<QueryConditions, List<Predicate>> conditions, int first, int max) {
        CriteriaBuilder builder = em.getCriteriaBuilder();
        CriteriaQuery<String> statement = builder.createQuery(String.class);
        Root<ApiTokenEntity> token = statement.from(ApiTokenEntity.class);
        statement
                .select(token.get("id"))
                .where(conditions
                        .apply(new QueryConditions(session, builder, statement, token))
                        .toArray(Predicate[]::new))
                .orderBy(ordered(builder, token));
        return em.createQuery(statement)
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultList();
    }

    /**
     * The id makes an order of it where the rest is equal, so that no page repeats or leaves out a token. It goes the way of the
     * rest, so that an index can be read in either direction: millions never expire.
     */
    private List<Order> ordered(CriteriaBuilder builder, Root<ApiTokenEntity> token) {
        Expression<?> by = token.get(
                switch (order.by()) {
                    case CREATED_AT -> "createdAt";
                    case NAME -> "nameSearch";
                    case EXPIRES_AT -> "expiresAt";
                    case LAST_USED_AT -> "idleSince";
                });
        return order.ascending()
                ? List.of(builder.asc(by), builder.asc(token.get("id")))
                : List.of(builder.desc(by), builder.desc(token.get("id")));
    }

    private long count(QueryConditions.Unexpired half) {
        CriteriaBuilder builder = em.getCriteriaBuilder();
        CriteriaQuery<Long> statement = builder.createQuery(Long.class);
        Root<ApiTokenEntity> token = statement.from(ApiTokenEntity.class);
        statement
                .select(builder.count(token))
                .where(new QueryConditions(session, builder, statement, token)
                        .of(query, now, half)
                        .toArray(Predicate[]::new));
        return em.createQuery(statement).getSingleResult();
    }
}
