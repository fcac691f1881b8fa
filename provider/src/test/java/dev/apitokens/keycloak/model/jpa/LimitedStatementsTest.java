package dev.apitokens.keycloak.model.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.fixtures.Fake;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LimitedStatementsTest {

    private final Map<Object, Object> hints = new HashMap<>();

    private final TypedQuery<?> query = Fake.of(TypedQuery.class)
            .answers("setHint", arguments -> hints.put(arguments[0], arguments[1]))
            .make();

    private final EntityManager keycloaks = Fake.of(EntityManager.class)
            .returns("createQuery", query)
            .returns("isOpen", true)
            .answers("flush", arguments -> {
                throw new PersistenceException("out of reach");
            })
            .make();

    private final EntityManager ours = LimitedStatements.of(keycloaks, Duration.ofSeconds(10));

    @Test
    void createQueryThenItHasTheLimit() {
        assertThat(ours.createQuery("select 1", Integer.class)).isSameAs(query);

        assertThat(hints).containsExactly(Map.entry("jakarta.persistence.query.timeout", 10_000));
    }

    @Test
    void createQueryWhenItIsKeycloaksThenItHasNoLimitOfOurs() {
        ours.isOpen();
        keycloaks.createQuery("select 1", Integer.class);

        assertThat(hints).isEmpty();
    }

    @Test
    void flushWhenItFailsThenThrowsWhatWasThrown() {
        assertThatThrownBy(ours::flush).isInstanceOf(PersistenceException.class).hasMessage("out of reach");
    }
}
