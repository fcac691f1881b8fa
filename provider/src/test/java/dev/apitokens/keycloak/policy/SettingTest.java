package dev.apitokens.keycloak.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SettingTest {

    @ParameterizedTest
    @CsvSource({
        "ENABLED,api-tokens.enabled,enabled",
        "MAX_PER_USER,api-tokens.max-per-user,maxPerUser",
        "REVOKE_ON_PASSWORD_CHANGE,api-tokens.revoke-on-password-change,revokeOnPasswordChange",
    })
    void namesThenAreThoseOfTheContract(Setting setting, String attribute, String member) {
        assertThat(setting.attribute()).isEqualTo(attribute);
        assertThat(setting.member()).isEqualTo(member);
    }

    @ParameterizedTest
    @EnumSource
    void ofThenFindsEachByEitherName(Setting setting) {
        assertThat(Setting.ofMember(setting.member())).contains(setting);
        assertThat(Setting.ofAttribute(setting.attribute())).contains(setting);
    }

    @Test
    void ofWhenUnknownThenEmpty() {
        assertThat(Setting.ofMember("max-per-user")).isEmpty();
        assertThat(Setting.ofAttribute("api-tokens.maxPerUser")).isEmpty();
    }
}
