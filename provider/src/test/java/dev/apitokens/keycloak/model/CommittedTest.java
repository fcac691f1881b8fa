package dev.apitokens.keycloak.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.fixtures.Fake;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.ModelException;
import org.keycloak.services.DefaultKeycloakTransactionManager;
import org.keycloak.tracing.NoopTracingProvider;
import org.keycloak.tracing.TracingProvider;

/** What is done and what is not, by Keycloak's own order of what it commits. */
class CommittedTest {

    private final RuntimeException conflict =
            new ModelException("as told", new SQLException("deadlock detected", "40P01"));

    private final List<String> done = new ArrayList<>();
    private final List<RuntimeException> ofTheDatabase = new ArrayList<>();
    private final List<RuntimeException> ofFollowers = new ArrayList<>();
    private final List<RuntimeException> ofClosing = new ArrayList<>();

    /** Ends as it is told to, once for each that it is told. */
    private final class Ending extends AbstractKeycloakTransaction {

        private final String name;
        private final List<RuntimeException> failures;

        Ending(String name, List<RuntimeException> failures) {
            this.name = name;
            this.failures = failures;
        }

        @Override
        protected void commitImpl() {
            failOnce(failures);
            done.add(name);
        }

        @Override
        protected void rollbackImpl() {
            done.add("no " + name);
        }
    }

    private static void failOnce(List<RuntimeException> failures) {
        if (!failures.isEmpty()) {
            throw failures.remove(0);
        }
    }

    private final KeycloakSessionFactory sessions = Fake.of(KeycloakSessionFactory.class)
            .answers("create", arguments -> session())
            .make();

    private KeycloakSession session() {
        KeycloakTransactionManager[] transactions = new KeycloakTransactionManager[1];
        KeycloakSession session = Fake.of(KeycloakSession.class)
                .answers(
                        "getProvider",
                        arguments -> arguments[0] == TracingProvider.class ? new NoopTracingProvider() : null)
                .answers("getTransactionManager", arguments -> transactions[0])
                .answers("getAttribute", arguments -> null)
                .answers("setAttribute", arguments -> null)
                .answers("close", arguments -> {
                    // As Keycloak's own, which ends what has not ended.
                    RequestTransaction.end(Fake.of(KeycloakSession.class)
                            .answers("getTransactionManager", none -> transactions[0])
                            .make());
                    failOnce(ofClosing);
                    return null;
                })
                .make();
        transactions[0] = new DefaultKeycloakTransactionManager(session);
        transactions[0].enlist(new Ending("database", ofTheDatabase));
        transactions[0].enlistAfterCompletion(new Ending("caches", ofFollowers));
        return session;
    }

    private String change() {
        return RequestTransaction.another(sessions, own -> {
            done.add("work");
            own.getTransactionManager().enlistAfterCompletion(new Ending("listener", ofFollowers));
            return "secret";
        });
    }

    @Test
    void anotherWhenWhatFollowsTheCommitFailsThenDoneAndAnswered() {
        ofFollowers.add(new IllegalStateException("the cluster hiccups"));

        assertThat(change()).isEqualTo("secret");

        assertThat(done).containsExactly("work", "database", "listener");
    }

    @Test
    void anotherWhenWhatFollowsTheCommitMetAConflictThenNotDoneAgain() {
        ofFollowers.add(conflict);
        ofFollowers.add(conflict);

        assertThat(change()).isEqualTo("secret");

        assertThat(done).containsExactly("work", "database");
    }

    @Test
    void anotherWhenTheSessionCannotBeClosedThenDoneAndAnswered() {
        ofClosing.add(conflict);

        assertThat(change()).isEqualTo("secret");

        assertThat(done).containsExactly("work", "database", "caches", "listener");
    }

    @Test
    void anotherWhenTheDatabaseMetAConflictThenDoneOnceMore() {
        ofTheDatabase.add(conflict);

        assertThat(change()).isEqualTo("secret");

        assertThat(done).containsExactly("work", "no caches", "no listener", "work", "database", "caches", "listener");
    }

    @Test
    void anotherWhenTheDatabaseDoesNotCommitThenItFails() {
        RuntimeException cut = new ModelException("as told", new SQLException("connection is cut", "08006"));
        ofTheDatabase.add(cut);

        assertThatThrownBy(this::change).isSameAs(cut);

        assertThat(done).containsExactly("work", "no caches", "no listener");
    }

    @Test
    void onceWhenTheDatabaseMetAConflictThenItFails() {
        ofTheDatabase.add(conflict);

        assertThatThrownBy(() -> RequestTransaction.once(sessions, own -> "made"))
                .isSameAs(conflict);
    }

    @Test
    void commitWhenWhatFollowsItFailsThenCommitted() {
        KeycloakSession request = session();
        request.getTransactionManager().begin();
        ofFollowers.add(new IllegalStateException("a listener of others"));

        assertThatCode(() -> RequestTransaction.commit(request)).doesNotThrowAnyException();

        assertThat(done).containsExactly("database");
        assertThat(request.getTransactionManager().isActive()).isFalse();
    }

    @Test
    void undoThenNothingIsDone() {
        KeycloakSession request = session();
        request.getTransactionManager().begin();

        RequestTransaction.undo(request);
        RequestTransaction.undo(request);

        assertThat(done).containsExactly("no database", "no caches");
    }
}
