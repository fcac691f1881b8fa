package dev.apitokens.keycloak.model;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Tokens that nobody uses. As long as nobody can use those of a realm, that is not their people's doing, and is noted of the realm. */
public interface UnusedTokens {

    /** Ids of active tokens of the realm that were not used since then; at most {@code max}. */
    List<String> since(String realmId, Instant unusedSince, Instant now, int max);

    /** Revokes what was not used since {@code unusedSince}, else as {@link ApiTokenProvider#revoke}. */
    List<ApiToken> revoke(Collection<String> ids, Instant now, Instant unusedSince);

    /** Notes that no token of the realm can be used now. */
    void noteUnusable(String realmId, Instant now);

    /** When that was noted last, or empty: never. */
    Optional<Instant> lastUnusable(String realmId);
}
