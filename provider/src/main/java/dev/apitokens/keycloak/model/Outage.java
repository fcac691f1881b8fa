package dev.apitokens.keycloak.model;

import jakarta.persistence.LockTimeoutException;
import jakarta.persistence.PessimisticLockException;
import jakarta.persistence.QueryTimeoutException;
import jakarta.transaction.RollbackException;
import java.io.EOFException;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.naming.NamingException;
import javax.net.ssl.SSLException;
import org.keycloak.models.ModelDuplicateException;
import org.keycloak.storage.StorageUnavailableException;

/** Why it cannot be told whether a token is active, or done what was asked. Said "inactive", a caller would throw a good token away. */
public sealed interface Outage {

    /**
     * The classes of SQL states (SQL:2023, section 24.1) that say that a statement was wrong, and not where it went: trying
     * it again changes nothing, so that no outage may hide them.
     */
    Set<String> FAULTS_OF_STATEMENTS = Set.of("0A", "21", "22", "23", "42");

    /** What a network says. Keycloak leaves the driver's exception out of some of its own, and keeps the cause of that. */
    Set<Class<? extends Exception>> CUT_CONNECTIONS = Set.of(
            SocketException.class,
            InterruptedIOException.class,
            UnknownHostException.class,
            EOFException.class,
            SSLException.class,
            TimeoutException.class);

    /** For the log. */
    RuntimeException cause();

    /** The store of the token's person is out of reach, and nothing else is: an event can be stored. */
    record UserStore(RuntimeException cause) implements Outage {}

    /**
     * The database, or a user store in the midst of the work, is out of reach, or did not do its work in time. No event:
     * storing it needs the same database, and failing at that would turn the answer into a 500.
     */
    record Infrastructure(RuntimeException cause) implements Outage {}

    /**
     * Works with a token: its verdict, and what is made of it. Whatever is out of reach meanwhile, the caller is told of
     * it here, and nowhere else.
     *
     * @param unavailable tells of the outage, and makes the exception that answers for it
     */
    static <T> T guard(Supplier<T> work, Function<Outage, RuntimeException> unavailable) {
        try {
            return workOrTell(work, unavailable);
        } catch (RuntimeException e) {
            throw isOutage(e) ? unavailable.apply(new Infrastructure(e)) : e;
        }
    }

    // Within the other: an event about the user store may find the database gone.
    private static <T> T workOrTell(Supplier<T> work, Function<Outage, RuntimeException> unavailable) {
        try {
            return work.get();
        } catch (UserStoreUnavailableException e) {
            throw unavailable.apply(new UserStore(e));
        }
    }

    /** Whether the exception says that something is out of reach, busy or too slow, and not that something is wrong. */
    private static boolean isOutage(RuntimeException exception) {
        return Causes.of(exception).noneMatch(Outage::isFault)
                && Causes.of(exception).anyMatch(Outage::isUnreachable);
    }

    private static boolean isFault(Throwable cause) {
        return cause instanceof ModelDuplicateException
                || (cause instanceof SQLException sql
                        && sql.getSQLState() != null
                        && sql.getSQLState().length() >= 2
                        && FAULTS_OF_STATEMENTS.contains(sql.getSQLState().substring(0, 2)));
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof SQLException
                || CUT_CONNECTIONS.stream().anyMatch(kind -> kind.isInstance(cause))
                || cause instanceof LockTimeoutException
                || cause instanceof PessimisticLockException
                || cause instanceof QueryTimeoutException
                // What could not be committed.
                || cause instanceof RollbackException
                // A directory.
                || cause instanceof NamingException
                || cause instanceof StorageUnavailableException
                // A node of the cluster that Keycloak's caches wait for.
                || cause instanceof org.infinispan.commons.TimeoutException;
    }
}
