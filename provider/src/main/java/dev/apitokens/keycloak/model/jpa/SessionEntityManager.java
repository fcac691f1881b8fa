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

    /** @param statementTimeout a lock that somebody holds, or a database that is overloaded, is an outage after that time */
    SessionEntityManager(KeycloakSession session, Duration statementTimeout) {
        this.session = session;
        this.statementTimeout = statementTimeout;
    }

    EntityManager get() {
        if (em == null) {
            em = session.getProvider(JpaConnectionProvider.class).getEntityManager();
            em.setProperty("jakarta.persistence.query.timeout", statementTimeout.toMillis());
        }
        return em;
    }

    /** Whether the store has worked with it in this session. */
    boolean isInUse() {
        return em != null;
    }
}
