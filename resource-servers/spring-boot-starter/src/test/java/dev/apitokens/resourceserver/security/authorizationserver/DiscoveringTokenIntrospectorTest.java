package dev.apitokens.resourceserver.security.authorizationserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.apitokens.resourceserver.security.AuthorizationServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.server.resource.introspection.BadOpaqueTokenException;
import org.springframework.security.oauth2.server.resource.introspection.OAuth2IntrospectionException;

class DiscoveringTokenIntrospectorTest {

    private static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    private final AuthorizationServer authorizationServer = new AuthorizationServer();
    private final DiscoveringTokenIntrospector introspector =
            introspector(AuthorizationServer.CLIENT_ID, AuthorizationServer.CLIENT_SECRET);

    private DiscoveringTokenIntrospector introspector(String clientId, String clientSecret) {
        return introspector(new ResourceServerProperties(
                authorizationServer.issuer(),
                null,
                clientId,
                clientSecret,
                false,
                false,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                READ_TIMEOUT));
    }

    private static DiscoveringTokenIntrospector introspector(ResourceServerProperties server) {
        return new DiscoveringTokenIntrospector(server, new AuthorizationServerClient(server));
    }

    @AfterEach
    void stop() {
        authorizationServer.close();
    }

    @Test
    void introspectWhenActiveThenRolesAndScopesAreAuthorities() {
        var principal = introspector.introspect(authorizationServer.issue("alice", "editor", "user"));

        assertThat(principal.getName()).isEqualTo("id-of-alice");
        assertThat(principal.getAuthorities())
                .extracting(GrantedAuthority::getAuthority)
                .containsExactlyInAnyOrder(
                        "ROLE_editor",
                        "ROLE_user",
                        "SCOPE_profile",
                        "SCOPE_email",
                        "SCOPE_projects:read",
                        "SCOPE_projects:write");
    }

    private @Nullable Object lease(Object granted, Map<String, List<String>> headers) {
        Map<String, Object> claims = authorizationServer.claims(authorizationServer.issue("alice"));
        claims.put("lease_seconds", granted);
        authorizationServer.introspectionHeaders(headers);
        return introspector.introspect(authorizationServer.issue(claims)).getAttribute("lease_seconds");
    }

    private @Nullable Object lease(Object granted, String... cacheControl) {
        return lease(granted, Map.of("Cache-Control", List.of(cacheControl)));
    }

