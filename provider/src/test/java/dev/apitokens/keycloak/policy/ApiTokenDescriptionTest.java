package dev.apitokens.keycloak.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.token.ApiTokenPrefix;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenDescriptionTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "deploys the shop",
                "two\nlines",
                "<b>no markup</b>",
                "\uD83D\uDE80 \u05D0\u05D1",
                "'; drop table"
            })
    void ofWhenPlainTextThenThatText(String text) {
        assertThat(ApiTokenDescription.isAllowed(text)).isTrue();
        assertThat(ApiTokenDescription.of(" " + text + "\n")).contains(new ApiTokenDescription(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n"})
    void ofWhenNothingIsInItThenNone(String text) {
        assertThat(ApiTokenDescription.isAllowed(text)).isTrue();
        assertThat(ApiTokenDescription.of(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\tb", "a\rb", "a\u0000b", "a\u202Eb", "a\u2066b", "a\u2028b", "a\uD83Db"})
    void isAllowedWhenControlCharacterThenNot(String text) {
        assertThat(ApiTokenDescription.isAllowed(text)).isFalse();
        assertThatThrownBy(() -> new ApiTokenDescription(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void isAllowedWhenTooLongThenNot() {
        String longest = "\uD83D\uDE80".repeat(ApiTokenDescription.MAX_CHARACTERS);

        assertThat(ApiTokenDescription.isAllowed(" " + longest + " ")).isTrue();
        assertThat(ApiTokenDescription.isAllowed(longest + "x")).isFalse();
    }

    @Test
    void isAllowedWhenSecretIsInItThenNot() {
        String secret = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, new SecureRandom())
                .reveal();

        assertThat(ApiTokenDescription.isAllowed("use " + secret)).isFalse();
    }
}
