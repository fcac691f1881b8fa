package dev.apitokens.keycloak.model.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.fixtures.Fake;
import jakarta.persistence.PersistenceException;
import jakarta.transaction.Transaction;
import jakarta.transaction.TransactionManager;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.keycloak.connections.jpa.JpaConnectionProviderFactory;

class LookupConnectionsTest {

    private final List<String> done = new ArrayList<>();
    private final Connection connection = Fake.of(Connection.class)
            .answers("close", none -> noted("close", null))
            .make();
    private final Transaction ofRequest = Fake.of(Transaction.class).make();
    private final LookupConnections connections = pool(20);

    private LookupConnections pool(int size) {
        return new LookupConnections(
                Fake.of(JpaConnectionProviderFactory.class)
                        .answers("getConnection", none -> noted("getConnection", connection))
                        .make(),
                Fake.of(TransactionManager.class)
                        .answers("suspend", none -> noted("suspend", ofRequest))
                        .answers("resume", suspended -> noted("resume", null))
                        .make(),
                size,
                10);
    }

    private @Nullable Object noted(String method, @Nullable Object answer) {
        done.add(method);
        return answer;
    }

    @Test
    void readIsOutsideOfTheTransaction() {
        assertThat(connections.read(on -> {
                    done.add("read");
                    return "found";
                }))
                .contains("found");

        assertThat(done).containsExactly("suspend", "getConnection", "read", "close", "resume");
    }

    @Test
    void readWhenSomebodyMightWaitForAConnectionThenNothingIsAskedFor() {
        assertThat(pool(19).read(on -> "never")).isEmpty();
        assertThat(done).isEmpty();
    }

    @Test
    void readWhenDatabaseIsOutOfReachThenTransactionGoesOn() {
        SQLException gone = new SQLException("gone", "08006");
        assertThatThrownBy(() -> connections.read(on -> {
                    throw gone;
                }))
                .isInstanceOf(PersistenceException.class)
                .hasCause(gone);

        assertThat(done).containsExactly("suspend", "getConnection", "close", "resume");
    }
}
