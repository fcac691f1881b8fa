package dev.apitokens.keycloak.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.TestRealm;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.keycloak.models.KeycloakSession;
import org.keycloak.utils.KeycloakSessionUtil;

class EndedTokenExceptionTest {

    private final TestRealm realm = new TestRealm();

    /** Whether the session on the thread is bound to a rollback then. */
    private boolean bindsByMaking(Supplier<?> made) {
        KeycloakSession before = KeycloakSessionUtil.setKeycloakSession(realm.session());
        try {
            return made.get() != null && realm.session().getTransactionManager().getRollbackOnly();
        } finally {
            KeycloakSessionUtil.setKeycloakSession(before);
        }
    }

    @Test
    void makeThenNothingIsRolledBackUntilItIsAnswered() {
        assertThat(bindsByMaking(EndedTokenException::new)).isFalse();
        assertThat(bindsByMaking(() -> new EndedTokenException().getResponse())).isTrue();
    }
}
