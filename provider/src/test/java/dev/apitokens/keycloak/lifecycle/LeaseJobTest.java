package dev.apitokens.keycloak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.SettableClock;
import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.LeaseTerms;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.verification.LeaseGrant;
import dev.apitokens.keycloak.verification.LeaseLimits;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeaseJobTest {

    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final TestRealm realm = new TestRealm();
    private final SettableClock clock = new SettableClock(NOW);
    private Duration time = Duration.ZERO;
    private final Node one = new Node();
    private final Node two = new Node();

    /** A node of the cluster: its own jobs, what it knows of limits, and the setting as its cache has it. */
    private final class Node {
        private final LeaseJob job = new LeaseJob(() -> time.toNanos());
        private final LeaseLimits limits = new LeaseLimits(() -> time.toNanos(), clock);
        private int setting;

        private void see() {
            realm.attribute("api-tokens.lease-seconds", String.valueOf(setting));
        }

        void work() {
            see();
            new JobRun(realm.sessions(), job, INTERVAL, clock).run();
            forward(INTERVAL);
        }

        LeaseGrant begin() {
            see();
            return limits.begin(realm.session(), RealmSettings.of(realm.model()));
        }
    }

    @BeforeEach
    void setUp() {
        realm.store().housekeeping(new FakeHousekeeping().make());
    }

    private void forward(Duration by) {
        time = time.plus(by);
        clock.forward(by);
    }

    private LeaseTerms terms() {
        return realm.store().leases().find(TestRealm.ID);
    }

    private void assertTerms(int grantSeconds, int waitSeconds) {
        assertThat(terms().grantSeconds()).isEqualTo(grantSeconds);
        assertThat(terms().waitSeconds()).isEqualTo(waitSeconds);
    }

    @Test
    void workWhenNothingIsSetThenNothingIsStored() {
        one.work();

        assertThat(terms()).isEqualTo(LeaseTerms.NONE);
    }

    @Test
    void workWhenRaisedThenGrantedAndWaitedForAtOnce() {
        one.setting = 3;
        one.work();
        assertTerms(3, 3);

        one.setting = 7;
        one.work();
        assertTerms(7, 7);
    }

    @Test
    void workWhenTheDatabaseIsNotForLeasesThenNoneIsGrantedHoweverLongAndNoMoreOfThoseBefore() {
        realm.store().makeLeasesUnsafe();
        one.setting = 3;
        one.work();
        assertThat(terms()).isEqualTo(LeaseTerms.NONE);

        realm.store().lease(TestRealm.ID, new LeaseTerms(5, 5, 1));
        one.work();
        assertTerms(0, 5);
        one.work();
        forward(LeaseJob.UNTIL_OVER);
        one.work();
        assertTerms(0, 0);
        assertThat(one.begin().seconds(null, NOW)).isZero();
    }

    @Test
    void workWhenLoweredThenWaitedForUntilTheLongerOnesAreOver() {
        one.setting = 7;
        one.work();
        one.setting = 2;
        one.work();
        assertTerms(2, 7);

        one.work();
        forward(LeaseJob.UNTIL_OVER.minus(INTERVAL).minusNanos(1));
        one.work();
        assertTerms(2, 7);
        one.work();
        assertTerms(2, 2);
    }

    @Test
    void workWhenAnotherNodeTakesOverThenItCountsForItself() {
        one.setting = 7;
        two.setting = 7;
        one.work();
        one.setting = 0;
        two.setting = 0;
        one.work();
        one.work();
        forward(LeaseJob.UNTIL_OVER);

        two.work();
        assertTerms(0, 7);
        one.work();
        assertTerms(0, 0);
    }

    @Test
    void workWhenRaisedMeanwhileThenCountedAnew() {
        one.setting = 7;
        one.work();
        one.setting = 2;
        one.work();
        one.work();
        forward(LeaseJob.UNTIL_OVER);
        one.setting = 5;
        one.work();
        one.setting = 2;
        one.work();

        one.work();
        assertTerms(2, 7);
    }

    /** A node whose cache does not know goes by what it asked before, for as long as it may. */
    @Test
    void workWhenANodeGrantsByTheLimitBeforeThenItsLastLeaseIsWaitedFor() {
        one.setting = 10;
        two.setting = 10;
        one.work();
        two.begin();
        one.setting = 0;
        one.work();
        for (int second = 0; second < 9; second++) {
            one.work();
        }
        int granted = two.begin().seconds(null, NOW);
        Duration end = time.plusSeconds(granted);
        assertThat(granted).isEqualTo(10);

        while (time.compareTo(end) < 0) {
            one.work();
            assertThat(time.plusSeconds(terms().waitSeconds())).isGreaterThanOrEqualTo(end);
        }
    }

    /** What a resource server was told, and what was read when. */
    private final class Call {
        private final Node node;
        private final Token token;
        private final Duration sentAt = time;
        private @Nullable LeaseGrant grant;
        private @Nullable Boolean isActive;

        Call(Node node, Token token) {
            this.node = node;
            this.token = token;
        }

        /** One of the steps of an introspection; true when it was the last. */
        boolean step() {
            if (grant == null) {
                grant = node.begin();
            } else if (isActive == null) {
                isActive = !token.isEnded;
            } else {
                if (isActive) {
                    token.usableUntil(sentAt.plusSeconds(grant.seconds(null, NOW)));
                }
                return true;
            }
            return false;
        }
    }

    private final class Token {
        private boolean isEnded;
        private @Nullable Duration acknowledgedAt;
        private Duration usableUntil = Duration.ZERO;

        void usableUntil(Duration end) {
            usableUntil = end.compareTo(usableUntil) > 0 ? end : usableUntil;
            if (acknowledgedAt != null) {
                assertThat(usableUntil).isLessThanOrEqualTo(acknowledgedAt);
            }
        }

        /** Its end is committed, then acknowledged. */
        Token step() {
            if (isEnded) {
                acknowledgedAt = time.plusSeconds(terms().waitSeconds());
                usableUntil(Duration.ZERO);
            }
            isEnded = true;
            return this;
        }
    }

    /**
     * Two nodes, whose caches know of a change when they do, grant leases, end tokens and run the job in any order, with any
     * pause between two steps: no lease outlives the acknowledgement of its token's end.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void leaseWhenAnythingHappensInAnyOrderThenNoneOutlivesTheAcknowledgement(long seed) {
        Random random = new Random(seed);
        List<Node> nodes = List.of(one, two);
        List<Call> calls = new ArrayList<>();
        Token token = new Token();
        int setting = 0;
        int granted = 0;
        for (int i = 0; i < 50_000; i++) {
            Node node = nodes.get(random.nextInt(2));
            switch (random.nextInt(16)) {
                case 0 -> setting = random.nextBoolean() ? 0 : random.nextInt(11);
                case 1 -> node.setting = setting;
                case 2 -> node.work();
                case 3 -> token = token.acknowledgedAt == null ? token.step() : new Token();
                case 4, 5 -> forward(Duration.ofMillis(random.nextInt(random.nextInt(4) == 0 ? 6000 : 1000)));
                case 6, 7 -> calls.add(new Call(node, token));
                default -> {
                    if (!calls.isEmpty()) {
                        int which = random.nextInt(Math.min(3, calls.size()));
                        if (calls.get(which).step()) {
                            granted += calls.remove(which).token.usableUntil.compareTo(time) > 0 ? 1 : 0;
                        }
                    }
                }
            }
        }
        assertThat(granted).as("leases that were out").isGreaterThan(100);
    }
}
