package dev.apitokens.keycloak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.Fake;
import dev.apitokens.keycloak.fixtures.SettableClock;
import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.ApiTokenHousekeeping;
import dev.apitokens.keycloak.model.UnusedTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnusedTokensJobTest {

    private final TestRealm realm = new TestRealm();
    private final SettableClock clock = new SettableClock(Instant.parse("2030-01-01T00:00:00Z"));
    private final Map<String, Instant> unusable = new HashMap<>();
    private final List<Instant> lookedFor = new ArrayList<>();

    @BeforeEach
    void make() {
        realm.attribute("api-tokens.unused-revoke-days", "30");
        UnusedTokens unused = Fake.of(UnusedTokens.class)
                .answers("since", arguments -> {
                    lookedFor.add((Instant) arguments[1]);
                    return List.of();
                })
                .answers("noteUnusable", arguments -> unusable.put((String) arguments[0], (Instant) arguments[1]))
                .answers("lastUnusable", arguments -> Optional.ofNullable(unusable.get((String) arguments[0])))
                .make();
        realm.store()
                .housekeeping(Fake.of(ApiTokenHousekeeping.class)
                        .returns("claimJob", true)
                        .answers(
                                "realmAfter",
                                arguments -> arguments[0].equals("") ? Optional.of(TestRealm.ID) : Optional.empty())
                        .returns("unusedTokens", unused)
                        .make());
    }

    private void run() {
        new JobRun(realm.sessions(), new UnusedTokensJob(), Duration.ofHours(1), clock).run();
    }

    @Test
    void workThenLooksForWhatIsIdleForTooLong() {
        run();

        assertThat(lookedFor).containsExactly(clock.instant().minus(Duration.ofDays(30)));
        assertThat(unusable).isEmpty();
    }

    @Test
    void workWhenSwitchedOffThenNotedWhateverTheDaysAre() {
        realm.attribute("api-tokens.enabled", "false");
        realm.attribute("api-tokens.unused-revoke-days", "");

        run();

        assertThat(unusable).containsEntry(TestRealm.ID, clock.instant());
        assertThat(lookedFor).isEmpty();
    }

    @Test
    void workWhenRealmIsDisabledThenNoted() {
        realm.disable();

        run();

        assertThat(unusable).containsKey(TestRealm.ID);
    }

    @Test
    void workWhenUsableForLessThanTheDaysThenNothingIsIdle() {
        unusable.put(TestRealm.ID, clock.instant().minus(Duration.ofDays(30)).plusMillis(1));
        run();
        assertThat(lookedFor).isEmpty();

        unusable.put(TestRealm.ID, clock.instant().minus(Duration.ofDays(30)));
        run();
        assertThat(lookedFor).hasSize(1);
    }
}
