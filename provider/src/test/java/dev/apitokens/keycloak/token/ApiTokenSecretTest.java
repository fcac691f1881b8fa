package dev.apitokens.keycloak.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTokenSecretTest {

    private static final SecureRandom RANDOM = new SecureRandom();

    /** Computed apart from this code: zlib's CRC-32 of the first 48 characters is 1180437062. */
    private static final String KNOWN = "kcat_00000000000000000000000000000000000000000011HszbS";

    @Test
    void generateThenFormIsAsDesignedAndParses() {
        ApiTokenSecret secret = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, RANDOM);

        assertThat(secret.reveal()).matches("kcat_[0-9A-Za-z]{49}");
        assertThat(ApiTokenSecret.parse(secret.reveal()).orElseThrow().hash()).isEqualTo(secret.hash());
    }

    @Test
    void generateWhenManyThenAllDiffer() {
        Set<String> secrets = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            secrets.add(
                    ApiTokenSecret.generate(new ApiTokenPrefix("acme1"), RANDOM).reveal());
        }
        assertThat(secrets)
                .hasSize(1000)
                .allMatch(secret -> ApiTokenSecret.parse(secret).isPresent());
    }

    @Test
    void parseWhenKnownThenKnownHashAndHint() {
        ApiTokenSecret secret = ApiTokenSecret.parse(KNOWN).orElseThrow();

        assertThat(secret.hash()).isEqualTo("8e41ff8fdad54363284c3c2f921f736343da4c927bfd30b5728623c5113ca73b");
        assertThat(secret.hint()).isEqualTo("kcat_…szbS");
        assertThat(ApiTokenSecret.isHint(secret.hint())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_…", "_…szbS", "k_…szbS", "kcat_szbS", "kcat_…szb", "kcat_…szbSx", "kcat…szbS"})
    void isHintWhenItIsNoneThenNot(String text) {
        assertThat(ApiTokenSecret.isHint(text)).isFalse();
    }

    @Test
    void parseWhenAnyCharacterIsChangedThenEmpty() {
        String good = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, RANDOM).reveal();
        for (int i = 0; i < good.length(); i++) {
            char other = good.charAt(i) == 'a' ? 'b' : 'a';
            String changed = good.substring(0, i) + other + good.substring(i + 1);
            assertThat(ApiTokenSecret.parse(changed)).as("position %d", i).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_",
                "kcat",
                "kcat_",
                "kcat_0",
                "KCAT_00000000000000000000000000000000000000000011HszbS",
                "k_00000000000000000000000000000000000000000011HszbS",
                "kcat_00000000000000000000000000000000000000000011HszbS ",
                "kcat_0000000000000000000000000000000000000000001ä2KRU4"
            })
    void parseWhenFormIsWrongThenEmpty(String text) {
        assertThat(ApiTokenSecret.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"kcat_", "kcat_too-short", "acme1_whatever", KNOWN})
    void looksLikeWhenPrefixedThenTrue(String text) {
        assertThat(ApiTokenSecret.looksLike(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_x", "eyJhbGciOiJSUzI1NiJ9.e30.c2ln", "eyj_h.e30.c2ln", "no-underscore", "X_y"})
    void looksLikeWhenJwtOrElseThenFalse(String text) {
        assertThat(ApiTokenSecret.looksLike(text)).isFalse();
    }

    @Test
    void toStringThenRedacted() {
        ApiTokenSecret secret = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, RANDOM);

        assertThat(secret.toString()).isEqualTo("ApiTokenSecret[redacted]");
    }

    @Test
    void isInWhenASecretStandsInTheTextThenYes() {
        String secret = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, new SecureRandom())
                .reveal();

        for (String text :
                List.of(secret, "x" + secret, "my " + secret + "9", "a_b_" + secret, secret + "_" + secret)) {
            assertThat(ApiTokenSecret.isIn(text))
                    .as("what is before and behind does not hide it")
                    .isTrue();
        }
        assertThat(ApiTokenSecret.isIn(secret.substring(0, secret.length() - 1)))
                .isFalse();
        assertThat(ApiTokenSecret.isIn("kcat_" + "x".repeat(49))).isFalse();
        assertThat(ApiTokenSecret.isIn("CI_of_the_web_shop")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "%s\n",
                "\r\n %s\t",
                "\"%s\"",
                "'%s',",
                "`%s`;",
                "\u00A0\u201C%s\u201D",
                "Bearer %s",
                "bearer  %s ",
                "Authorization: Bearer %s",
                "\"Bearer %s\""
            })
    void parsePastedThenFoundInWhatIsAroundIt(String around) {
        ApiTokenSecret secret = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, new SecureRandom());

        assertThat(ApiTokenSecret.parsePasted(around.replace("%s", secret.reveal())))
                .get()
                .extracting(ApiTokenSecret::hash)
                .isEqualTo(secret.hash());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"", "Bearer", "Bearer ", "token %s", "%s %s", "%sx"})
    void parsePastedWhenItIsNotOneSecretThenEmpty(String text) {
        ApiTokenSecret secret = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, new SecureRandom());

        assertThat(ApiTokenSecret.parsePasted(text.replace("%s", secret.reveal())))
                .isEmpty();
    }
}