    @Test
    void introspectWhenHeadersSayNothingThenNoLease() {
        assertThat(lease(5, Map.of())).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "private",
                "public, immutable",
                "no-store",
                "No-Store",
                "NO-STORE, max-age=10",
                "private,max-age=10,no-store",
                "no-cache",
                "max-age=10, No-Cache",
                "max-age=10, no-cache=\"Set-Cookie\"",
                "max-age=0",
                "Max-Age=0",
                "max-age=10, max-age=0",
                "max-age",
                "max-age=",
                "max-age=-1",
                "max-age=1.5",
                "max-age=+5",
                "max-age=\"5\"",
                "max-age=5s",
                "max-age=5 6",
                "s-maxage=10",
                "x-max-age=10",
                "private=\"a, max-age=10\"",
            })
    void introspectWhenHeadersDoNotLetItBeKeptThenNoLease(String cacheControl) {
        assertThat(lease(5, cacheControl)).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "private, max-age=5 | 5",
                "PRIVATE, MAX-AGE=5 | 5",
                "max-age=3 | 3",
                "max-age = 3 | 3",
                "private,max-age=3,must-revalidate | 3",
                "max-age=4, max-age=3 | 3",
                "max-age=003 | 3",
                "max-age=6 | 5",
                "max-age=2147483648 | 5",
                "max-age=99999999999999999999999999 | 5",
            })
    void introspectWhenHeadersLetItBeKeptThenNoLongerThanBothSay(String cacheControl, int seconds) {
        assertThat(lease(5, cacheControl)).isEqualTo(seconds);
    }

    @Test
    void introspectWhenSomebodyAddedAHeaderThenThatIsHeededAsWell() {
        assertThat(lease(5, "private, max-age=5", "max-age=2")).isEqualTo(2);
        assertThat(lease(5, "private, max-age=5", "no-store")).isNull();
    }

    @Test
    void introspectWhenSomebodyHasKeptTheAnswerThenNoLease() {
        assertThat(lease(5, Map.of("Cache-Control", List.of("private, max-age=5"), "Age", List.of("1"))))
                .isNull();
    }

    @Test
    void introspectWhenTheMemberIsNoNumberThenLeftForWhoReadsIt() {
        assertThat(lease("5", "private, max-age=5")).isEqualTo("5");
        assertThat(lease(0, "private, max-age=5")).isEqualTo(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "404 | {\"error\":\"Realm does not exist\"}",
                "500 | ``",
                "302 | ``",
                "200 | ``",
                "200 | <html></html>",
                "200 | []",
                "200 | {}",
                "200 | {\"issuer\":\"http://127.0.0.1/another\",\"introspection_endpoint\":\"http://127.0.0.1/\"}",
                "200 | {\"issuer\":\"ISSUER\"}",
                "200 | {\"issuer\":\"ISSUER\",\"introspection_endpoint\":7}",
                "200 | {\"issuer\":\"ISSUER\",\"introspection_endpoint\":\"no address\"}",
                "200 | {\"issuer\":\"ISSUER/\",\"introspection_endpoint\":\"ISSUER\"}",
            })
    void introspectWhenDiscoveryFailsThenNoAnswerAndItIsTriedAgain(int status, String body) {
        String token = authorizationServer.issue("alice");
        authorizationServer.answerDiscovery(status, body.replace("ISSUER", authorizationServer.issuer()));
        assertNoAnswer(token);
        assertThat(authorizationServer.introspections()).isZero();

        authorizationServer.recover();

        assertThat(introspector.introspect(token).getName()).isEqualTo("id-of-alice");
    }

    @Test
    void introspectWhenIssuerIsOutOfReachThenDiscoveredAtTheAddressSet() {
        String issuer = "https://public.invalid/realms/demo";
        authorizationServer.answerDiscovery(
                200,
                "{\"issuer\":\"" + issuer + "\",\"introspection_endpoint\":\"" + authorizationServer.issuer()
                        + "/protocol/openid-connect/token/introspect\"}");
        DiscoveringTokenIntrospector inside = discoveringAt(issuer);

        assertThat(inside.introspect(authorizationServer.issue("alice")).getName())
                .isEqualTo("id-of-alice");
    }

    @Test
    void introspectWhenAddressSetNamesAnotherIssuerThenNoAnswer() {
        String token = authorizationServer.issue("alice");

        assertThatExceptionOfType(OAuth2IntrospectionException.class)
                .isThrownBy(() ->
                        discoveringAt("https://public.invalid/realms/demo").introspect(token))
                .withMessage("discovery names another issuer than https://public.invalid/realms/demo");
        assertThat(authorizationServer.introspections()).isZero();
    }

    private DiscoveringTokenIntrospector discoveringAt(String issuer) {
        return introspector(new ResourceServerProperties(
                issuer,
                authorizationServer.issuer() + "/.well-known/openid-configuration",
                AuthorizationServer.CLIENT_ID,
                AuthorizationServer.CLIENT_SECRET,
                false,
                false,
                null,
                List.of(),
                List.of(),
                List.of(),
                null,
                READ_TIMEOUT));
    }

    @Test
    void introspectWhenNobodyListensThenNoAnswer() {
        authorizationServer.stop();

        assertNoAnswer("kcat_any");
    }

    @Test
    void introspectWhenAnswerTakesTooLongThenNoAnswer() {
        authorizationServer.holdIntrospection();

        assertNoAnswer("kcat_any");
    }

    @Test
    void introspectWhenClientRefusedThenNoAnswer() {
        assertThatExceptionOfType(OAuth2IntrospectionException.class)
                .isThrownBy(() -> introspector(AuthorizationServer.CLIENT_ID, "wrong")
                        .introspect(authorizationServer.issue("alice")))
                .isNotInstanceOf(BadOpaqueTokenException.class)
                .withMessage("introspection was answered with 401");
    }

    @Test
    void introspectWhenTokenNeedsEncodingThenAskedAboutAsItIs() {
        authorizationServer.answerIntrospection(200, "{\"active\":false,\"token\":\"%TOKEN%\"}");
        assertThatExceptionOfType(BadOpaqueTokenException.class)
                .isThrownBy(() -> introspector.introspect("a+b/c==&active=true"));
    }

    @Test
    void toStringWhenSecretThenLeftOut() {
        assertThat(new ResourceServerProperties(
                        "http://127.0.0.1/realms/demo",
                        null,
                        "api",
                        "hush",
                        false,
                        false,
                        null,
                        List.of(),
                        List.of(),
                        List.of(),
                        null,
                        READ_TIMEOUT))
                .asString()
                .contains("realms/demo", "api")
                .doesNotContain("hush");
    }

    private void assertNoAnswer(String token) {
        assertThatExceptionOfType(OAuth2IntrospectionException.class)
                .isThrownBy(() -> introspector.introspect(token))
                .isNotInstanceOf(BadOpaqueTokenException.class);
    }
}
