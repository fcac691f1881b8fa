package dev.apitokens.resourceserver.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** What a resource server that takes JWTs as well does about them. */
public abstract class JwtContract extends BearerTokenContract {

    /** Starts the server, with options of its own. */
    protected JwtContract(Class<?> application, String... options) {
        super(application, options);
    }

    private Map<String, Object> claims() {
        return authorizationServer.jwtClaims("alice", "editor");
    }

    private void assertRefused(String token) throws Exception {
        int before = authorizationServer.introspections();
        assertInvalidToken(whoami(token));
        assertThat(authorizationServer.introspections()).isEqualTo(before);
    }

    @Test
    void callWhenJwtThenCallerIsItsPersonAndNobodyIsAsked() throws Exception {
        int before = authorizationServer.introspections();

        HttpResponse<String> answer = whoami(authorizationServer.sign(claims()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(username(answer.body())).isEqualTo("alice");
        assertThat(authorizationServer.introspections()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"at+jwt", "JWT"})
    void callWhenJwtSaysThatItIsAnAccessTokenThenAccepted(String type) throws Exception {
        assertThat(whoami(authorizationServer.sign(type, claims())).statusCode())
                .isEqualTo(200);
    }

    @Test
    void callWhenJwtIsForSeveralServersThenAccepted() throws Exception {
        Map<String, Object> claims = claims();
        claims.put("aud", List.of("another-server", AuthorizationServer.CLIENT_ID));

        assertThat(whoami(authorizationServer.sign(claims)).statusCode()).isEqualTo(200);
    }

    @Test
    void callWhenJwtExpiresThenRefusedFromThenOn() throws Exception {
        Map<String, Object> claims = claims();
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS).plusSeconds(2);
        claims.put("exp", end.getEpochSecond());
        String token = authorizationServer.sign(claims);

        // Accepted only when asked before its end, refused only after it, however slow the machine is.
        Instant asked = Instant.now();
        while (whoami(token).statusCode() == 200) {
            assertThat(asked).isBeforeOrEqualTo(end);
            asked = Instant.now();
        }
        assertThat(Instant.now()).isAfterOrEqualTo(end);
        assertRefused(token);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "aud | \"another-server\"",
                "aud | [\"another-server\", \"demo\"]",
                "aud | []",
                "aud |",
                "iss | \"http://127.0.0.1/realms/demo\"",
                "iss |",
                "exp | 1700000001",
                "exp |",
                "exp | \"soon\"",
                "nbf | 4000000000",
                "typ | \"ID\"",
                "typ | \"Refresh\"",
                "typ |",
                "sub |",
                "realm_access | \"all\"",
            })
    void callWhenJwtIsWrongInOneClaimThenInvalidToken(String claim, String value) throws Exception {
        Map<String, Object> claims = claims();
        if (value == null) {
            claims.remove(claim);
        } else {
            claims.put(claim, new JsonMapper().readValue(value, Object.class));
        }

        assertRefused(authorizationServer.sign(claims));
    }

    @Test
    void callWhenJwtIsNotSignedByTheIssuerThenInvalidToken() throws Exception {
        String good = authorizationServer.sign(claims());
        String[] parts = good.split("\\.", -1);
        String unsigned = base64("{\"alg\":\"none\",\"typ\":\"JWT\"}");
        byte[] signature = Base64.getUrlDecoder().decode(parts[2]);
        signature[7] ^= 1;

        assertRefused(authorizationServer.forge(claims()));
        assertRefused(authorizationServer.signWithPublicKeyAsSecret(claims()));
        assertRefused(authorizationServer.sign("logout+jwt", claims()));
        assertRefused(unsigned + "." + parts[1] + ".");
        assertRefused(unsigned + "." + parts[1] + "." + parts[2]);
        assertRefused(parts[0] + "." + parts[1] + ".");
        assertRefused(parts[0] + "." + parts[1] + "."
                + Base64.getUrlEncoder().withoutPadding().encodeToString(signature));
        assertRefused(parts[0] + "." + base64(new JsonMapper().writeValueAsString(claims())) + "." + parts[2]);
        assertThat(whoami(good).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "a.b.c", "eyJ9.eyJ9.x"})
    void callWhenFormOfJwtAndNothingElseThenInvalidToken(String token) throws Exception {
        assertRefused(token);
    }

    @Test
    void callWhenOneKindPosesAsTheOtherThenInvalidToken() throws Exception {
        String apiToken = authorizationServer.issue("alice", "editor");
        String jwt = authorizationServer.sign(claims());

        // An API token with the dots of a JWT, a JWT with the prefix of an API token, and one without its dots.
        assertRefused(apiToken + "..");
        assertRefused("a." + apiToken + ".b");
        assertRefused("kcat_" + jwt);
        assertInvalidToken(whoami(jwt.replace('.', '_')));
        assertInvalidToken(whoami(apiToken + "." + apiToken));
    }

    @Test
    void callWhenKeyIsReplacedThenTheNewOneIsFoundAndTheOldOneRefused() throws Exception {
        String old = authorizationServer.sign(claims());
        assertThat(whoami(old).statusCode()).isEqualTo(200);

        authorizationServer.rotateKey();

        assertThat(whoami(authorizationServer.sign(claims())).statusCode()).isEqualTo(200);
        assertRefused(old);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "500 | {\"error\":\"server_error\"}",
                "503 | ``",
                "404 | not found",
                "302 | ``",
                "200 | ``",
                "200 | <html></html>",
                "200 | null",
                "200 | {}",
            })
    void callWhenKeysAreOutOfReachThenUnavailableUntilTheyAreBack(int status, String body) throws Exception {
        String token = authorizationServer.sign(claims());
        authorizationServer.answerKeys(status, body);
        try (ConfigurableApplicationContext early = start()) {
            assertUnavailable(send(whoami(base(early)), token));

            authorizationServer.recover();

            assertThat(send(whoami(base(early)), token).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void callWhenAuthorizationServerIsDownThenUnavailableUntilItIsUp() throws Exception {
        startBeforeAuthorizationServer(authorizationServer.sign(claims())).close();
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
