package dev.apitokens.keycloak.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.ApiTokenBuilder;
import dev.apitokens.keycloak.model.PresentedToken;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;
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

    private static final String API_TOKEN_ID = "0f0f0f0f-1111-2222-3333-444444444444";
    private static final String ID = "onrtte:api-token." + API_TOKEN_ID + ".1900000000123.0e0e0e0e-1111";

    @Test
    void readThenTheTokenAndTheSecretThatItNamesAndItsScopes() {
        ExchangedToken token = ExchangedToken.read(
                        jwt("{\"jti\":\"" + ID + "\",\"scope\":\"read write\",\"aud\":[\"api\",\"account\"]}"))
                .orElseThrow();

        assertThat(token.apiTokenId()).isEqualTo(API_TOKEN_ID);
        assertThat(token.secretIssuedAt()).isEqualTo(Instant.ofEpochMilli(1_900_000_000_123L));
        assertThat(token.optionalScopes()).containsExactlyInAnyOrder("read", "write");
        TestRealm realm = new TestRealm();
        assertThat(token.isFor(realm.resourceServer("api"))).isTrue();
        assertThat(token.isFor(realm.resourceServer("mcp"))).isFalse();
    }

    @Test
    void readWhenThereIsNoScopeThenNone() {
        assertThat(ExchangedToken.read(jwt("{\"jti\":\"" + ID + "\"}"))
                        .orElseThrow()
                        .optionalScopes())
                .isEmpty();
    }

    @Test
    void optionalScopesWhenTheClaimSaysThemThenThoseAndNotWhatScopeTells() {
        assertThat(ExchangedToken.read(jwt("{\"jti\":\"" + ID + "\",\"scope\":\"profile read\","
                                + "\"api_token\":{\"id\":\"1\",\"name\":\"a\",\"scopes\":[\"read\",\"untold\"]}}"))
                        .orElseThrow()
                        .optionalScopes())
                .containsExactlyInAnyOrder("read", "untold");
    }

    @Test
    void claimThenScopesInOrder() {
        assertThat(ExchangedToken.claim(ApiTokenBuilder.token(API_TOKEN_ID).build(), Set.of("b", "a")))
                .containsEntry("id", API_TOKEN_ID)
                .containsEntry("scopes", List.of("a", "b"));
    }

    @Test
    void idThenIsReadAsItWasMade() {
        Instant issuedAt = Instant.ofEpochMilli(1_900_000_000_123L);
        PresentedToken presented =
                new PresentedToken(ApiTokenBuilder.token(API_TOKEN_ID).build(), true, issuedAt, null);

        String id = "onrtte:" + ExchangedToken.id(presented, "0e0e0e0e-1111");

        assertThat(id).isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "null",
                "[]",
                "{\"jti\":null}",
                "{\"jti\":1}",
                "{\"jti\":\"onrtac:0e0e0e0e-1111\"}",
                "{\"jti\":\"" + ID + " \"}",
                "{\"jti\":\"api-token." + API_TOKEN_ID + ".1900000000123.1\"}",
                "{\"jti\":\"onrtte:api-token.a\\u0000b.1900000000123.1\"}",
                "{\"jti\":\"onrtte:api-token." + API_TOKEN_ID + ".1900000000123.\"}",
                "{\"jti\":\"onrtte:api-token." + API_TOKEN_ID + ".99999999999999999999.1\"}",
                // What a mapper can write.
                "{\"api_token\":{\"id\":\"" + API_TOKEN_ID + "\"}}",
                // A login's token, whatever its id.
                "{\"jti\":\"" + ID + "\",\"sid\":\"session\"}",
                "no JSON",
            })
    void readWhenClaimsAreOfSomethingElseThenEmpty(String claims) {
        assertThat(ExchangedToken.read(jwt(claims))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "null", "{\"alg\":null}", "[]", "no JSON"})
    void readWhenNothingSaysHowItIsSignedThenEmpty(String header) {
        assertThat(ExchangedToken.read(jwt(header, "{\"jti\":\"" + ID + "\"}"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a.b.c", "kcat_x", "eyJ", "e30.e30"})
    void readWhenNoJwtThenEmpty(String text) {
        assertThat(ExchangedToken.read(text)).isEmpty();
    }
}
