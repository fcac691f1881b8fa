package dev.apitokens.resourceserver.security.authorizationserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionAuthenticatedPrincipal;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;

class LeasedTokenIntrospectorTest {

    private static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");
    private static final int CALLERS = 8;

    private final List<Thread> threads = new CopyOnWriteArrayList<>();
    private final ExecutorService callers = Executors.newFixedThreadPool(CALLERS, call -> {
        Thread thread = new Thread(call);
        threads.add(thread);
        return thread;
    });
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Duration time = Duration.ZERO;
    private volatile Duration clockIsAhead = Duration.ZERO;
    private volatile Map<String, Object> claims = Map.of("sub", "alice", "lease_seconds", 2);
    private volatile @Nullable RuntimeException refusal;
    private volatile CountDownLatch due = new CountDownLatch(0);
    private volatile CountDownLatch arrived = new CountDownLatch(1);

    private final LeasedTokenIntrospector introspector = new LeasedTokenIntrospector(
            this::ask, () -> time.toNanos(), () -> NOW.plus(time).plus(clockIsAhead));

    @AfterEach
    void stop() {
        due.countDown();
        callers.shutdownNow();
    }

    /** The authorization server. */
    private OAuth2AuthenticatedPrincipal ask(String token) {
        asked.incrementAndGet();
        Map<String, Object> said = claims;
        RuntimeException refused = refusal;
        arrived.countDown();
        try {
            due.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (refused != null) {
            throw refused;
        }
        return new OAuth2IntrospectionAuthenticatedPrincipal(said, List.of());
    }

    private void assertAsked(int times) {
        introspector.introspect("a");
        assertThat(asked).hasValue(times);
    }

    @Test
    void introspectWhenLeaseLastsThenNotAskedAgainUntilItIsOver() {
        assertAsked(1);
        time = Duration.ofSeconds(2).minusNanos(1);
        assertAsked(1);
        time = Duration.ofSeconds(2);
        assertAsked(2);
        time = Duration.ofSeconds(4).minusNanos(1);
        assertAsked(2);
    }

    @Test
    void introspectWhenTheMachineWasSuspendedMeanwhileThenAskedAgain() {
        assertAsked(1);
        clockIsAhead = Duration.ofSeconds(2).minusNanos(1);
        assertAsked(1);
        clockIsAhead = Duration.ofSeconds(2);
        assertAsked(2);
    }

    @Test
    void introspectWhenTheClockWasSetBackMeanwhileThenTheLeaseIsNoLonger() {
        assertAsked(1);
        clockIsAhead = Duration.ofDays(-1);
        assertAsked(1);
        time = Duration.ofSeconds(2);
        assertAsked(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1"})
    void introspectWhenNothingIsGrantedThenAskedEachTime(int seconds) {
        claims = Map.of("sub", "alice", "lease_seconds", seconds);

        assertAsked(1);
        assertAsked(2);
    }

    @Test
    void introspectWhenOfALeaseIsNotSpokenThenAskedEachTime() {
        claims = Map.of("sub", "alice", "cache", true);
        assertAsked(1);

        claims = Map.of("sub", "alice", "lease_seconds", "2");
        assertAsked(2);
        assertAsked(3);
    }

    @Test
    void introspectWhenMoreIsGrantedThanAnybodyShouldThenTenSeconds() {
        claims = Map.of("sub", "alice", "lease_seconds", 3600);

        assertAsked(1);
        time = Duration.ofSeconds(10);
        assertAsked(2);
    }

    @Test
    void introspectWhenTokenEndsWithinTheLeaseThenAskedAgain() {
        claims = Map.of("sub", "alice", "lease_seconds", 2, "exp", NOW.plusSeconds(1));

        assertAsked(1);
        time = Duration.ofSeconds(1).minusNanos(1);
        assertAsked(1);
        time = Duration.ofSeconds(1);
        assertAsked(2);
    }

    @Test
    void introspectWhenAnotherTokenThenAskedAboutThat() {
        introspector.introspect("a");
        claims = Map.of("sub", "bob", "lease_seconds", 2);

        assertThat(introspector.introspect("b").<String>getAttribute("sub")).isEqualTo("bob");
        assertThat(introspector.introspect("a").<String>getAttribute("sub")).isEqualTo("alice");
    }

    @Test
    void introspectWhenLeaseIsOverThenRefusedAsTheServerSays() {
        introspector.introspect("a");
        refusal = new BadOpaqueTokenException("ended");
        time = Duration.ofSeconds(2);

        assertThatThrownBy(() -> introspector.introspect("a")).isInstanceOf(BadOpaqueTokenException.class);
        refusal = null;
        assertAsked(3);
    }

    @Test
    void introspectWhenAnswerTookLongerThanItsLeaseThenNotUsedAgain() throws Exception {
        due = new CountDownLatch(1);
        Future<OAuth2AuthenticatedPrincipal> first = callers.submit(() -> introspector.introspect("a"));
        arrived.await();
        time = Duration.ofSeconds(2);
        due.countDown();
        assertThat(first.get().<String>getAttribute("sub")).isEqualTo("alice");

        assertAsked(2);
    }

    /** Caffeine removes a little later what is too much: of what it keeps and what it has yet to remove, there is far less than half. */
    @Test
    void introspectWhenVeryManyTokensComeByThenMostAreAskedAboutAgain() {
        int tokens = 100_000;
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < tokens; i++) {
                introspector.introspect("token " + i);
            }
        }

        assertThat(asked).hasValueGreaterThan(tokens + tokens / 2);
    }

    @Test
    void introspectWhenManyComeAtOnceThenAskedOnce() throws Exception {
        due = new CountDownLatch(1);
        List<Future<OAuth2AuthenticatedPrincipal>> all = callAtOnce();

        due.countDown();
        for (Future<OAuth2AuthenticatedPrincipal> one : all) {
            assertThat(one.get().<String>getAttribute("sub")).isEqualTo("alice");
        }
        assertThat(asked).hasValue(1);
    }

    @Test
    void introspectWhenManyComeAtOnceAndItIsOverByThenThenSomebodyAsksAgain() throws Exception {
        due = new CountDownLatch(1);
        List<Future<OAuth2AuthenticatedPrincipal>> all = callAtOnce();
        refusal = new BadOpaqueTokenException("ended");
        time = Duration.ofSeconds(2);

        due.countDown();
        assertThat(all.get(0).get().<String>getAttribute("sub")).isEqualTo("alice");
        for (Future<OAuth2AuthenticatedPrincipal> one : all.subList(1, all.size())) {
            assertThatThrownBy(one::get)
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(BadOpaqueTokenException.class);
        }
    }

    @Test
    void introspectWhenManyComeAtOnceInAnOutageThenOneTriesForAll() throws Exception {
        refusal = new OAuth2IntrospectionException("away");
        due = new CountDownLatch(1);
        List<Future<OAuth2AuthenticatedPrincipal>> all = callAtOnce();

        due.countDown();
        for (Future<OAuth2AuthenticatedPrincipal> one : all) {
            assertThatThrownBy(one::get)
                    .cause()
                    .isInstanceOf(OAuth2IntrospectionException.class)
                    .isNotInstanceOf(BadOpaqueTokenException.class);
        }
        assertThat(asked).hasValue(1);
        refusal = null;
        assertAsked(2);
    }

    @Test
    void introspectWhenSomethingElseFailsThenNobodyWaitsForEver() throws Exception {
        refusal = new IllegalStateException("a mistake of ours");
        due = new CountDownLatch(1);
        List<Future<OAuth2AuthenticatedPrincipal>> all = callAtOnce();

        due.countDown();
        for (Future<OAuth2AuthenticatedPrincipal> one : all) {
            assertThatThrownBy(one::get).hasCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void introspectWhenNothingWasGrantedOnTheTokenThenNobodyWaitsForAnother() throws Exception {
        claims = Map.of("sub", "alice");
        introspector.introspect("a");
        claims = Map.of("sub", "bob", "lease_seconds", 2);
        introspector.introspect("b");
        claims = Map.of("sub", "alice");
        due = new CountDownLatch(1);
        arrived = new CountDownLatch(CALLERS);

        List<Future<OAuth2AuthenticatedPrincipal>> all = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            all.add(callers.submit(() -> introspector.introspect("a")));
        }
        arrived.await();
        due.countDown();
        for (Future<OAuth2AuthenticatedPrincipal> one : all) {
            one.get();
        }
    }

    @Test
    void introspectWhenNothingWasGrantedOnAnotherTokenThenAskedOnceForAll() throws Exception {
        claims = Map.of("sub", "bob");
        introspector.introspect("b");
        claims = Map.of("sub", "alice", "lease_seconds", 2);
        due = new CountDownLatch(1);
        arrived = new CountDownLatch(1);

        List<Future<OAuth2AuthenticatedPrincipal>> all = callAtOnce();
        due.countDown();
        for (Future<OAuth2AuthenticatedPrincipal> one : all) {
            one.get();
        }
        assertThat(asked).hasValue(2);
    }

    @Test
    void introspectWhenGrantedOnTheTokenFromNowOnThenAskedOnceForAll() throws Exception {
        claims = Map.of("sub", "alice");
        introspector.introspect("a");
        claims = Map.of("sub", "alice", "lease_seconds", 2);
        introspector.introspect("a");
        time = Duration.ofSeconds(2);
        due = new CountDownLatch(1);
        arrived = new CountDownLatch(1);

        List<Future<OAuth2AuthenticatedPrincipal>> all = callAtOnce();
        due.countDown();
        for (Future<OAuth2AuthenticatedPrincipal> one : all) {
            one.get();
        }
        assertThat(asked).hasValue(3);
    }

    /** One has asked and waits for the answer, and the others with it. */
    private List<Future<OAuth2AuthenticatedPrincipal>> callAtOnce() throws InterruptedException {
        List<Future<OAuth2AuthenticatedPrincipal>> all = new ArrayList<>();
        all.add(callers.submit(() -> introspector.introspect("a")));
        arrived.await();
        for (int i = 1; i < CALLERS; i++) {
            all.add(callers.submit(() -> introspector.introspect("a")));
        }
        while (!threads.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        return all;
    }
}
