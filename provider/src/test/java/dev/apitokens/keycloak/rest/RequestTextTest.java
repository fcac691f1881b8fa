package dev.apitokens.keycloak.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.model.ApiToken;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "\n", "é", "漢字", "🔑"})
    void isStorableWhenAnyCharacterThenYes(String text) {
        assertThat(RequestText.isStorable(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0000", "a\u0000b", "\ud83d", "\udd11", "\udd11\ud83d", "a\ud83db"})
    void isStorableWhenNulOrHalfAPairThenNo(String text) {
        assertThat(RequestText.isStorable(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "2030-01-31T00:00:00Z, 2030-01-31T00:00:00Z",
        "2030-01-31T00:00:00+14:00, 2030-01-30T10:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    })
    void instantWhenOfTheYears1To9999ThenThat(String text, Instant instant) {
        assertThat(RequestText.instant(text)).contains(instant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+999999999-12-31T23:59:59Z",
                "-999999999-01-01T00:00:00Z",
                "+10000-01-01T00:00:00Z",
                "9999-12-31T23:59:59-18:00",
                "0001-01-01T00:00:00+18:00",
                "0000-01-01T00:00:00Z",
                "2030-02-30T00:00:00Z",
                "2030-01-31",
                "",
                "now",
            })
    void instantWhenBeyondOrNoneThenEmpty(String text) {
        assertThat(RequestText.instant(text)).isEmpty();
    }

    @Test
    void numberThenWithinItsRangeOrRefused() {
        assertThat(RequestText.number("max", null, 100, 1000)).isEqualTo(100);
        assertThat(RequestText.number("max", " 0 ", 100, 1000)).isZero();
        assertThat(RequestText.number("max", "1000", 100, 1000)).isEqualTo(1000);
        for (String text : List.of("1001", "-1", "ten", "1.5", "99999999999")) {
            assertThatThrownBy(() -> RequestText.number("max", text, 100, 1000))
                    .as(text)
                    .isInstanceOf(ApiTokenErrorException.class);
        }
    }

    @Test
    void statusThenAsItIsSpelledInAnswersOrRefused() {
        assertThat(RequestText.status("active")).isEqualTo(ApiToken.Status.ACTIVE);
        assertThat(RequestText.status(" revoked ")).isEqualTo(ApiToken.Status.REVOKED);
        assertThat(RequestText.status(" ")).isNull();
        assertThatThrownBy(() -> RequestText.status("ACTIVE")).isInstanceOf(ApiTokenErrorException.class);
    }
}
