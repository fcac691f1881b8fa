package dev.apitokens.keycloak.model;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakTransactionManager;

/**
 * Ends the transaction of a request before Keycloak would: with the answer made, and before it goes out; or before another
 * transaction begins, for a request that held a connection to the database while it waits for a second one would, with
 * enough others like it, wait for ever.
 */
public final class RequestTransaction {

    private RequestTransaction() {}

    /** Commits, or rolls back what is bound to be; does nothing when that is done. The session reads nothing more. */
    public static void end(KeycloakSession session) {
        KeycloakTransactionManager transaction = session.getTransactionManager();
        if (transaction.isActive()) {
            if (transaction.getRollbackOnly()) {
                transaction.rollback();
            } else {
                transaction.commit();
            }
        }
    }
}
