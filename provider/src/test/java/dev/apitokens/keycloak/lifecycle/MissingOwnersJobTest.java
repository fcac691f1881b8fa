package dev.apitokens.keycloak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.Fake;
import dev.apitokens.keycloak.fixtures.SettableClock;
import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.OwnerRegister;
import dev.apitokens.keycloak.model.OwnerRegister.Presence;
import dev.apitokens.keycloak.model.OwnerRegister.Registered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MissingOwnersJobTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
    private static final int RETENTION_DAYS = 30;

    private final TestRealm realm = new TestRealm();
    private final FakeHousekeeping housekeeping = new FakeHousekeeping();
    private final SettableClock clock = new SettableClock(NOW);
    private final List<Registered> register = new ArrayList<>();
    private final Map<String, Presence> noted = new HashMap<>();

    @BeforeEach
    void setUp() {
        realm.store().housekeeping(housekeeping.make());
        housekeeping.owners = Fake.of(OwnerRegister.class)
                .answers("leastRecentlyChecked", arguments -> next((int) arguments[2]))
                .answers("note", arguments -> {
                    note((Collection<?>) arguments[1], (Presence) arguments[2]);
                    return null;
                })
                .make();
    }

    private List<Registered> next(int max) {
        return register.stream()
                .filter(person -> !noted.containsKey(person.owner().userId()))
                .filter(person -> !housekeeping.removed.contains(person.owner()))
                .limit(max)
                .toList();
    }

    private void note(Collection<?> userIds, Presence presence) {
        userIds.forEach(id -> noted.put((String) id, presence));
    }

    private void registered(String userId, boolean isStored, @Nullable Instant missingSince) {
        register.add(new Registered(new Owner(TestRealm.ID, userId), missingSince, isStored));
    }

    private void run() {
        new JobRun(realm.sessions(), new MissingOwnersJob(), Duration.ofHours(1), clock).run();
    }

    @Test
    void workWhenInKeycloaksTablesThenPresentWithoutALook() {
        registered("alice", true, null);

        run();

        assertThat(noted).containsExactly(Map.entry("alice", Presence.PRESENT));
        assertThat(realm.userReads()).isZero();
    }

    @Test
    void workWhenAnotherStoreHasThemThenPresent() {
        realm.user("f:ldap:alice", true);
        registered("f:ldap:alice", false, NOW.minus(Duration.ofDays(RETENTION_DAYS + 1)));

        run();

        assertThat(noted).containsExactly(Map.entry("f:ldap:alice", Presence.PRESENT));
        assertThat(housekeeping.removed).isEmpty();
    }

    @Test
    void workWhenNobodyHasThemThenMissingAndKept() {
        registered("new", false, null);
        registered("f:ldap:known", false, NOW.minus(Duration.ofDays(RETENTION_DAYS)));

        run();

        assertThat(noted).containsOnly(Map.entry("new", Presence.MISSING), Map.entry("f:ldap:known", Presence.MISSING));
        assertThat(housekeeping.removed).isEmpty();
    }

    @Test
    void workWhenMissingForLongerThanEndedTokensAreKeptThenRemoved() {
        registered("gone", false, NOW.minus(Duration.ofDays(RETENTION_DAYS)).minusMillis(1));

        run();

        assertThat(housekeeping.removed).containsExactly(new Owner(TestRealm.ID, "gone"));
        assertThat(noted).isEmpty();
    }

    @Test
    void workWhenTheirStoreDoesNotTellThenNeitherMissingNorRemoved() {
        realm.userStoreIsAway();
        registered("f:away:alice", false, NOW.minus(Duration.ofDays(RETENTION_DAYS + 1)));

        run();

        assertThat(noted).containsExactly(Map.entry("f:away:alice", Presence.UNKNOWN));
        assertThat(housekeeping.removed).isEmpty();
    }

    @Test
    void workWhenThereAreManyThenAllInBatches() {
        for (int i = 0; i < 2 * MissingOwnersJob.BATCH + 1; i++) {
            registered("user-" + i, true, null);
        }

        run();

        assertThat(noted).hasSize(2 * MissingOwnersJob.BATCH + 1);
    }
}
