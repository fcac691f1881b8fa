package dev.apitokens.systemtests.cluster;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Database;
import dev.apitokens.systemtests.product.StoredTokens;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** The row of somebody who has tokens, locked, so that each change of theirs waits, in the order in which they come. */
final class LockedOwner implements AutoCloseable {

    /** Who waits for such a row: background work, which changes it, may wait as well. */
    private static final String WAITS = "select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
            + " and (lower(query) like 'select%api_token_owner%for %update%'"
            + " or lower(query) like 'delete from api_token_owner%')";

    private final Database database;
    private final Connection connection;

    /** @param database PostgreSQL, which tells who waits for what */
    LockedOwner(Database database, String userId) {
        this.database = database;
        try {
            connection = DriverManager.getConnection(database.url(), database.user(), database.password());
            connection.setAutoCommit(false);
            try (PreparedStatement lock =
                    connection.prepareStatement("select 1 from API_TOKEN_OWNER where USER_ID = ? for update")) {
                lock.setString(1, userId);
                assertThat(lock.executeQuery().next()).isTrue();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns when so many wait. */
    void awaitWaiting(int count) {
        await(count + " to wait for the row")
                .until(() -> new StoredTokens(database).query(WAITS).equals(List.of(String.valueOf(count))));
    }

    /** Lets them go on, the first one first. */
    @Override
    public void close() {
        try {
            connection.rollback();
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
