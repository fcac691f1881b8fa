package dev.apitokens.systemtests.product;

import dev.apitokens.launcher.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads Keycloak's database past Keycloak.
 *
 * @param database the database
 */
public record StoredTokens(Database database) {

    /** Changes what only time changes otherwise. */
    public void update(String sql, String... parameters) {
        run(sql, PreparedStatement::executeUpdate, parameters);
    }

    /** The first column of every row. */
    public List<String> query(String sql, String... parameters) {
        return run(
                sql,
                statement -> {
                    List<String> rows = new ArrayList<>();
                    try (ResultSet result = statement.executeQuery()) {
                        while (result.next()) {
                            rows.add(String.valueOf(result.getString(1)));
                        }
                    }
                    return rows;
                },
                parameters);
    }

    private interface Work<T> {
        T of(PreparedStatement statement) throws SQLException;
    }

    private <T> T run(String sql, Work<T> work, String... parameters) {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            return work.of(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }
}
