package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenQuery;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import jakarta.persistence.criteria.CriteriaBuilder;
import jakarta.persistence.criteria.CriteriaQuery;
import jakarta.persistence.criteria.Predicate;
import jakarta.persistence.criteria.Root;
import jakarta.persistence.criteria.Subquery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.authorization.fgap.evaluation.partial.PartialEvaluationStorageProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.entities.UserEntity;
import org.keycloak.storage.UserStoragePrivateUtil;

/**
 * What an {@link ApiTokenQuery} demands of a token and of its owner, as parts of one statement.
 *
 * @param statement that they are for
 * @param token its row, in that statement
 */
record QueryConditions(
        KeycloakSession session, CriteriaBuilder builder, CriteriaQuery<?> statement, Root<ApiTokenEntity> token) {

    /** Greater than every other character. */
    private static final String LAST_CHARACTER = Character.toString(Character.MAX_CODE_POINT);

    /** How Keycloak begins the id of somebody whom its own tables do not have. */
    static final String ELSEWHERE = "f:%";

    /** The halves of what has not expired. */
    enum Unexpired {
        NEVER_EXPIRES,
        EXPIRES_LATER
    }

    /** One half of the active tokens that the query finds. An index has a bound to begin at for each, and none for both. */
    List<Predicate> of(ApiTokenQuery query, Instant now, Unexpired half) {
        List<Predicate> parts = of(query, now);
        parts.add(
                half == Unexpired.NEVER_EXPIRES
                        ? builder.isNull(token.get("expiresAt"))
                        : builder.greaterThan(token.get("expiresAt"), now.toEpochMilli()));
        return parts;
    }

    List<Predicate> of(ApiTokenQuery query, Instant now) {
        List<Predicate> parts = new ArrayList<>();
        parts.add(builder.equal(token.get("realmId"), query.realmId()));
        if (query.ids() != null) {
            parts.add(token.get("id").in(query.ids()));
        }
        if (query.userId() != null) {
            parts.add(builder.equal(token.get("userId"), query.userId()));
        }
        if (query.search() != null) {
            parts.add(found(query.search()));
        }
        if (query.status() != null) {
            parts.add(status(query.status(), query.times(), now));
        }
        if (query.resource() != null) {
            parts.add(builder.equal(token.join("resources"), query.resource()));
        }
        parts.addAll(times(query.times()));
        parts.addAll(visible(query));
        return parts;
    }

    private Predicate found(ApiTokenQuery.Search search) {
        String from = ApiTokenEntity.nameSearch(search.text());
        List<Predicate> ways = new ArrayList<>();
        ways.add(builder.and(
                builder.greaterThanOrEqualTo(token.get("nameSearch"), from),
                builder.lessThan(token.get("nameSearch"), from + LAST_CHARACTER)));
        // Only where it can lead to something: with an alternative, a database goes by parts of the table, and not by
        // an index.
        if (ApiTokenSecret.isHint(search.text())) {
            ways.add(builder.equal(token.get("hint"), search.text()));
        }
        if (!search.userIds().isEmpty()) {
            ways.add(token.get("userId").in(search.userIds()));
        }
        return builder.or(ways.toArray(Predicate[]::new));
    }

    private Predicate status(ApiToken.Status status, ApiTokenQuery.Times times, Instant now) {
        Predicate revoked = builder.isNotNull(token.get("revokedAt"));
        Predicate expired = builder.lessThanOrEqualTo(token.get("expiresAt"), now.toEpochMilli());
        return switch (status) {
            case REVOKED -> revoked;
            case EXPIRED -> builder.and(revoked.not(), expired);
            case ACTIVE -> builder.and(revoked.not(), notExpired(times, expired.not()));
        };
    }

    /** Without the half that another part leaves nothing of: with an alternative, an index has no bound to begin at. */
    private Predicate notExpired(ApiTokenQuery.Times times, Predicate later) {
        Predicate never = builder.isNull(token.get("expiresAt"));
        if (times.neverExpires()) {
            return never;
        }
        return times.expiresBefore() == null ? builder.or(never, later) : later;
    }

    private List<Predicate> times(ApiTokenQuery.Times times) {
        List<Predicate> parts = new ArrayList<>();
        if (times.createdBefore() != null) {
            parts.add(builder.lessThan(
                    token.get("createdAt"), times.createdBefore().toEpochMilli()));
        }
        if (times.unusedSince() != null) {
            parts.add(
                    builder.lessThan(token.get("idleSince"), times.unusedSince().toEpochMilli()));
        }
        if (times.expiresBefore() != null) {
            parts.add(builder.lessThan(
                    token.get("expiresAt"), times.expiresBefore().toEpochMilli()));
        }
        if (times.neverExpires()) {
            parts.add(builder.isNull(token.get("expiresAt")));
        }
        return parts;
    }

    private List<Predicate> visible(ApiTokenQuery query) {
        if (query.visibility() == ApiTokenQuery.Visibility.MANAGED_CLIENT) {
            return List.of();
        }
        CriteriaQuery<String> another = builder.createQuery(String.class);
        boolean filtered = !permissions(another, another.from(UserEntity.class)).isEmpty();
        if (!filtered) {
            return query.visibility() == ApiTokenQuery.Visibility.EVERYBODY
                    ? List.of()
                    : List.of(builder.disjunction());
        }
        return elsewhere(query.elsewhere())
                .map(people -> List.of(builder.or(builder.exists(visibleOwner()), people)))
                .orElseGet(this::joinedOwner);
    }

    private List<Predicate> joinedOwner() {
        Root<UserEntity> owner = statement.from(UserEntity.class);
        List<Predicate> parts = new ArrayList<>(permissions(statement, owner));
        parts.add(builder.equal(owner.get("id"), token.get("userId")));
        return parts;
    }

    /** With an alternative to it, a join would find each token once for each user. */
    private Subquery<Integer> visibleOwner() {
        Subquery<Integer> visible = statement.subquery(Integer.class);
        Root<UserEntity> owner = visible.from(UserEntity.class);
        List<Predicate> parts = new ArrayList<>(permissions(statement, owner));
        parts.add(builder.equal(owner.get("id"), token.get("userId")));
        return visible.select(builder.literal(1)).where(parts.toArray(Predicate[]::new));
    }

    private Optional<Predicate> elsewhere(ApiTokenQuery.Elsewhere people) {
        if (!(people instanceof ApiTokenQuery.Elsewhere.Some some)) {
            return Optional.of(builder.like(token.get("userId"), ELSEWHERE));
        }
        Set<String> userIds = some.userIds().get();
        return userIds.isEmpty()
                ? Optional.empty()
                : Optional.of(token.get("userId").in(userIds));
    }

    /** What Keycloak itself narrows a search for users by. */
    private List<Predicate> permissions(CriteriaQuery<?> of, Root<UserEntity> owner) {
        RealmModel realm = session.getContext().getRealm();
        return AdminPermissionsSchema.SCHEMA.applyAuthorizationFilters(
                session,
                AdminPermissionsSchema.USERS,
                (PartialEvaluationStorageProvider) UserStoragePrivateUtil.userLocalStorage(session),
                realm,
                builder,
                of,
                owner);
    }
}
