package dev.apitokens.keycloak.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceServerRulesTest {

    private static final Instant NOW = Instant.parse("2030-06-01T12:00:00Z");

    private static ResourceServerRules read(String name, String value) {
        return ResourceServerRules.read(Map.of(name, value)::get);
    }

    @Test
    void readWhenNothingIsSetThenNoRules() {
        assertThat(ResourceServerRules.read(name -> null)).isEqualTo(new ResourceServerRules(null, null, false, false));
        assertThat(ResourceServerRules.read(name -> "")).isEqualTo(new ResourceServerRules(null, null, false, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1.5", " 30", "30 ", "x", "٣", "999999", "1e3"})
    void readWhenDaysCanNotBeReadThenTheStrictest(String days) {
        assertThat(read("api-tokens.max-lifetime-days", days).maxLifetimeDays()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"true", "True", "yes", "1", " ", "False", "false "})
    void readWhenNotPlainlyFalseThenLimitedOnly(String value) {
        assertThat(read("api-tokens.limited-only", value).limitedOnly()).isTrue();
        assertThat(read("api-tokens.limited-only", "false").limitedOnly()).isFalse();
        assertThat(read("api-tokens.addresses-required", value).addressesRequired())
                .isTrue();
        assertThat(read("api-tokens.addresses-required", "false").addressesRequired())
                .isFalse();
    }

    @Test
    void exceedsMaxLifetimeThenByTheDayOfTheSecret() {
        ResourceServerRules rules = read("api-tokens.max-lifetime-days", "30");

        assertThat(rules.exceedsMaxLifetime(NOW, null)).isTrue();
        assertThat(rules.exceedsMaxLifetime(NOW, NOW.plus(Duration.ofDays(30)))).isFalse();
        assertThat(rules.exceedsMaxLifetime(NOW, NOW.plus(Duration.ofDays(30)).plusMillis(1)))
                .isTrue();
        assertThat(ResourceServerRules.read(name -> null).exceedsMaxLifetime(NOW, null))
                .isFalse();
    }

    @Test
    void refusesThenOnlyWhatIsLimitedToNothing() {
        ResourceServerRules rules = read("api-tokens.limited-only", "true");

        assertThat(rules.refuses(Access.FULL)).isTrue();
        assertThat(rules.refuses(new Access(Restriction.toAnyOf(Set.of("a")), Restriction.none())))
                .isFalse();
        assertThat(rules.refuses(new Access(Restriction.none(), new Restriction.To(Set.of(), Set.of("gone")))))
                .isFalse();
        assertThat(ResourceServerRules.read(name -> null).refuses(Access.FULL)).isFalse();
    }
}
