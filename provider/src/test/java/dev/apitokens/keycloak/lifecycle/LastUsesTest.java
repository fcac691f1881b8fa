package dev.apitokens.keycloak.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.list;

import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.ApiTokenUsedEvent;
import dev.apitokens.keycloak.policy.Origin;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LastUsesTest {

    private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

    private final TestRealm realm = new TestRealm();
    private final FakeHousekeeping housekeeping = new FakeHousekeeping();
    private final LastUses uses = new LastUses();

    @BeforeEach
    void keepInOrder() {
        realm.store().housekeeping(housekeeping.make());
    }

    private static ApiTokenUsedEvent use(String token, Instant at) {
        return new ApiTokenUsedEvent(TestRealm.ID, token, at, "api", Origin.UNKNOWN);
    }

    @Test
    void writeThenTheLatestUseOfEachTokenOnce() {
        uses.onEvent(use("a", NOW));
        uses.onEvent(use("a", NOW.plusSeconds(2)));
        uses.onEvent(use("a", NOW.plusSeconds(1)));
        uses.onEvent(use("b", NOW));

        uses.write(realm.sessions());
        uses.write(realm.sessions());

        assertThat(housekeeping.batchesOfUses)
                .singleElement()
                .asInstanceOf(list(ApiTokenUsedEvent.class))
                .containsExactlyInAnyOrder(use("a", NOW.plusSeconds(2)), use("b", NOW));
    }

    @Test
    void writeWhenDatabaseIsOutThenUsesWait() {
        uses.onEvent(use("a", NOW));
        housekeeping.outage = new IllegalStateException("out");
        uses.write(realm.sessions());
        assertThat(housekeeping.batchesOfUses).isEmpty();

        housekeeping.outage = null;
        uses.write(realm.sessions());
        assertThat(housekeeping.batchesOfUses).containsExactly(List.of(use("a", NOW)));
    }

    @Test
    void writeWhenThereAreManyThenInBatches() {
        for (int i = 0; i <= LastUses.BATCH; i++) {
            uses.onEvent(use("token-" + i, NOW));
        }

        uses.write(realm.sessions());

        assertThat(housekeeping.batchesOfUses.stream().map(List::size)).containsExactly(LastUses.BATCH, 1);
    }

    @Test
    void onEventWhenTooManyTokensWaitThenOfThoseOnlyAndNoMore() {
        for (int i = 0; i < 100_000; i++) {
            uses.onEvent(use("token-" + i, NOW));
        }
        uses.onEvent(use("one-more", NOW));
        uses.onEvent(use("token-0", NOW.plusSeconds(1)));

        uses.write(realm.sessions());

        List<ApiTokenUsedEvent> written =
                housekeeping.batchesOfUses.stream().flatMap(List::stream).toList();
        assertThat(written)
                .hasSize(100_000)
                .contains(use("token-0", NOW.plusSeconds(1)))
                .doesNotContain(use("one-more", NOW));
    }
}
