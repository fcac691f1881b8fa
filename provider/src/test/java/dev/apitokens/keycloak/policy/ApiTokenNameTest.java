package dev.apitokens.keycloak.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenNameTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "<img src=x onerror=alert(1)>", "\"'&", "CI 🚀", "👩‍👩‍👧", "日本語", "مفتاح"})
    void parseWhenOrdinaryThenName(String text) {
        assertThat(ApiTokenName.parse(text))
                .hasValueSatisfying(name -> assertThat(name.value()).isEqualTo(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\t",
                "a\u0000b",
                "a\nb",
                "a\u007fb",
                "a\u0085b",
                "a\u2028b",
                "a\u202eb",
                "a\u202ab",
                "a\u2066b",
                "a\u2069b",
                "\ud800",
                "\u200b",
                "\u200b\u200d"
            })
    void parseWhenEmptyOrForbiddenThenNone(String text) {
        assertThat(ApiTokenName.parse(text)).isEmpty();
    }

    @Test
    void parseThenTrimmedAndCountedInCodePoints() {
        assertThat(ApiTokenName.parse("  a  ").orElseThrow().value()).isEqualTo("a");
        assertThat(ApiTokenName.parse("😀".repeat(100))).isPresent();
        assertThat(ApiTokenName.parse("a".repeat(101))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"CI Pipeline, ci pipeline", "STRASSE, straße", "É, é", "Å, Å"})
    void keyWhenCaseOrCompositionDiffersThenEqual(String one, String other) {
        assertThat(new ApiTokenName(one).key()).isEqualTo(new ApiTokenName(other).key());
    }

    @Test
    void keyWhenNamesDifferThenDiffers() {
        assertThat(new ApiTokenName("Cafe").key()).isNotEqualTo(new ApiTokenName("Café").key());
    }
}
