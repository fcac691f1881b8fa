package dev.apitokens.keycloak.model.jpa;

import jakarta.persistence.PersistenceException;
import jakarta.transaction.InvalidTransactionException;
import jakarta.transaction.SystemException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.connections.jpa.JpaConnectionProviderFactory;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.transaction.JtaTransactionManagerLookup;

/**
 * Connections for one read each, outside of the request's transaction: the one round trip to the database that it takes, where a
 * transaction takes two, a session of Hibernate's and an enlistment.
 *
 * <p>Only where the pool has two connections for each of Keycloak's threads, as it has by default: then nobody ever waits for one. Elsewhere
 * each request reads in its transaction, and holds the connection from there on. Without that, many would go on to what Keycloak loads
 * into its caches, one request for each thing at a time, some holding a connection and some not; and they would wait for each other.
 */
final class LookupConnections {

    private static final int FOR_EACH_THREAD = 2;
    private static final int KEYCLOAKS_THREADS = 50;
    private static final int KEYCLOAKS_THREADS_FOR_EACH_PROCESSOR = 4;
    private static final int KEYCLOAKS_POOL = 100;

    private final JpaConnectionProviderFactory connections;
    private final TransactionManager transactions;
    private final boolean areEnough;
    private final Map<LookupStatement.Condition, LookupStatement> statements = new ConcurrentHashMap<>();

    /**
     * Connections of that pool.
     *
     * @param pool how many there are at the most
     * @param threads how many requests are answered at once, at the most
     */
    LookupConnections(
            JpaConnectionProviderFactory connections, TransactionManager transactions, int pool, int threads) {
        this.connections = connections;
        this.transactions = transactions;
        this.areEnough = pool >= FOR_EACH_THREAD * threads;
    }

    static LookupConnections of(KeycloakSessionFactory sessions) {
        int pool = option("kc.db-pool-max-size", KEYCLOAKS_POOL);
        int threads = option(
                "kc.http-pool-max-threads",
                Math.max(
                        KEYCLOAKS_THREADS,
                        KEYCLOAKS_THREADS_FOR_EACH_PROCESSOR
                                * Runtime.getRuntime().availableProcessors()));
        JtaTransactionManagerLookup transactions =
                (JtaTransactionManagerLookup) sessions.getProviderFactory(JtaTransactionManagerLookup.class);
        return new LookupConnections(
                (JpaConnectionProviderFactory) sessions.getProviderFactory(JpaConnectionProvider.class),
                transactions.getTransactionManager(),
                pool,
                threads);
    }

    /** The statement that finds those tokens, made once. */
    LookupStatement statement(LookupStatement.Condition condition) {
        return statements.computeIfAbsent(
                condition, unknown -> new LookupStatement(connections.getSchema(), condition));
    }

    private static int option(String name, int otherwise) {
        return ConfigProvider.getConfig().getOptionalValue(name, Integer.class).orElse(otherwise);
    }

    /** One statement. */
    interface Read<T> {
        T on(Connection connection) throws SQLException;
    }

    /**
     * Reads what is committed.
     *
     * @return empty when there are too few connections for that
     * @throws PersistenceException when the database is out of reach
     */
    <T> Optional<T> read(Read<T> read) {
        if (!areEnough) {
            return Optional.empty();
        }
        try {
            return Optional.of(outsideOfTransaction(read));
        } catch (SQLException | SystemException e) {
            throw new PersistenceException(e);
        }
    }

    private <T> T outsideOfTransaction(Read<T> read) throws SQLException, SystemException {
        Transaction suspended = transactions.suspend();
        try (Connection connection = connections.getConnection()) {
            return read.on(connection);
        } finally {
            resume(suspended);
        }
    }

    private void resume(@Nullable Transaction suspended) throws SystemException {
        if (suspended != null) {
            try {
                transactions.resume(suspended);
            } catch (InvalidTransactionException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
