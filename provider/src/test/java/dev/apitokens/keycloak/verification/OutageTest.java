package dev.apitokens.keycloak.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ModelException;
import org.keycloak.storage.StorageUnavailableException;

class OutageTest {

    private final RuntimeException answer = new IllegalStateException("503");

    private final List<Outage> told = new ArrayList<>();

    private String guarded(RuntimeException thrown) {
        return Outage.guard(
                () -> {
                    throw thrown;
                },
                this::tell);
    }

    private RuntimeException tell(Outage outage) {
        told.add(outage);
        return answer;
    }

    @Test
    void guardWhenAllIsWellThenWhatTheWorkMade() {
        assertThat(Outage.guard(() -> "made", this::tell)).isEqualTo("made");
        assertThat(told).isEmpty();
    }

    @Test
    void guardWhenDatabaseOrUserStoreFailsThenInfrastructure() {
        for (RuntimeException thrown : List.of(
                new PersistenceException("db"), new ModelException("db"), new StorageUnavailableException("ldap"))) {
            assertThatThrownBy(() -> guarded(thrown)).isSameAs(answer);
        }
        assertThat(told).hasSize(3).allSatisfy(outage -> assertThat(outage).isInstanceOf(Outage.Infrastructure.class));
    }

    @Test
    void guardWhenStoreOfThePersonIsOutThenToldSo() {
        assertThatThrownBy(() -> guarded(new UserStoreUnavailableException())).isSameAs(answer);

        assertThat(told).singleElement().isInstanceOf(Outage.UserStore.class);
    }

    @Test
    void guardWhenTellingFindsTheDatabaseGoneThenThatIsAnOutageToo() {
        assertThatThrownBy(() -> Outage.guard(
                        () -> {
                            throw new UserStoreUnavailableException();
                        },
                        outage -> {
                            told.add(outage);
                            if (outage instanceof Outage.UserStore) {
                                throw new PersistenceException("the event could not be stored");
                            }
                            return answer;
                        }))
                .isSameAs(answer);

        assertThat(told).hasSize(2).last().isInstanceOf(Outage.Infrastructure.class);
    }

    @Test
    void guardWhenAnythingElseIsThrownThenItIsNoOutage() {
        RuntimeException fault = new NullPointerException("a fault of ours");

        assertThatThrownBy(() -> guarded(fault)).isSameAs(fault);
        assertThat(told).isEmpty();
    }
}
