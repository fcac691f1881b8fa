package dev.apitokens.keycloak.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {

    private static String basic(String text, Charset charset) {
        return "Basic " + Base64.getEncoder().encodeToString(text.getBytes(charset));
    }

    private static Credentials read(String header) {
        return Credentials.of(List.of(header)).orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer kcat_x", "bearer kcat_x", "BEARER kcat_x", " Bearer kcat_x "})
    void ofWhenBearerThenTokenOfAnybody(String header) {
        assertThat(read(header)).isEqualTo(new Credentials("kcat_x", null));
        assertThat(read(header).isOf("alice")).isTrue();
    }

    @Test
    void ofWhenMoreWhiteSpaceIsAroundTheTokenThenItIsPartOfIt() {
        assertThat(read("Bearer  kcat_x").token()).isEqualTo(" kcat_x");
    }

    @Test
    void ofWhenBasicThenPasswordIsWhatFollowsTheFirstColon() {
        assertThat(read(basic("alice:a:b", StandardCharsets.UTF_8))).isEqualTo(new Credentials("a:b", "alice"));
    }

    @Test
    void ofWhenBasicInAnyCharsetThenNameIsRead() {
        assertThat(read(basic("Jürgen:x", StandardCharsets.UTF_8)).isOf("jürgen"))
                .isTrue();
        assertThat(read(basic("Jürgen:x", StandardCharsets.ISO_8859_1)).isOf("jürgen"))
                .isTrue();
    }

    @Test
    void isOfWhenNameIsTheOwnersOrTheOneForAllThenTrue() {
        assertThat(read(basic("ALICE:x", StandardCharsets.UTF_8)).isOf("alice")).isTrue();
        assertThat(read(basic("api-token:x", StandardCharsets.UTF_8)).isOf("alice"))
                .isTrue();
        assertThat(read(basic("bob:x", StandardCharsets.UTF_8)).isOf("alice")).isFalse();
        assertThat(read(basic(":x", StandardCharsets.UTF_8)).isOf("alice")).isFalse();
        assertThat(read(basic("Api-Token:x", StandardCharsets.UTF_8)).isOf("alice"))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"ılker,ilker", "İlker,ilker", "ſusan,susan", "ilker,ılker"})
    void isOfWhenKeycloakTellsTheNamesApartThenFalse(String given, String owner) {
        assertThat(read(basic(given + ":x", StandardCharsets.UTF_8)).isOf(owner))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Basic", "Basic !!!", "Basic YQ==", "Digest a", "kcat_x"})
    void ofWhenNothingOfTheKindThenEmpty(String header) {
        assertThat(Credentials.of(List.of(header))).isEmpty();
    }

    @Test
    void ofWhenThereIsNoneThenEmpty() {
        assertThat(Credentials.of(List.of())).isEmpty();
    }

    @Test
    void ofWhenThereAreTwoThenRefused() {
        assertThatThrownBy(() -> Credentials.of(List.of("Bearer a", "Bearer a")))
                .isInstanceOf(ApiTokenErrorException.class);
    }

    @Test
    void toStringTellsNothing() {
        assertThat(read("Bearer kcat_x").toString()).doesNotContain("kcat_x");
    }
}
