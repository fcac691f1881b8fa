package dev.apitokens.keycloak.model.jpa;

import jakarta.persistence.EntityManager;

/**
 * Keycloak lets PostgreSQL commit without waiting for its disk when a session writes nothing but events and sessions. It
 * goes by the entities that are written, and does not see what statements change: a revocation by a statement, with its
 * event, would be acknowledged and could be lost in a crash of the database a moment later.
 */
final class DurableCommit {

    /** As Keycloak marks a session itself that has written any other entity. Versions without such commits don't know it. */
    private static final String REQUIRED = "kc.sync_commit_required";

    private DurableCommit() {}

    /** The session's commit has to be durable: what it changes will be acknowledged. */
    static void require(EntityManager em) {
        em.setProperty(REQUIRED, true);
    }
}
