package dev.apitokens.keycloak.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.Fake;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.LoginProtocolFactory;

class OwnLoginTest {

    private static final Set<String> PROTOCOLS = Set.of("openid-connect", "saml");

    private static boolean isProved(@Nullable String method, @Nullable String impersonator) {
        LoginProtocolFactory protocol = Fake.of(LoginProtocolFactory.class).make();
        KeycloakSession session = Fake.of(KeycloakSession.class)
                .returns(
                        "getKeycloakSessionFactory",
                        Fake.of(KeycloakSessionFactory.class)
                                .answers(
                                        "getProviderFactory",
                                        arguments -> PROTOCOLS.contains((String) arguments[1]) ? protocol : null)
                                .make())
                .make();
        UserSessionModel login = Fake.of(UserSessionModel.class)
                .returns("getAuthMethod", method)
                .answers("getNote", arguments -> arguments[0].equals("IMPERSONATOR_ID") ? impersonator : null)
                .make();
        return OwnLogin.isProvedBy(login, session);
    }

    @ParameterizedTest
    @ValueSource(strings = {"openid-connect", "saml"})
    void isProvedByWhenALoginProtocolMadeTheSessionThenYes(String method) {
        assertThat(isProved(method, null)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"impersonate", "external-exchange", "authorization-grant", "client_auth", "api-token", "", "new"
            })
    void isProvedByWhenAnythingElseDidThenNo(@Nullable String method) {
        assertThat(isProved(method, null)).isFalse();
    }

    @Test
    void isProvedByWhenImpersonatedThenNoWhateverMadeTheSession() {
        assertThat(isProved("openid-connect", "admin-id")).isFalse();
    }
}
