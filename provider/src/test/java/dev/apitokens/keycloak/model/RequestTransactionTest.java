package dev.apitokens.keycloak.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.fixtures.Fake;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransactionManager;

class RequestTransactionTest {

    private final List<String> ended = new ArrayList<>();

    private KeycloakSession session(boolean isActive, boolean isBoundToRollBack) {
        return Fake.of(KeycloakSession.class)
                .returns(
                        "getTransactionManager",
                        Fake.of(KeycloakTransactionManager.class)
                                .returns("isActive", isActive)
                                .returns("getRollbackOnly", isBoundToRollBack)
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
}
