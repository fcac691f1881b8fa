package dev.apitokens.keycloak.change;

import static dev.apitokens.keycloak.fixtures.Refusals.assertRefused;
import static dev.apitokens.keycloak.model.ApiTokenBuilder.token;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.model.RevocationCause;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.keycloak.models.ModelException;

class OwnerTransactionTest {

    private final OwnTokens tokens = new OwnTokens();

    /** The store takes no such change without the lock. */
    @Test
    void runThenUnderTheLockOfTheOwnerInTheirRealmAndCommitted() {
        tokens.stored(token("1"));
        assertThatThrownBy(() -> revise(tokens.work())).isInstanceOf(IllegalStateException.class);

        tokens.make(work -> {
            assertThat(work.realm()).isSameAs(tokens.realm.model());
            assertThat(work.owner()).isEqualTo(tokens.owner);
            assertThat(work.user()).isNotNull();
            return revise(work);
        });

        assertThat(tokens.now("1").description()).isNull();
        assertThat(tokens.realm.ended()).containsExactly("commit");
    }

    private static boolean revise(OwnerWork work) {
        return work.store()
                .revise(work.owner(), "1", work.token("1").access(), null)
                .isPresent();
    }

    @Test
    void runWhenTheChangeThrowsThenRolledBackAndThrownOn() {
        assertRefused(
                () -> tokens.make(new RevokeToken("1", RevocationCause.REVOKED_BY_USER, tokens.clock)),
                404,
                "not_found",
                "There is no such API token");

        assertThat(tokens.realm.ended()).containsExactly("rollback");
    }

    @Test
    void runWhenAnotherTransactionIsInTheWayThenOnceMore() {
        AtomicInteger attempts = new AtomicInteger();

        assertThat(tokens.<String>make(work -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new ModelException("not written", new SQLException("deadlock detected", "40P01"));
                    }
                    return "made";
                }))
                .isEqualTo("made");

        assertThat(tokens.realm.ended()).containsExactly("rollback", "rollback", "commit");
    }
}
