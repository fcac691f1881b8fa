package dev.apitokens.keycloak.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.LeaseTerms;
import dev.apitokens.keycloak.model.RealmSettings;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LeaseLimitsTest {

    private static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");

    private final TestRealm realm = new TestRealm();
    private Duration time = Duration.ZERO;
    private Duration clock = Duration.ZERO;
    private final LeaseLimits limits = new LeaseLimits(() -> time.toNanos(), () -> NOW.plus(clock));

    private LeaseGrant begin() {
        return limits.begin(realm.session(), RealmSettings.of(realm.model()));
    }

    private int granted() {
        return begin().seconds(null, NOW);
    }

    private void setTo(String seconds) {
        realm.attribute("api-tokens.lease-seconds", seconds);
    }

    private void stored(int grantSeconds, int version) {
        realm.store().lease(TestRealm.ID, new LeaseTerms(grantSeconds, grantSeconds, version));
    }

    @Test
    void beginWhenNoneIsSetThenNoneAndNoRead() {
        stored(5, 1);

        assertThat(granted()).isZero();
        assertThat(realm.store().reads()).isZero();
    }

    @Test
    void beginWhenSwitchedOffThenNoneAndNoRead() {
        setTo("5");
        realm.attribute("api-tokens.enabled", "false");

        assertThat(granted()).isZero();
        assertThat(realm.store().reads()).isZero();
    }

    @Test
    void beginWhenRealmIsDisabledThenNoneAndNoRead() {
        setTo("5");
        stored(5, 1);
        realm.disable();

        assertThat(granted()).isZero();
        assertThat(realm.store().reads()).isZero();
    }

    @Test
    void beginWhenNobodyWaitsYetThenNone() {
        setTo("5");

        assertThat(granted()).isZero();
    }

    @Test
    void beginWhenSetAndWaitedForThenTheShorterOfBoth() {
        stored(4, 1);

        setTo("5");
        assertThat(granted()).isEqualTo(4);
        setTo("3");
        assertThat(granted()).isEqualTo(3);
    }

    @Test
    void beginWhenAskedAMomentAgoThenNoRead() {
        setTo("5");
        stored(5, 1);
        granted();
        stored(1, 2);
        time = LeaseLimits.KNOWN_FOR;

        assertThat(granted()).isEqualTo(5);
        assertThat(realm.store().reads()).isEqualTo(1);
    }

    @Test
    void beginWhenAskedLongAgoThenAsksAgain() {
        setTo("5");
        stored(5, 1);
        granted();
        stored(1, 2);
        time = LeaseLimits.KNOWN_FOR.plusNanos(1);

        assertThat(granted()).isEqualTo(1);
    }

    @Test
    void beginWhenTheMachineWasSuspendedThenAsksAgain() {
        setTo("5");
        stored(5, 1);
        granted();
        stored(1, 2);
        clock = LeaseLimits.KNOWN_FOR;
        assertThat(granted()).isEqualTo(5);
        clock = LeaseLimits.KNOWN_FOR.plusNanos(1);

        assertThat(granted()).isEqualTo(1);
    }

    @Test
    void beginWhenTheClockWasSetBackThenAsksAgainNoLater() {
        setTo("5");
        stored(5, 1);
        granted();
        stored(1, 2);
        clock = Duration.ofDays(-1);
        time = LeaseLimits.KNOWN_FOR.plusNanos(1);

        assertThat(granted()).isEqualTo(1);
    }

    @Test
    void secondsWhenTheMachineWasSuspendedMeanwhileThenNone() {
        setTo("5");
        stored(5, 1);
        LeaseGrant grant = begin();

        clock = LeaseLimits.MOST_AGE.plusNanos(1);

        assertThat(grant.seconds(null, NOW)).isZero();
    }

    @Test
    void beginWhenStoreIsAwayThenSaysSo() {
        setTo("5");
        realm.store().fail(new IllegalStateException("away"));

        assertThatThrownBy(this::begin).hasMessage("away");
    }

    @Test
    void secondsWhenAnswerIsLateThenNone() {
        setTo("5");
        stored(5, 1);
        LeaseGrant grant = begin();

        time = LeaseLimits.MOST_AGE;
        assertThat(grant.seconds(null, NOW)).isEqualTo(5);
        time = LeaseLimits.MOST_AGE.plusNanos(1);
        assertThat(grant.seconds(null, NOW)).isZero();
    }

    @Test
    void secondsWhenTokenEndsEarlierThenNotPastIt() {
        setTo("5");
        stored(5, 1);
        LeaseGrant grant = begin();

        assertThat(grant.seconds(NOW.plusSeconds(6), NOW)).isEqualTo(5);
        assertThat(grant.seconds(NOW.plusMillis(3999), NOW)).isEqualTo(3);
        assertThat(grant.seconds(NOW.minusSeconds(1), NOW)).isZero();
    }
}
