package dev.apitokens.keycloak.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SettingsHealthCheckTest {

    private final SettingsHealthCheck check = new SettingsHealthCheck();

    @AfterEach
    void forget() {
        SettingsHealthCheck.unreadable(Map.of());
    }

    @Test
    void callWhenNothingWasSampledThenNothingToTell() {
        assertThat(check.call().getData()).isEmpty();
        assertThat(check.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    }

    @Test
    void callWhenAllCanBeReadThenNothingToTell() {
        SettingsHealthCheck.unreadable(Map.of("demo", 0L));

        assertThat(check.call().getData()).isEmpty();
    }

    @Test
    void callWhenSomeCannotBeReadThenToldOfEachRealmAndUpNevertheless() {
        SettingsHealthCheck.unreadable(Map.of("demo", 2L, "other", 1L, "well", 0L));

        HealthCheckResponse told = check.call();

        assertThat(told.getData().orElseThrow())
                .containsExactly(
                        Map.entry("unreadable", 3L),
                        Map.entry("unreadable.demo", 2L),
                        Map.entry("unreadable.other", 1L));
        assertThat(told.getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
    }
}
