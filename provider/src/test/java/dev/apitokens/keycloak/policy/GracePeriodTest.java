package dev.apitokens.keycloak.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GracePeriodTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00.700Z");

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3600, 604_800})
    void ofSecondsWhenUpToSevenDaysThenThatLong(long seconds) {
        assertThat(GracePeriod.ofSeconds(seconds)).contains(new GracePeriod(Duration.ofSeconds(seconds)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 604_801, Long.MIN_VALUE, Long.MAX_VALUE})
    void ofSecondsWhenNegativeOrLongerThenEmpty(long seconds) {
        assertThat(GracePeriod.ofSeconds(seconds)).isEmpty();
    }

    @Test
    void newWhenTooLongThenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new GracePeriod(Duration.ofDays(8)));
    }

    @Test
    void endThenToTheSecondAndNeverAfterTheSecretsOwnEnd() {
        GracePeriod hour = new GracePeriod(Duration.ofHours(1));

        assertThat(hour.end(null, NOW)).isEqualTo("2026-11-24T13:00:00Z");
        assertThat(hour.end(Instant.parse("2026-11-24T13:00:01Z"), NOW)).isEqualTo("2026-11-24T13:00:00Z");
        assertThat(hour.end(Instant.parse("2026-11-24T12:30:00Z"), NOW)).isEqualTo("2026-11-24T12:30:00Z");
    }

    @Test
    void endWhenThereIsNoGraceThenNotAfterNow() {
        assertThat(new GracePeriod(Duration.ZERO).end(null, NOW)).isBeforeOrEqualTo(NOW);
    }
}
