package dev.apitokens.keycloak.model;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Where tokens were used from: of each, the latest addresses. In the ambient transaction as {@link ApiTokenProvider}. */
public interface UseOrigins {

    /** How many addresses of a token are kept. */
    int KEPT = 5;

    /**
     * Notes uses, and forgets what is more than is kept.
     *
     * @param token as it is stored
     * @param uses of that token, with an address each
     * @return those from a network that the token was not used from before, unless it had not been used from anywhere
     */
    List<UsedFrom> note(ApiToken token, Collection<UsedFrom> uses);

    /**
     * What is kept of these tokens.
     *
     * @return by the id of the token, the latest first; nothing of a token that was used from nowhere
     */
    Map<String, List<UsedFrom>> of(Collection<ApiToken> tokens);

    /**
     * Forgets what was used before then.
     *
     * @return how many addresses; at most {@code max}
     */
    int purge(String realmId, Instant usedBefore, int max);
}
