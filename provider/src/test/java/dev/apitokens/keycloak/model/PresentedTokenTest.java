package dev.apitokens.keycloak.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.policy.Access;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PresentedTokenTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void isActiveWhenPreviousThenUntilTheVeryEndOfTheGrace() {
        PresentedToken previous = new PresentedToken(token(null), true, NOW, NOW.plusSeconds(60));

        assertThat(previous.isActive(NOW.plusSeconds(60).minusMillis(1))).isTrue();
        assertThat(previous.isActive(NOW.plusSeconds(60))).isFalse();
        assertThat(previous.isRotatedAway(NOW.plusSeconds(60))).isTrue();
    }

    @Test
    void isActiveWhenRevokedThenNeitherSecretIs() {
        assertThat(new PresentedToken(token(NOW), true, NOW, NOW.plusSeconds(60)).isActive(NOW))
                .isFalse();
        assertThat(new PresentedToken(token(NOW), false, NOW, null).isActive(NOW))
                .isFalse();
    }

    @Test
    void isRotatedAwayWhenCurrentThenNever() {
        assertThat(new PresentedToken(token(null), false, NOW, NOW).isRotatedAway(NOW))
                .isFalse();
    }

    @Test
    void isActiveWhenEndedForGoodThenNotByTheClockOfANodeThatIsBehindEither() {
        PresentedToken ended = PresentedToken.byEndedSecretOf(token(null), NOW);

        for (Instant clock : List.of(NOW.minusSeconds(60), NOW, NOW.plusSeconds(60))) {
            assertThat(ended.isActive(clock)).isFalse();
            assertThat(ended.isRotatedAway(clock)).isTrue();
        }
    }

    @Test
    void byPreviousSecretOfWhenReplacedWithoutGraceThenNotByTheClockOfANodeThatIsBehindEither() {
        for (Instant end : List.of(NOW, NOW.minusMillis(700), NOW.minusSeconds(3600))) {
            PresentedToken previous = PresentedToken.byPreviousSecretOf(rotated(end), NOW.minusSeconds(60));

            for (Instant clock : List.of(NOW.minusSeconds(7200), NOW.minusSeconds(3), NOW, NOW.plusSeconds(60))) {
                assertThat(previous.isActive(clock)).isFalse();
                assertThat(previous.isRotatedAway(clock)).isTrue();
            }
            assertThat(previous.issuedAt()).isEqualTo(NOW.minusSeconds(60));
        }
    }

    @Test
    void byPreviousSecretOfWhenThereIsGraceThenUntilItIsOverOrTheTokenIs() {
        PresentedToken previous = PresentedToken.byPreviousSecretOf(rotated(NOW.plusMillis(1)), NOW.minusSeconds(60));
        assertThat(previous.isPrevious()).isTrue();
        assertThat(previous.expiresAt()).isEqualTo(NOW.plusMillis(1));

        ApiToken brief = ApiTokenBuilder.token("id")
                .rotated(NOW, NOW.plusSeconds(60))
                .expiresAt(NOW.plusSeconds(30))
                .build();
        assertThat(PresentedToken.byPreviousSecretOf(brief, NOW.minusSeconds(60))
                        .expiresAt())
                .isEqualTo(NOW.plusSeconds(30));
    }

    private static ApiToken rotated(Instant previousEnds) {
        return ApiTokenBuilder.token("id").rotated(NOW, previousEnds).build();
    }

    private static ApiToken token(@Nullable Instant revokedAt) {
        return new ApiToken(
                "id",
                new Owner("realm", "user"),
                null,
                "name",
                null,
                "kcat_…x7Qa",
                NOW,
                "account-console",
                null,
                NOW,
                null,
                null,
                revokedAt,
                null,
                null,
                null,
                null,
                Access.FULL);
    }
}
