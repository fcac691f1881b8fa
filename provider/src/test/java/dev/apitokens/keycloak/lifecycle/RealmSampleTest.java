package dev.apitokens.keycloak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.audit.SettingsHealthCheck;
import dev.apitokens.keycloak.fixtures.SettableClock;
import dev.apitokens.keycloak.fixtures.TestRealm;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Metrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RealmSampleTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final TestRealm realm = new TestRealm();
    private final FakeHousekeeping housekeeping = new FakeHousekeeping();
    private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));
    private final MeterRegistry read = new SimpleMeterRegistry();
    private final RealmSample sample = new RealmSample(realm.sessions(), MINUTE, false, clock);

    @BeforeEach
    void keepInOrder() {
        realm.store().housekeeping(housekeeping.make());
    }

    @AfterEach
    void switchOff() {
        Metrics.removeRegistry(read);
        SettingsHealthCheck.unreadable(Map.of());
    }

    @Test
    void runWhenMetricsAreOffThenNothingIsAskedOfTheDatabase() {
        sample.run();

        assertThat(housekeeping.claims).isEmpty();
        assertThat(housekeeping.countedAtMost).isZero();
    }

    @Test
    void runWhenMetricsAreOnThenCountedUpToABound() {
        Metrics.addRegistry(read);

        sample.run();

        assertThat(read.get("api_tokens.active").tag("realm", "test").gauge().value())
                .isEqualTo(7);
        assertThat(housekeeping.countedAtMost).isEqualTo(100_000);
    }

    @Test
    void runWhenSettingsCannotBeReadThenToldHowMany() {
        Metrics.addRegistry(read);
        realm.attribute("api-tokens.enabled", "False");
        realm.attribute("api-tokens.max-per-user", "many");

        sample.run();

        assertThat(read.get("api_tokens.settings.unreadable")
                        .tag("realm", "test")
                        .gauge()
                        .value())
                .isEqualTo(2);
    }

    @Test
    void runWhenOnlyHealthIsOnThenToldThere() {
        realm.attribute("api-tokens.enabled", "False");

        new RealmSample(realm.sessions(), MINUTE, true, clock).run();

        assertThat(new SettingsHealthCheck().call().getData().orElseThrow()).containsEntry("unreadable.test", 1L);
        assertThat(housekeeping.countedAtMost).isZero();
    }

    @Test
    void runWhenAnotherNodeHasTheTurnThenItAloneTells() {
        Metrics.addRegistry(read);
        sample.run();
        // The other node's tick came first.
        clock.forward(MINUTE);
        housekeeping.claims.put("sample", clock.instant());

        sample.run();

        assertThat(read.find("api_tokens.active").gauges()).isEmpty();
    }
}
