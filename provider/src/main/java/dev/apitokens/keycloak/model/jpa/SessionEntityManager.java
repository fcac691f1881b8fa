package dev.apitokens.keycloak.model.jpa;

import jakarta.persistence.EntityManager;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;

/** The session's entity manager, made when it is needed: an introspection needs none. */
final class SessionEntityManager {

    private final KeycloakSession session;
    private final Duration statementTimeout;
    private @Nullable EntityManager em;

    /** @param statementTimeout of each query */
    SessionEntityManager(KeycloakSession session, Duration statementTimeout) {
        this.session = session;
        this.statementTimeout = statementTimeout;
    }

    EntityManager get() {
        if (em == null) {
            em = LimitedStatements.of(
                    session.getProvider(JpaConnectionProvider.class).getEntityManager(), statementTimeout);
        }
        return em;
    }

    /** Whether the store has worked with it in this session. */
    boolean isInUse() {
        return em != null;
    }
}
