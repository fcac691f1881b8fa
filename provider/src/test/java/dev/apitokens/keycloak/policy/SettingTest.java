package dev.apitokens.keycloak.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.token.ApiTokenPrefix;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SettingTest {

    static List<Setting<?>> all() {
        return Setting.ALL;
    }

    @ParameterizedTest
    @CsvSource({
        "api-tokens.enabled,enabled",
        "api-tokens.max-per-user,maxPerUser",
        "api-tokens.revoke-on-password-change,revokeOnPasswordChange",
    })
    void namesThenAreThoseOfTheContract(String attribute, String member) {
        assertThat(Setting.ofAttribute(attribute).orElseThrow().member()).isEqualTo(member);
        assertThat(Setting.ofMember(member).orElseThrow().attribute()).isEqualTo(attribute);
    }

    @ParameterizedTest
    @MethodSource("all")
    void ofThenFindsEachByEitherName(Setting<?> setting) {
        assertThat(Setting.ofMember(setting.member())).contains(setting);
        assertThat(Setting.ofAttribute(setting.attribute())).contains(setting);
    }

    @Test
    void ofWhenUnknownThenEmpty() {
        assertThat(Setting.ofMember("max-per-user")).isEmpty();
        assertThat(Setting.ofAttribute("api-tokens.maxPerUser")).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("all")
    void otherwiseThenIsAValueOfTheSetting(Setting<?> setting) {
        String otherwise = setting.otherwise();
        if (otherwise != null) {
            assertThat(setting.parse(otherwise)).isPresent();
        }
    }

    @Test
    void parseWhenAtTheEndsOfTheRangeThenTakenAndNotBeyond() {
        assertThat(Setting.MAX_PER_USER.parse("1")).contains(1);
        assertThat(Setting.MAX_PER_USER.parse("10000")).contains(10_000);
        assertThat(Setting.MAX_PER_USER.parse("0")).isEmpty();
        assertThat(Setting.MAX_PER_USER.parse("10001")).isEmpty();
        assertThat(Setting.MAX_PER_USER.parse("1e3")).isEmpty();
        assertThat(Setting.MAX_PER_USER.parse("")).isEmpty();
    }

    @Test
    void parseWhenATokenStandsWhereARoleBelongsThenRefused() {
        String secret = ApiTokenSecret.generate(ApiTokenPrefix.DEFAULT, new SecureRandom())
                .reveal();

        assertThat(Setting.REQUIRED_ROLE.parse("token-user")).contains("token-user");
        assertThat(Setting.REQUIRED_ROLE.parse(secret)).isEmpty();
        assertThat(Setting.REQUIRED_ROLE.parse(" ")).isEmpty();
    }
}
