package dev.apitokens.resourceserver.security.authorizationserver;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.core.OAuth2TokenIntrospectionClaimNames;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;

/**
 * Uses what the authorization server said of a token again for as long as it grants ({@code lease_seconds}), and asks at
 * every call where it grants nothing. It depends on Spring Security and Caffeine alone, to be taken along as it is. It goes by
 * that claim and sees no headers: who is asked for it heeds those, as {@link IntrospectionClient} does.
 *
 * <p>A lease counts from before the question was sent, and the authorization server acknowledges the end of a token when the
 * last one is over: a call that begins after that is not let in, however slow the network or a clock may be. What the
 * authorization server did not say, or said against the token, is never used again.
 */
public final class LeasedTokenIntrospector implements OpaqueTokenIntrospector {

    static final String LEASE_SECONDS = "lease_seconds";

    /** However many tokens come by, those used last are what memory is for. */
    private static final int MOST_TOKENS = 10_000;

    /** No authorization server grants more, and no mistake of one lasts for longer. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final OpaqueTokenIntrospector authorizationServer;
    private final Ticker ticker;
    private final InstantSource clock;
    private final Cache<String, CompletableFuture<@Nullable Answer>> answers;

    /**
     * Tokens that nothing was granted on when they were asked about last: to wait there for what somebody else has asked is to wait
     * twice. It is remembered of each token by itself, for one may be bound to addresses, and the next one may not.
     */
    private final Cache<String, Boolean> ungranted;

    /** @param authorizationServer asks it, at each call */
    public LeasedTokenIntrospector(OpaqueTokenIntrospector authorizationServer) {
        this(authorizationServer, Ticker.systemTicker(), InstantSource.system());
    }

    LeasedTokenIntrospector(OpaqueTokenIntrospector authorizationServer, Ticker ticker, InstantSource clock) {
        this.authorizationServer = authorizationServer;
        this.ticker = ticker;
        this.clock = clock;
        this.answers = bounded().expireAfterWrite(LONGEST).ticker(ticker).build();
        this.ungranted = bounded().build();
    }

    private static Caffeine<Object, Object> bounded() {
        return Caffeine.newBuilder().maximumSize(MOST_TOKENS);
    }

    /**
     * What was said of a token that is good.
     *
     * @param sentAt when it was asked for, by the ticker
     * @param clockThen what the clock said then
     */
    private record Answer(OAuth2AuthenticatedPrincipal principal, long sentAt, Instant clockThen, Duration lease) {}

    @Override
    public OAuth2AuthenticatedPrincipal introspect(String token) {
        // No token lies about in memory for longer than its call takes.
        String key = sha256(token);
        // The first answer may be over, or none to be used again; who comes to the second, and can't use it either,
        // asks.
        for (int round = 0; round < 2; round++) {
            CompletableFuture<@Nullable Answer> mine = new CompletableFuture<>();
            CompletableFuture<@Nullable Answer> theirs = answers.asMap().putIfAbsent(key, mine);
            if (theirs == null) {
                return ask(token, key, mine);
            }
            if (theirs.isDone() || ungranted.getIfPresent(key) == null) {
                Answer answer = await(theirs);
                if (answer != null && isUsable(answer)) {
                    return answer.principal();
                }
                answers.asMap().remove(key, theirs);
            }
        }
        return authorizationServer.introspect(token);
    }

    private OAuth2AuthenticatedPrincipal ask(String token, String key, CompletableFuture<@Nullable Answer> mine) {
        long sentAt = ticker.read();
        Instant clockThen = clock.instant();
        try {
            OAuth2AuthenticatedPrincipal principal = authorizationServer.introspect(token);
            Duration lease = lease(principal);
            if (lease.isZero()) {
                ungranted.put(key, true);
                mine.complete(null);
            } else {
                ungranted.invalidate(key);
                mine.complete(new Answer(principal, sentAt, clockThen, lease));
            }
            return principal;
        } catch (BadOpaqueTokenException e) {
            throw e;
        } catch (OAuth2IntrospectionException e) {
            // Nobody need wait for the same outage twice.
            mine.completeExceptionally(e);
            throw e;
        } finally {
            // Whatever else was thrown: nobody waits for ever.
            mine.complete(null);
            if (mine.isCompletedExceptionally() || mine.getNow(null) == null) {
                answers.asMap().remove(key, mine);
            }
        }
    }

    private static @Nullable Answer await(CompletableFuture<@Nullable Answer> theirs) {
        try {
            return theirs.join();
        } catch (CompletionException e) {
            throw new OAuth2IntrospectionException("the introspection that was waited for failed", e);
        }
    }

    /**
     * Over is a lease when either says so: the ticker may stand still while the machine is suspended, and the clock may be set
     * back. No two machines are compared.
     */
    private boolean isUsable(Answer answer) {
        Instant now = clock.instant();
        return ticker.read() - answer.sentAt() < answer.lease().toNanos()
                && now.isBefore(answer.clockThen().plus(answer.lease()))
                && !(answer.principal().getAttribute(OAuth2TokenIntrospectionClaimNames.EXP) instanceof Instant end
                        && !now.isBefore(end));
    }

    private static Duration lease(OAuth2AuthenticatedPrincipal principal) {
        if (!(principal.getAttribute(LEASE_SECONDS) instanceof Number seconds) || seconds.longValue() <= 0) {
            return Duration.ZERO;
        }
        return Duration.ofSeconds(Math.min(seconds.longValue(), LONGEST.toSeconds()));
    }

    private static String sha256(String token) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
