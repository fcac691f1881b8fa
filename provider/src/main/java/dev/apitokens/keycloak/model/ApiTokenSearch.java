package dev.apitokens.keycloak.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

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
     * Whose the newest tokens are that the query finds.
     *
     * @param max how many tokens to look at
     * @return an id for each token, newest first
     */
    List<String> ownersOfNewest(ApiTokenQuery query, Instant now, int max);

    /** How many tokens the query finds, as far as that is counted. */
    BoundedCount count(ApiTokenQuery query, Instant now);

    /**
     * Id and owner of every token that the query finds, as one statement sees them.
     *
     * @return ids of the owners by token, in the order of the tokens' ids
     */
    SortedMap<String, String> owners(ApiTokenQuery query, Instant now);

    /**
     * Ids (not client ids) of the realm's clients that have the attribute {@link ResourceServer#ENABLED}, whatever its
     * value. Keycloak's own search by attribute takes only the attributes that the server was started with, and reading
     * all clients would be slow in a realm with thousands.
     */
    List<String> resourceServers(String realmId);
}
