package dev.apitokens.keycloak.model;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/**
 * What is done to the store without anybody asking for it, in the ambient transaction as {@link ApiTokenProvider}. No
 * statement reads a table from end to end, however many tokens there are.
 */
public interface ApiTokenHousekeeping {

    /**
     * Notes uses, to the minute: what was noted less than a minute before a use stands, so that no token is written more
     * than once a minute, on however many nodes it is used.
     *
     * @return how many tokens were written
     */
    int noteUses(Collection<ApiTokenUsedEvent> uses);

    /**
     * Notes that a secret is used that a rotation has ended: the first since the last rotation.
     *
     * @return false when somebody else, on any node, has done so already, or the token is revoked
     */
    boolean claimReuse(String id, Instant now);

    /** Tokens that nobody uses. */
    UnusedTokens unusedTokens();

    /** Who was told that a token is about to expire. */
    ExpiryNotices expiryNotices();

    /**
     * Removes tokens of the realm that were revoked, or have expired, before then.
     *
     * @return how many; at most {@code max}
     */
    int purge(String realmId, Instant endedBefore, int max);

    /**
     * The next realm, in the order of the ids, that somebody made a token in.
     *
     * @param after id of the realm before; empty text: the first
     */
    Optional<String> realmAfter(String after);

    /** How many active tokens the realm has, and no more than {@code max}. */
    long countActive(String realmId, Instant now, int max);

    /**
     * Takes a background job over.
     *
     * @param notSince how long ago somebody else may have taken it over, or renewed it
     * @return false when somebody else has, on any node
     */
    boolean claimJob(String job, Instant now, Instant notSince);

    /** Where tokens were used from. */
    UseOrigins origins();

    /** Everybody whose tokens these are. */
    OwnerRegister owners();

    /** Removes every trace of a user. */
    void removeUser(Owner owner);

    /** What realms leave behind. */
    RemovedRealms removedRealms();

    /**
     * Removes a resource server from all restrictions. A token that was restricted to it alone is revoked: were its
     * restriction just emptied, it would open every other resource server.
     *
     * @param clientUuid id (not client id) of the client
     */
    void removeResource(String clientUuid, Instant now);

    /** Removes a client scope from all restrictions; a token that was restricted to it alone is good for no scope. */
    void removeScope(String realmId, String scopeId, String name);
}
