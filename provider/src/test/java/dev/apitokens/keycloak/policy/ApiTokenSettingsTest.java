package dev.apitokens.keycloak.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiTokenSettingsTest {

    private static final ApiTokenSettings DEFAULT =
            SettingsReader.read(Map.of()).settings();

    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final ApiTokenSettings TEN_DAYS = with("max-lifetime-days", "10");

    private static ApiTokenSettings with(String name, String value) {
        return SettingsReader.read(Map.of("api-tokens." + name, value)).settings();
    }

    @Test
    void checkExpirationWhenNothingIsLimitedThenAnyFutureOrNone() {
        assertThat(DEFAULT.checkExpiration(null, NOW)).isEmpty();
        assertThat(DEFAULT.checkExpiration(NOW.plusSeconds(1), NOW)).isEmpty();
        assertThat(DEFAULT.checkExpiration(NOW, NOW)).contains(ApiTokenError.INVALID_EXPIRATION);
    }

    @Test
    void checkExpirationWhenLimitedThenUpToTheLimit() {
        assertThat(TEN_DAYS.checkExpiration(NOW.plus(Duration.ofDays(10)), NOW)).isEmpty();
        assertThat(TEN_DAYS.checkExpiration(NOW.plus(Duration.ofDays(10)).plusMillis(1), NOW))
                .contains(ApiTokenError.EXPIRATION_TOO_FAR);
        assertThat(TEN_DAYS.checkExpiration(null, NOW)).contains(ApiTokenError.EXPIRATION_REQUIRED);
    }

    @Test
    void checkExpirationWhenNeverIsNotAllowedThenRequired() {
        assertThat(with("never-expires-allowed", "false").checkExpiration(null, NOW))
                .contains(ApiTokenError.EXPIRATION_REQUIRED);
    }

    @Test
    void exceedsMaxLifetimeWhenLongerOrEndlessThenTrue() {
        assertThat(TEN_DAYS.exceedsMaxLifetime(NOW, null)).isTrue();
        assertThat(TEN_DAYS.exceedsMaxLifetime(NOW, NOW.plus(Duration.ofDays(11))))
                .isTrue();
        assertThat(TEN_DAYS.exceedsMaxLifetime(NOW, NOW.plus(Duration.ofDays(10))))
                .isFalse();
        assertThat(DEFAULT.exceedsMaxLifetime(NOW, null)).isFalse();
    }

    @Test
    void asLongAgainThenTheSameLifetimeFromNow() {
        Instant issuedAt = NOW.minus(Duration.ofDays(20));

        assertThat(ApiTokenSettings.asLongAgain(issuedAt, issuedAt.plus(Duration.ofDays(30)), NOW))
                .isEqualTo(NOW.plus(Duration.ofDays(30)));
        assertThat(ApiTokenSettings.asLongAgain(issuedAt, null, NOW)).isNull();
    }

    @Test
    void asLongAgainWhenThatIsBeyondTheLastYearThenItsEnd() {
        Instant last = Instant.parse("9999-12-31T23:59:59Z");

        assertThat(ApiTokenSettings.asLongAgain(NOW.minusSeconds(1), last, NOW)).isEqualTo(last);
        // As rotations before left them.
        assertThat(ApiTokenSettings.asLongAgain(NOW, last.plusSeconds(1), NOW)).isEqualTo(last);
    }

    @Test
    void isReauthenticationRequiredWhenOlderThanAllowedThenTrue() {
        ApiTokenSettings settings = with("max-auth-age-seconds", "60");

        assertThat(settings.isReauthenticationRequired(NOW.minusSeconds(60), NOW))
                .isFalse();
        assertThat(settings.isReauthenticationRequired(NOW.minusSeconds(61), NOW))
                .isTrue();
        assertThat(DEFAULT.isReauthenticationRequired(Instant.EPOCH, NOW)).isFalse();
    }
}
