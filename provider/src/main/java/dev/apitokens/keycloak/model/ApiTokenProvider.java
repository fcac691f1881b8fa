package dev.apitokens.keycloak.model;

import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.ApiTokenDescription;
import dev.apitokens.keycloak.policy.ApiTokenName;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
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

    /** How many tokens a change takes at once, so that no transaction is a long one. */
    int BATCH = 500;

    /**
     * Waits until nobody else, on any node, changes which active tokens the person holds, and keeps it so until the
     * transaction ends. It must be the first thing that the transaction does with the database: where transactions are
     * repeatable reads (MariaDB, MySQL), what was read before the lock is what the transaction would go on to see.
     */
    void lock(Owner owner);

    /**
     * Stores a token. Under {@link #lock}, neither the limit nor the uniqueness of names can be passed by calling at the
     * same time. When the person has more than twice the limit of tokens that ended, the oldest of those are removed.
     *
     * @param max how many active tokens the owner may hold, this one included
     */
    IssueOutcome create(NewApiToken token, int max);

    /** Gives a person's token another name, under {@link #lock}. Only names of active tokens are kept unique. */
    RenameOutcome rename(Owner owner, String id, ApiTokenName name, Instant now);

    /**
     * Gives a person's token another secret, under {@link #lock}. The one that it has lives on as its previous one,
     * and the previous one is known as an earlier one. A token that has expired comes back to life, as {@link #create} would
     * make it; the secret that expired is forgotten.
     *
     * @param max how many active tokens the owner may hold, this one included
     */
    IssueOutcome rotate(Owner owner, String id, NewSecret secret, int max, Instant now);

    /**
     * Replaces what a person's token gives and what it is for, under {@link #lock}.
     *
     * @param description null: nothing is said
     * @return the token; empty when the person has no such token
     */
    Optional<ApiToken> revise(Owner owner, String id, Access access, @Nullable ApiTokenDescription description);

    /**
     * Revokes tokens, whosever they are.
     *
     * @param ids at most {@value #BATCH}
     * @param revokedBy id of the user who does, or null when nobody in particular does
     * @return those that this call revoked: neither those that were revoked before, nor those that there are none of
     */
    List<ApiToken> revoke(Collection<String> ids, Instant now, @Nullable String revokedBy, RevocationCause cause);

    /**
     * The token that has, or had, that secret, whatever its realm or status; one read of the database. By a secret from
     * before the previous one it is found without its restrictions.
     */
    Optional<PresentedToken> findBySecretHash(String secretHash);

    /**
     * The token as the secret presents it that it got at that time; one read of the database.
     *
     * @param issuedAt when the secret was made, to the millisecond; of a secret that is neither the present one nor the one
     *     before, a rotation has ended all that came of it
     */
    Optional<PresentedToken> findBySecretIssuedAt(String realmId, String id, Instant issuedAt);

    /**
     * The tokens that have, or had, those secrets, whatever their realm or status; one read of the database.
     *
     * @param secretHashes at most {@value #BATCH}
     * @return by the hash
     */
    Map<String, PresentedToken> findBySecretHashes(Collection<String> secretHashes);

    /** A person's token by its id. */
    Optional<ApiToken> find(Owner owner, String id);

    /** A person's tokens, the active ones first, and of either kind the newest first. */
    List<ApiToken> list(Owner owner, OwnerQuery query, Instant now);

    /** What finds the tokens of a realm. */
    ApiTokenSearch search();

    /** Secrets that somebody reported as leaked. */
    LeakReportQueue leakReports();

    /** How long answers about tokens may be used again. */
    LeaseRegister leases();

    /** What keeps the store in order. */
    ApiTokenHousekeeping housekeeping();
}
