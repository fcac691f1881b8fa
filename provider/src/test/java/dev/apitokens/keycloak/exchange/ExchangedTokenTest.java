package dev.apitokens.keycloak.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.TestRealm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExchangedTokenTest {

    private static String jwt(String header, String claims) {
        return base64(header) + "." + base64(claims) + "." + base64("signature");
    }

    private static String jwt(String claims) {
        return jwt("{\"alg\":\"RS256\"}", claims);
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void readThenTheTokenThatItNamesAndItsScopes() {
        ExchangedToken token = ExchangedToken.read(
                        jwt("{\"api_token\":{\"id\":\"1\"},\"scope\":\"read write\",\"aud\":[\"api\",\"account\"]}"))
                .orElseThrow();

        assertThat(token.apiTokenId()).isEqualTo("1");
        assertThat(token.scopes()).containsExactlyInAnyOrder("read", "write");
        TestRealm realm = new TestRealm();
        assertThat(token.isFor(realm.resourceServer("api"))).isTrue();
        assertThat(token.isFor(realm.resourceServer("mcp"))).isFalse();
    }

    @Test
    void readWhenThereIsNoScopeThenNone() {
        assertThat(ExchangedToken.read(jwt("{\"api_token\":{\"id\":\"1\"}}"))
                        .orElseThrow()
                        .scopes())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[]",
                "{\"api_token\":null}",
                "{\"api_token\":\"1\"}",
                "{\"api_token\":{}}",
                "{\"api_token\":{\"id\":1}}",
                "{\"api_token\":[{\"id\":\"1\"}]}",
                // A login's token, whatever a mapper put into it.
                "{\"api_token\":{\"id\":\"1\"},\"sid\":\"session\"}",
                "no JSON",
            })
    void readWhenClaimsAreOfSomethingElseThenEmpty(String claims) {
        assertThat(ExchangedToken.read(jwt(claims))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"alg\":null}", "[]", "no JSON"})
    void readWhenNothingSaysHowItIsSignedThenEmpty(String header) {
        assertThat(ExchangedToken.read(jwt(header, "{\"api_token\":{\"id\":\"1\"}}")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "kcat_x", "eyJ", "e30.e30"})
    void readWhenNoJwtThenEmpty(String text) {
        assertThat(ExchangedToken.read(text)).isEmpty();
    }
}
