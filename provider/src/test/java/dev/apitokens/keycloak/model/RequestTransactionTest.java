package dev.apitokens.keycloak.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.fixtures.Fake;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.models.ModelException;

class RequestTransactionTest {

    private final List<String> ended = new ArrayList<>();

    private KeycloakSession session(boolean isActive, boolean isBoundToRollBack) {
        return Fake.of(KeycloakSession.class)
                .returns(
                        "getTransactionManager",
                        Fake.of(KeycloakTransactionManager.class)
                                .returns("isActive", isActive)
                                .returns("getRollbackOnly", isBoundToRollBack)
                                .returns("enlistAfterCompletion", null)
                                .answers("commit", arguments -> {
                                    ended.add("commit");
                                    return null;
                                })
                                .answers("rollback", arguments -> {
                                    ended.add("rollback");
                                    return null;
                                })
                                .make())
                .make();
    }

    @Test
    void commitThenCommitted() {
        RequestTransaction.commit(session(true, false));

        assertThat(ended).containsExactly("commit");
    }

    @Test
    void commitWhenBoundToRollBackThenRolledBackAndAnOutage() {
        IllegalStateException answer = new IllegalStateException("503");

        assertThatThrownBy(() -> Outage.guard(
                        () -> {
                            RequestTransaction.commit(session(true, true));
                            return "done";
                        },
                        outage -> answer))
                .isSameAs(answer);

        assertThat(ended).containsExactly("rollback");
    }

    @Test
    void endWhenBoundToRollBackThenRolledBackWithoutAWord() {
        assertThatCode(() -> RequestTransaction.end(session(true, true))).doesNotThrowAnyException();

        assertThat(ended).containsExactly("rollback");
    }

    @Test
    void endWhenEndedBeforeThenNothing() {
        RequestTransaction.end(session(false, false));
        RequestTransaction.commit(session(false, true));

        assertThat(ended).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("conflicts")
    void retriedWhenOthersAreInTheWayThenMadeOnceMore(RuntimeException conflict) {
        List<String> attempts = new ArrayList<>();

        String made = RequestTransaction.retried(() -> {
            attempts.add("attempt");
            if (attempts.size() < 3) {
                throw conflict;
            }
            return "made";
        });

        assertThat(made).isEqualTo("made");
        assertThat(attempts).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("conflicts")
    void retriedWhenOthersAreAlwaysInTheWayThenAnEnd(RuntimeException conflict) {
        List<String> attempts = new ArrayList<>();

        assertThatThrownBy(() -> RequestTransaction.retried(() -> {
                    attempts.add("attempt");
                    throw conflict;
                }))
                .isSameAs(conflict);

        assertThat(attempts).hasSize(5);
    }

    static Stream<RuntimeException> conflicts() {
        RollbackException notCommitted = new RollbackException("not committed");
        notCommitted.addSuppressed(new SQLException("deadlock detected", "40P01"));
        return Stream.of(
                new ModelException("as told", new SQLException("deadlock", "40001", 1213)),
                new PersistenceException(new SQLException("could not serialize access", "40001")),
                new PersistenceException(new SQLException("Record has changed since last read", "HY000", 1020)),
                new ModelException("not committed", notCommitted));
    }

    @ParameterizedTest
    @MethodSource("others")
    void retriedWhenItIsNoConflictThenNotMadeAgain(RuntimeException other) {
        List<String> attempts = new ArrayList<>();

        assertThatThrownBy(() -> RequestTransaction.retried(() -> {
                    attempts.add("attempt");
                    throw other;
                }))
                .isSameAs(other);

        assertThat(attempts).hasSize(1);
    }

    static Stream<RuntimeException> others() {
        return Stream.of(
                new PersistenceException(new SQLException("the wait for a lock was too long", "55P03")),
                new PersistenceException(new SQLException("no connection", "08006")),
                new PersistenceException(new SQLException("of a pool")),
                new ModelDuplicateException("there already"),
                new IllegalStateException("a fault of ours"));
    }
}
