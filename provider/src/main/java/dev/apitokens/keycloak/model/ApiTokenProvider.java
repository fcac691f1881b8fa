package dev.apitokens.keycloak.model;

import dev.apitokens.keycloak.policy.ApiTokenName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.provider.Provider;

/**
 * The store of API tokens. Callers run inside the ambient transaction of their {@code KeycloakSession}: a change is
 * visible to other sessions once that one has been committed.
 *
 * <p>A database out of reach is an unchecked exception of Keycloak's or of JPA's, never an empty answer.
 */
public interface ApiTokenProvider extends Provider {

    /** How many tokens a change takes at once, so that no transaction is a long one. */
    int BATCH = 500;

    /**
     * Waits until nobody else, on any node, changes which active tokens the person holds, and keeps it so until the
     * transaction ends. It must be the first thing that the transaction does with the database: where transactions are
     * repeatable reads (MariaDB, MySQL), what was read before the lock is what the transaction would go on to see.
     */
    void lock(String realmId, String userId);

    /**
     * Stores a token. Under {@link #lock}, neither the limit nor the uniqueness of names can be passed by calling at the
     * same time.
     *
     * @param maxPerUser how many active tokens the person may hold, this one included
     */
    CreateOutcome create(NewApiToken token, int maxPerUser);

    /** The token that has, or had, that secret, whatever its realm or status; one read of the database. */
    Optional<PresentedToken> findBySecretHash(String secretHash);

    /**
     * The tokens that have, or had, those secrets, whatever their realm or status; one read of the database.
     *
     * @param secretHashes at most {@value #BATCH}
     * @return by the hash
     */
    Map<String, PresentedToken> findBySecretHashes(Collection<String> secretHashes);

    /** A person's token by its id. */
    Optional<ApiToken> find(String realmId, String userId, String id);

    /** A person's tokens, newest first, revoked and expired ones included. */
    List<ApiToken> list(String realmId, String userId);

    /** Gives a person's token another name, under {@link #lock}. Only names of active tokens are kept unique. */
    RenameOutcome rename(String realmId, String userId, String id, ApiTokenName name, Instant now);

    /**
     * Gives a person's token another secret, under {@link #lock}. The one that it has lives on as its previous one, and
     * the previous one is forgotten.
     *
     * @return the token; empty when the person has no such token, or it is no longer active
     */
    Optional<ApiToken> rotate(String realmId, String userId, String id, NewSecret secret, Instant now);

    /**
     * Replaces what a person's token is limited to, under {@link #lock}.
     *
     * @param scopes names of optional client scopes; empty: not limited
     * @param resources ids of clients; empty: not limited
     * @return the token; empty when the person has no such token
     */
    Optional<ApiToken> limit(String realmId, String userId, String id, Set<String> scopes, Set<String> resources);

    /**
     * Revokes a token.
     *
     * @param revokedBy id of the user who does, or null when nobody in particular does
     * @return whether this call revoked it; false when it was already revoked or there is none
     */
    boolean revoke(String id, Instant now, @Nullable String revokedBy, RevocationCause cause);

    /**
     * Revokes tokens, whosever they are.
     *
     * @param ids at most {@value #BATCH}
     * @param revokedBy id of the user who does, or null when nobody in particular does
     * @return those that this call revoked
     */
    List<ApiToken> revokeAll(Collection<String> ids, Instant now, @Nullable String revokedBy, RevocationCause cause);

    /** Revokes what was not used since {@code unusedSince}, else as {@link #revokeAll}. */
    List<ApiToken> revokeUnused(Collection<String> ids, Instant now, Instant unusedSince);

    /** A page of what the query finds. */
    List<ApiToken> search(ApiTokenQuery query, Instant now, ApiTokenQuery.Order order, int first, int max);

    /** How many tokens the query finds. */
    long count(ApiTokenQuery query, Instant now);

    /**
     * Id and owner of every token that the query finds, as one statement sees them.
     *
     * @return owners by token, in the order of the ids
     */
    SortedMap<String, String> owners(ApiTokenQuery query, Instant now);

    /** A realm's token by its id. */
    Optional<ApiToken> find(String realmId, String id);

    /**
     * Notes uses, to the minute: what was noted less than a minute before a use stands, so that no token is written more
     * than once a minute, on however many nodes it is used.
     *
     * @return how many tokens were written
     */
    int noteUses(Collection<ApiTokenUsedEvent> uses);

    /** Ids of active tokens of the realm that were not used since then; at most {@code max}. */
    List<String> unusedSince(String realmId, Instant unusedSince, Instant now, int max);

    /** Active tokens of the realm that expire before then, and whose owners were not told; at most {@code max}. */
    List<ApiToken> withoutExpiryNotice(String realmId, Instant expiresBefore, Instant now, int max);

    /**
     * Notes that the owner is about to be told of the expiration.
     *
     * @return false when somebody else, on any node, has done so already
     */
    boolean claimExpiryNotice(String id, Instant now);

    /** Takes {@link #claimExpiryNotice} back: the owner could not be told. */
    void releaseExpiryNotice(String id);

    /**
     * Removes tokens of the realm that were revoked, or have expired, before then.
     *
     * @return how many; at most {@code max}
     */
    int purge(String realmId, Instant endedBefore, int max);

    /** Ids of the realms that have tokens. */
    List<String> realms();

    /** How many active tokens each realm with tokens has, by its id. */
    Map<String, Long> countActive(Instant now);

    /**
     * Takes a background job over.
     *
     * @param notSince how long ago somebody else may have taken it over, or renewed it
     * @return false when somebody else has, on any node
     */
    boolean claimJob(String job, Instant now, Instant notSince);

    /**
     * Ids (not client ids) of the realm's clients that have an attribute, whatever its value. Keycloak's own search by
     * attribute takes only the attributes that the server was started with, and reading all clients would be slow in a
     * realm with thousands.
     */
    List<String> clientsWithAttribute(String realmId, String attribute);

    /** Removes every trace of a user. */
    void removeUser(String realmId, String userId);

    /** Removes every trace of a realm. */
    void removeRealm(String realmId);

    /**
     * Removes a resource server from all limits. A token that was limited to it alone is revoked: were its limit just
     * emptied, it would open every other resource server.
     *
     * @param clientUuid id (not client id) of the client
     */
    void removeResource(String clientUuid, Instant now);

    /** Removes a client scope from all limits; a token that was limited to it alone keeps a limit that nothing meets. */
    void removeScope(String realmId, String scopeId, String name);
}
