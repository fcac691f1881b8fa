package dev.apitokens.keycloak.model;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Notices that a token is about to expire, each so long before its end. Who was told later than one of them begins was told of that
 * one as well. In the ambient transaction as {@link ApiTokenProvider}.
 */
public interface ExpiryNotices {

    /**
     * Active tokens of the realm that expire within the notice, live longer than it, and whose owners were not told since it began; at
     * most {@code max}. Who made a token for less knows that it is about to expire.
     */
    List<ApiToken> due(String realmId, Duration notice, Instant now, int max);

    /**
     * Notes that the owner is about to be told of the expiration.
     *
     * @return false when somebody else, on any node, has done so since the notice began
     */
    boolean claim(String id, Duration notice, Instant now);

    /** Takes {@link #claim} back: the owner could not be told. */
    void release(String id);
}
