package dev.apitokens.keycloak.change;

import static dev.apitokens.keycloak.fixtures.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.apitokens.keycloak.policy.ApiTokenDescription;
import dev.apitokens.keycloak.policy.ApiTokenName;
import dev.apitokens.keycloak.token.ApiTokenPrefix;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestReaderTest {

    private static final String OTHER_BODY = "The body is not the JSON object that this call takes";
    /** Two chars of Java's, and one character. */
    private static final String EMOJI = "\uD83D\uDE80";

    private static String secret() {
        return ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, new SecureRandom())
                .reveal();
    }

    @Test
    void nameThenTrimmedAndOfUpToAHundredCharacters() {
        assertThat(RequestReader.name("\u2003 Deploy \n")).isEqualTo(new ApiTokenName("Deploy"));
        assertThat(RequestReader.name("x").value()).isEqualTo("x");
        assertThat(RequestReader.name(EMOJI.repeat(100)).value()).hasSize(200);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " \n", "a\tb", "a\u0000b", "a\u2028b", "a\u202Eb", "a\uD83Db", "\u200B"})
    void nameWhenItIsNoneThenInvalid(@Nullable String text) {
        assertInvalidName(text);
    }

    @Test
    void nameWhenTooLongOrWithASecretThenInvalid() {
        assertInvalidName("x".repeat(101));
        assertInvalidName(EMOJI.repeat(101));
        assertInvalidName("my " + secret());
    }

    private static void assertInvalidName(@Nullable String text) {
        assertRefused(
                () -> RequestReader.name(text),
                400,
                "invalid_name",
                "A name has 1 to 100 characters and no control characters");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "\r\n"})
    void descriptionWhenNothingIsSaidThenNone(@Nullable String text) {
        assertThat(RequestReader.description(text)).isNull();
    }

    @Test
    void descriptionThenTrimmedWithLineEndsOfOneCharacterAndOfUpToFiveHundred() {
        assertThat(RequestReader.description(" one\r\ntwo\n\nthree "))
                .isEqualTo(new ApiTokenDescription("one\ntwo\n\nthree"));
        assertThat(RequestReader.description(EMOJI.repeat(500))).isEqualTo(new ApiTokenDescription(EMOJI.repeat(500)));
        // Each line end that a browser sent counts once.
        assertThat(RequestReader.description("x\r\n".repeat(249) + "x")).isNotNull();
    }

    @Test
    void descriptionWhenItMayNotBeOneThenRefused() {
        for (String text : List.of(
                "x".repeat(501),
                EMOJI.repeat(501),
                "a\tb",
                "a\rb",
                "a\u0000b",
                "a\u2066b",
                "a\uDE80b",
                "it is " + secret())) {
            assertRefused(
                    () -> RequestReader.description(text),
                    400,
                    "invalid_request",
                    "A description has up to 500 characters and no control characters but line ends");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "2030-01-31T00:00:00Z, 2030-01-31T00:00:00Z",
        "2030-01-31T00:00:00.999999999Z, 2030-01-31T00:00:00Z",
        "2030-01-31T01:30:00+01:30, 2030-01-31T00:00:00Z",
        "2030-01-31T00:00Z, 2030-01-31T00:00:00Z",
        "9999-12-31T23:59:59Z, 9999-12-31T23:59:59Z",
        // In the past, which rules are for.
        "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
    })
    void expirationThenToTheSecondInUtc(String text, Instant expected) {
        assertThat(RequestReader.expiration(text)).isEqualTo(expected);
        assertThat(RequestReader.expiration(json(text))).isEqualTo(expected);
    }

    private static JsonNode json(String text) {
        return JsonNodeFactory.instance.textNode(text);
    }

    @Test
    void expirationWhenNullThenNever() {
        assertThat(RequestReader.expiration((String) null)).isNull();
        assertThat(RequestReader.expiration(JsonNodeFactory.instance.nullNode()))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "never",
                "2030-01-31",
                "2030-01-31T00:00:00",
                "2030-02-30T00:00:00Z",
                " 2030-01-31T00:00:00Z",
                "1900000000",
                "0000-12-31T23:59:59Z",
                "-0001-01-01T00:00:00Z"
            })
    void expirationWhenItIsNoInstantThenInvalid(String text) {
        assertRefused(
                () -> RequestReader.expiration(text),
                400,
                "invalid_expiration",
                "expiresAt must be an instant such as 2030-01-31T00:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+10000-01-01T00:00:00Z", "+999999999-12-31T00:00:00Z", "9999-12-31T23:59:59-01:00"})
    void expirationWhenBeyondTheYearsThatDatabasesHaveThenTooFar(String text) {
        assertRefused(
                () -> RequestReader.expiration(text),
                400,
                "expiration_too_far",
                "The expiration date is too far ahead");
    }

    @Test
    void expirationWhenOfAnotherTypeThenRefused() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        for (JsonNode node : List.of(
                json.numberNode(1900000000),
                json.numberNode(1.5),
                json.booleanNode(true),
                json.arrayNode().add("2030-01-31T00:00:00Z"),
                json.objectNode())) {
            assertRefused(() -> RequestReader.expiration(node), 400, "invalid_request", OTHER_BODY);
        }
    }

    @Test
    void gracePeriodThenOfUpToSevenDaysAndNoneByDefault() {
        assertThat(RequestReader.gracePeriod(null).duration()).isZero();
        assertThat(RequestReader.gracePeriod(0L).duration()).isZero();
        assertThat(RequestReader.gracePeriod(1L).duration()).isEqualTo(Duration.ofSeconds(1));
        assertThat(RequestReader.gracePeriod(604_800L).duration()).isEqualTo(Duration.ofDays(7));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, 604_801, Long.MAX_VALUE, Long.MIN_VALUE})
    void gracePeriodWhenThereIsNoSuchThenRefused(long seconds) {
        assertRefused(
                () -> RequestReader.gracePeriod(seconds),
                400,
                "invalid_request",
                "graceSeconds must be from 0 to 604800");
    }
}
