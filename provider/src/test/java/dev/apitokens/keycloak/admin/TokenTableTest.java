package dev.apitokens.keycloak.admin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTableTest {

    @Test
    void headerThenTheNamesOfTheMembers() {
        assertThat(TokenTable.header())
                .startsWith("\"id\",\"name\",\"description\",")
                .endsWith("\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Laptop", "a+b=c", "2027-03-03T00:00:00Z", "a - b", "x,=1", "kcat_\u2026abcd"})
    void cellWhenNothingTakesItForAFormulaThenAsItIs(String text) {
        assertThat(TokenTable.cell(text)).isEqualTo('"' + text + '"');
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1",
                "-1",
                "@SUM(A1)",
                "\t=1",
                "\r=1",
                "\n=1",
                " =1",
                "\uFF1D1",
                "=HYPERLINK(A1;A2)",
            })
    void cellWhenItBeginsAsAFormulaThenBehindAnApostrophe(String text) {
        assertThat(TokenTable.cell(text)).startsWith("\"'" + text.charAt(0));
    }

    @Test
    void cellWhenItHoldsQuotesThenTwice() {
        assertThat(TokenTable.cell("the \"old\" one")).isEqualTo("\"the \"\"old\"\" one\"");
    }

    /** Some spreadsheets go by semicolons, and by what begins a line. */
    @ParameterizedTest
    @ValueSource(strings = {"x;=1", "x\t=1", "x\n=1", "x;\"=1"})
    void cellWhenAnotherWouldBeginWithinItThenDefusedAsWell(String text) {
        assertThat(TokenTable.cell(text)).doesNotContainPattern("[;\\t\\n]\"*=").contains("'");
    }
}
