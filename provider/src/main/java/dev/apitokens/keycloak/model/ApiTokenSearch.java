package dev.apitokens.keycloak.model;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the tokens of a realm, in the ambient transaction as {@link ApiTokenProvider}; an index serves each statement. */
public interface ApiTokenSearch {

    /** The token with that id. */
    Optional<ApiToken> find(String realmId, String id);

    /**
     * A page of what the query finds.
     *
     * @param first how many to leave out, from 0 on
     * @param max how many to give at the most
     */
    List<ApiToken> page(ApiTokenQuery query, Instant now, ApiTokenQuery.Order order, int first, int max);

    /**
     * What the query finds, a part at a time, newest first: of all the parts together, no token twice, and none that was
     * there from the first to the last is left out.
     *
     * @param after where the part before ended, or null: the first part
     * @param max how many to give at the most
     */
    Part part(ApiTokenQuery query, Instant now, @Nullable Position after, int max);

    /**
     * A part of what a query finds.
     *
     * @param tokens fewer than were asked for when some went meanwhile
     * @param end where it ends, or null: nothing comes after it
     */
    record Part(List<ApiToken> tokens, @Nullable Position end) {}

    /** A place in the order of the tokens, newest first. */
    record Position(Instant createdAt, String id) {}

    /**
     * Whose the newest tokens are that the query finds.
     *
     * @param max how many tokens to look at
     * @return an id for each token, newest first
     */
    List<String> ownersOfNewest(ApiTokenQuery query, Instant now, int max);

    /** How many tokens the query finds, as far as that is counted. */
    BoundedCount count(ApiTokenQuery query, Instant now);

    /** Whose the tokens are that the query finds, a part at a time, as {@link #part} gives the tokens. */
    Owners owners(ApiTokenQuery query, Instant now, @Nullable Position after, int max);

    /**
     * Whose the tokens of a part are.
     *
     * @param byToken ids of the owners by id of the token
     * @param end where the part ends, or null: nothing comes after it
     */
    record Owners(Map<String, String> byToken, @Nullable Position end) {}

    /**
     * Ids (not client ids) of the realm's clients that have the attribute {@link ResourceServer#ENABLED}, whatever its
     * value. Keycloak's own search by attribute takes only the attributes that the server was started with, and reading
     * all clients would be slow in a realm with thousands.
     */
    List<String> resourceServers(String realmId);
}
