package dev.apitokens.keycloak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import dev.apitokens.keycloak.fixtures.Fake;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.keycloak.Config;
import org.keycloak.provider.ProviderConfigProperty;

class LifecycleConfigTest {

    private static final Config.Scope NONE = options(Map.of());

    private static Config.Scope options(Map<String, String> options) {
        return Fake.of(Config.Scope.class)
                .answers("getInt", arguments -> {
                    String value = options.get((String) arguments[0]);
                    return value == null ? arguments[1] : Integer.valueOf(value);
                })
                .make();
    }

    @Test
    void ofWhenNothingIsSetThenDefaults() {
        assertThat(LifecycleConfig.of(NONE, NONE)).isEqualTo(LifecycleConfig.DEFAULT);
    }

    @Test
    void ofWhenSetThenThat() {
        Config.Scope config = options(Map.of(
                "last-use-interval", "1",
                "job-interval", "2",
                "sample-interval", "3",
                "upstream-check-interval", "4",
                "lease-interval", "5"));

        assertThat(LifecycleConfig.of(config, NONE))
                .isEqualTo(new LifecycleConfig(
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(3),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(4)));
    }

    @Test
    void ofWhenSetWhereItWasBeforeThenThatUnlessSetAnew() {
        Config.Scope earlier = options(Map.of("job-interval", "2", "sample-interval", "3"));
        Config.Scope config = options(Map.of("job-interval", "20"));

        LifecycleConfig intervals = LifecycleConfig.of(config, earlier);

        assertThat(intervals.jobs()).isEqualTo(Duration.ofSeconds(20));
        assertThat(intervals.samples()).isEqualTo(Duration.ofSeconds(3));
        assertThat(intervals.uses()).isEqualTo(LifecycleConfig.DEFAULT.uses());
    }

    @Test
    void ofWhenNoNumberOfSecondsThenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LifecycleConfig.of(options(Map.of("job-interval", "0")), NONE))
                .withMessageContaining("job-interval");
    }

    @Test
    void metadataThenEachOptionWithItsDefault() {
        assertThat(LifecycleConfig.metadata())
                .extracting(ProviderConfigProperty::getName, ProviderConfigProperty::getDefaultValue)
                .containsExactly(
                        tuple("last-use-interval", 15),
                        tuple("job-interval", 3600),
                        tuple("sample-interval", 60),
                        tuple("lease-interval", 15),
                        tuple("upstream-check-interval", 300));
        assertThat(LifecycleConfig.metadata())
                .allSatisfy(option -> assertThat(option.getHelpText()).isNotBlank());
    }
}
