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
 * <p>All requests read so, or none does. Keycloak lets one request at a time load a person into its cache; were some to hold a connection
 * by then, and the one that loads to have none yet, they would wait for each other.
 */
final class LookupConnections {

    /** With one connection, who holds it for something that Keycloak read before would wait for itself. */
    private static final int FEWEST = 2;

    private static final int KEYCLOAKS_POOL = 100;

    private final JpaConnectionProviderFactory connections;
    private final TransactionManager transactions;
    private final boolean areEnough;
    private final Map<String, LookupStatement> statements = new ConcurrentHashMap<>();

    /** @param pool how many connections there are at the most */
    LookupConnections(JpaConnectionProviderFactory connections, TransactionManager transactions, int pool) {
        this.connections = connections;
        this.transactions = transactions;
        this.areEnough = pool >= FEWEST;
    }

    static LookupConnections of(KeycloakSessionFactory sessions) {
        int pool = ConfigProvider.getConfig()
                .getOptionalValue("kc.db-pool-max-size", Integer.class)
                .orElse(KEYCLOAKS_POOL);
        JtaTransactionManagerLookup transactions =
                (JtaTransactionManagerLookup) sessions.getProviderFactory(JtaTransactionManagerLookup.class);
        return new LookupConnections(
                (JpaConnectionProviderFactory) sessions.getProviderFactory(JpaConnectionProvider.class),
                transactions.getTransactionManager(),
                pool);
    }

    /**
     * The statement for that condition, made once.
     *
     * @param condition see {@link LookupStatement}
     */
    LookupStatement statement(String condition) {
        return statements.computeIfAbsent(
                condition, unknown -> new LookupStatement(connections.getSchema(), condition));
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
