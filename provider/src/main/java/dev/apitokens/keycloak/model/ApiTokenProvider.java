package dev.apitokens.keycloak.model;

import dev.apitokens.keycloak.policy.ApiTokenName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.provider.Provider;

/**
 * The store of API tokens. Callers run inside the ambient transaction of their {@code KeycloakSession}: a change is
 * visible to other sessions once that one has been committed.
 *
 * <p>A database out of reach is an unchecked exception of Keycloak's or of JPA's, never an empty answer.
 */
public interface ApiTokenProvider extends Provider {

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

    /** The token with that secret, whatever its realm or status; one read of the database. */
    Optional<ApiToken> findBySecretHash(String secretHash);

    /** A person's token by its id. */
    Optional<ApiToken> find(String realmId, String userId, String id);

    /** A person's tokens, newest first, revoked and expired ones included. */
    List<ApiToken> list(String realmId, String userId);

    /** Gives a person's token another name, under {@link #lock}. Only names of active tokens are kept unique. */
    RenameOutcome rename(String realmId, String userId, String id, ApiTokenName name, Instant now);

    /**
     * Revokes a token.
     *
     * @param revokedBy id of the user who does, or null when nobody in particular does
     * @param reason a short word for it
     * @return whether this call revoked it; false when it was already revoked or there is none
     */
    boolean revoke(String id, Instant now, @Nullable String revokedBy, String reason);

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
}
