package dev.apitokens.keycloak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.Fake;
import dev.apitokens.keycloak.fixtures.SettableClock;
import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.ApiTokenHousekeeping;
import dev.apitokens.keycloak.model.RemovedRealms;
import dev.apitokens.keycloak.model.UseOrigins;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PurgeJobTest {

    private static final String GONE = "gone";

    private final TestRealm realm = new TestRealm();
    private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));
    private final Map<String, Optional<String>> realms =
            Map.of("", Optional.of(GONE), GONE, Optional.of(TestRealm.ID), TestRealm.ID, Optional.empty());
    private final Deque<Integer> remains = new ArrayDeque<>(List.of(500, 500, 20, 7));
    private final List<String> purged = new ArrayList<>();

    private final ApiTokenHousekeeping housekeeping = Fake.of(ApiTokenHousekeeping.class)
            .returns("claimJob", true)
            .answers("realmAfter", arguments -> realms.get((String) arguments[0]))
            .answers("purge", arguments -> {
                purged.add((String) arguments[0]);
                return 0;
            })
            .returns(
                    "removedRealms",
                    Fake.of(RemovedRealms.class)
                            .answers("removeRemains", arguments -> {
                                assertThat(arguments[0]).isEqualTo(GONE);
                                return remains.isEmpty() ? 0 : remains.pop();
                            })
                            .make())
            .returns("origins", Fake.of(UseOrigins.class).returns("purge", 0).make())
            .make();

    @Test
    void workWhenARealmIsGoneThenWhatIsLeftOfItGoesAndThoseThatAreThereArePurged() {
        realm.store().housekeeping(housekeeping);

        new JobRun(realm.sessions(), new PurgeJob(), Duration.ofHours(1), clock).run();

        assertThat(remains).isEmpty();
        assertThat(purged).containsExactly(TestRealm.ID);
    }
}
