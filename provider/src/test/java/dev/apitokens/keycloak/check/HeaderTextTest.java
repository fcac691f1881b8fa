package dev.apitokens.keycloak.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "alice|alice",
                "CI job 7|CI job 7",
                "Jürgen|J%C3%BCrgen",
                "100%|100%25",
                "\" a \"|%20a%20",
                "\"a\r\nX-Admin: 1\"|a%0D%0AX-Admin: 1",
                "😀|%F0%9F%98%80",
                "a,b|a,b",
            })
    void textOfIsWhatAHeaderCanCarry(String text, String header) {
        assertThat(HeaderText.of(text)).isEqualTo(header);
    }

    @Test
    void textOfWhenAnyControlCharacterThenNone() {
        for (int character = 0; character < 0xa0; character++) {
            assertThat(HeaderText.of("a" + (char) character + "b")).matches("[\\x20-\\x7e]+");
        }
    }

    @Test
    void textOfWhenSeveralThenACommaStandsOnlyBetweenThem() {
        assertThat(HeaderText.of(List.of("a,b", "c d", "ü"))).isEqualTo("a%2Cb,c d,%C3%BC");
        assertThat(HeaderText.of(List.of())).isEmpty();
    }
}
