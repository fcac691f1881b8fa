package dev.apitokens.keycloak.model;

import jakarta.transaction.RollbackException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.ModelException;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Ends the transaction of a request before Keycloak would: with the answer made, and before it goes out; or before another
 * transaction begins, for a request that held a connection to the database while it waits for a second one would, with
 * enough others like it, wait for ever.
 */
public final class RequestTransaction {

    private static final Logger LOG = Logger.getLogger(RequestTransaction.class);

    /** So often a transaction is made at most that others are in the way of. */
    private static final int ATTEMPTS = 5;

    private RequestTransaction() {}

    /**
     * Commits what an answer tells of; does nothing when that is done. The session reads nothing more.
     *
     * @throws ModelException when it is bound to be rolled back, though nothing was thrown: an answer would tell of what is
     *     not
     */
    public static void commit(KeycloakSession session) {
        KeycloakTransactionManager transaction = session.getTransactionManager();
        if (transaction.isActive()) {
            boolean isLost = transaction.getRollbackOnly();
            end(session);
            if (isLost) {
                throw new ModelException("not committed", new RollbackException("bound to be rolled back"));
            }
        }
    }

    /**
     * Does something in a transaction of its own, beside the request's, and commits it.
     *
     * @param work does nothing that outlives a rollback: when another transaction is in its way, it is done once more
     * @throws ModelException as {@link #commit} does
     */
    public static <T> T another(KeycloakSessionFactory sessions, Function<KeycloakSession, T> work) {
        return retried(() -> KeycloakModelUtils.runJobInTransactionWithResult(sessions, own -> {
            T result = work.apply(own);
            // Left to its end, what is bound to be rolled back would be so without a word.
            commit(own);
            return result;
        }));
    }

    static <T> T retried(Supplier<T> transaction) {
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                return transaction.get();
            } catch (RuntimeException e) {
                if (!Conflict.isIn(e)) {
                    throw e;
                }
                LOG.debugf(e, "Attempt %d met another transaction", attempt);
            }
        }
        return transaction.get();
    }

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
