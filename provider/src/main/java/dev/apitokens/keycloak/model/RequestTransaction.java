package dev.apitokens.keycloak.model;

import jakarta.transaction.RollbackException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.KeycloakTransactionManager;
import org.keycloak.models.ModelException;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Ends the transaction of a request before Keycloak would: with the answer made, and before it goes out; or before another
 * transaction begins, for a request that held a connection to the database while it waits for a second one would, with
 * enough others like it, wait for ever.
 *
 * <p>What throws has done nothing. What others do after a commit (caches are told, listeners called) may throw as well, and is
 * only logged: said to have failed, a secret would be lost that was made, and the change be made once more.
 */
public final class RequestTransaction {

    private static final Logger LOG = Logger.getLogger(RequestTransaction.class);

    /** So often a transaction is made at most that others are in the way of. */
    private static final int ATTEMPTS = 5;

    private RequestTransaction() {}

    /**
     * Commits what an answer tells of; does nothing when that is done. The session reads nothing more.
     *
     * @throws RuntimeException when the database has not committed it
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
        return retried(() -> once(sessions, work));
    }

    /** The same for work that is not done again, whoever is in its way. */
    public static <T> T once(KeycloakSessionFactory sessions, Function<KeycloakSession, T> work) {
        return once(sessions, null, work);
    }

    /** The same with the realm and the client of the session's request. */
    public static <T> T once(KeycloakSession session, Function<KeycloakSession, T> work) {
        return once(session.getKeycloakSessionFactory(), session.getContext(), work);
    }

    private static <T> T once(
            KeycloakSessionFactory sessions, @Nullable KeycloakContext context, Function<KeycloakSession, T> work) {
        List<T> committed = new ArrayList<>();
        try {
            KeycloakModelUtils.runJobInTransaction(sessions, context, own -> {
                T result = work.apply(own);
                // Left to its end, what is bound to be rolled back would be so without a word.
                commit(own);
                committed.add(result);
            });
        } catch (RuntimeException e) {
            if (committed.isEmpty()) {
                throw e;
            }
            LOG.warn("A change of API tokens is committed, but its session could not be closed", e);
        }
        return committed.get(0);
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
                commit(transaction);
            }
        }
    }

    /** Ends it without a trace of what was done in it; does nothing when it has ended. */
    public static void undo(KeycloakSession session) {
        session.getTransactionManager().setRollbackOnly();
        end(session);
    }

    private static void commit(KeycloakTransactionManager transaction) {
        Committed committed = new Committed();
        transaction.enlistAfterCompletion(committed);
        try {
            transaction.commit();
        } catch (RuntimeException e) {
            if (!committed.isSo) {
                throw e;
            }
            LOG.warn("A change of API tokens is committed, but something that follows it failed", e);
        }
    }

    /**
     * Keycloak commits what is enlisted for after the completion once all else is committed, each of it whichever throws, and rolls it back
     * otherwise. A synchronization of the database's transaction does not tell that: where the connection is cut at the commit, so that
     * nobody knows, Narayana calls it committed.
     */
    private static final class Committed extends AbstractKeycloakTransaction {

        private boolean isSo;

        @Override
        protected void commitImpl() {
            isSo = true;
        }

        @Override
        protected void rollbackImpl() {}
    }
}
