package dev.apitokens.keycloak.token;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code docs/secret-scanning.md} tells the makers of scanners is so. */
class SecretScanningPageTest {

    private static final Pattern VECTOR =
            Pattern.compile("^\\| `([a-z0-9]+_[0-9A-Za-z]+)` \\| (\\d+) \\| `([0-9a-f]{64})` \\|$", Pattern.MULTILINE);
    private static final Pattern NO_TOKEN = Pattern.compile("^- `([a-z]+_[0-9A-Za-z]+)`$", Pattern.MULTILINE);
    private static final Pattern RULE = Pattern.compile("(?:regex = '''|token: ')(.+?)'");

    private String page = "";

    @BeforeEach
    void read() throws IOException {
        page = Files.readString(Path.of("../docs/secret-scanning.md"));
    }

    @Test
    void vectorsThenAreTokensWithThatChecksumAndHash() {
        List<MatchResult> vectors = VECTOR.matcher(page).results().toList();

        assertThat(vectors).hasSize(4).allSatisfy(vector -> {
            ApiTokenSecret secret = ApiTokenSecret.parse(vector.group(1)).orElseThrow();
            assertThat(secret.hash()).isEqualTo(vector.group(3));
            CRC32 crc = new CRC32();
            crc.update(
                    vector.group(1).substring(0, vector.group(1).length() - 6).getBytes(US_ASCII));
            assertThat(crc.getValue()).isEqualTo(Long.parseLong(vector.group(2)));
        });
    }

    @Test
    void wrongChecksumsThenAreNoTokens() {
        assertThat(NO_TOKEN.matcher(page).results().map(match -> match.group(1)))
                .hasSize(3)
                .allSatisfy(text -> assertThat(ApiTokenSecret.parse(text)).isEmpty());
    }

    @Test
    void rulesThenFindEveryVectorOfTheDefaultPrefixAndNothingElse() {
        List<Pattern> rules = RULE.matcher(page)
                .results()
                .map(match -> Pattern.compile(match.group(1)))
                .toList();
        List<String> tokens = VECTOR.matcher(page)
                .results()
                .map(match -> match.group(1))
                .filter(token -> token.startsWith("kcat_"))
                .toList();

        assertThat(tokens).hasSize(3);
        assertThat(rules).hasSize(2).allSatisfy(rule -> {
            for (String token : tokens) {
                assertThat(rule.matcher("TOKEN=\"" + token + "\";").results().map(found -> found.group(1)))
                        .containsExactly(token);
                assertThat(rule.matcher(token + "0").find()).isFalse();
                assertThat(rule.matcher("x" + token).find()).isFalse();
                assertThat(rule.matcher(token.substring(0, 53)).find()).isFalse();
            }
        });
    }
}
