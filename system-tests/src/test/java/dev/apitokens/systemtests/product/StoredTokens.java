package dev.apitokens.systemtests.product;

import dev.apitokens.launcher.Database;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

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

    /** Lets tokens have been usable in every realm for ever. */
    public void alwaysUsable() {
        update("delete from API_TOKEN_JOB where NAME like 'unusable:%'");
    }

    /** Lets a token have expired a second ago. */
    public void expire(String id) {
        update(
                "update API_TOKEN set EXPIRES_AT = ? where ID = ?",
                String.valueOf(Instant.now().toEpochMilli() - 1000),
                id);
    }

    /** Notes a use of a token from an address, now. */
    public void usedFrom(String id, String address) {
        update(
                "insert into API_TOKEN_ORIGIN (TOKEN_ID, ADDRESS, REALM_ID, USED_AT) select ID, '" + address
                        + "', REALM_ID, " + Instant.now().toEpochMilli() + " from API_TOKEN where ID = ?",
                id);
    }

    /** Adds tokens like a revoked one, as years would, to embedded H2. */
    public void copyRevoked(String id, int copies) {
        copy(id, copies);
    }

    /** Adds tokens like that one, with its limits, to embedded H2. */
    public void copy(String id, int copies) {
        update(
                "insert into API_TOKEN (ID, REALM_ID, USER_ID, NAME, NAME_KEY, NAME_SEARCH, SECRET_HASH, HINT, CREATED_AT,"
                        + " CREATED_BY_CLIENT, IDLE_SINCE, REVOKED_AT)"
                        + " select n.ID, REALM_ID, USER_ID, NAME, n.ID, NAME_SEARCH, n.ID, HINT, CREATED_AT - n.X,"
                        + " CREATED_BY_CLIENT, IDLE_SINCE, REVOKED_AT from API_TOKEN,"
                        + " (select X, cast(random_uuid() as varchar) as ID from system_range(1, " + copies + ")) n"
                        + " where API_TOKEN.ID = ?",
                id);
        copyLimits("API_TOKEN_RESOURCE", "CLIENT_ID", id);
        copyLimits("API_TOKEN_SCOPE", "SCOPE", id);
    }

    /** Nothing but a copy has its id in the place of the hash. */
    private void copyLimits(String table, String column, String id) {
        update(
                "insert into " + table + " (TOKEN_ID, " + column + ") select c.ID, l." + column + " from " + table
                        + " l join API_TOKEN t on t.ID = l.TOKEN_ID"
                        + " join API_TOKEN c on c.USER_ID = t.USER_ID and c.NAME = t.NAME and c.SECRET_HASH = c.ID"
                        + " where t.ID = ?",
                id);
    }

    /** The first column of every row. */
    public List<String> query(String sql, String... parameters) {
        return run(sql, statement -> rows(statement.executeQuery()), parameters);
    }

    /** Every row, by the names of its columns in capital letters. */
    public List<Map<String, String>> rows(String sql) {
        return run(sql, statement -> {
            try (ResultSet result = statement.executeQuery()) {
                List<Map<String, String>> rows = new ArrayList<>();
                while (result.next()) {
                    Map<String, String> row = new TreeMap<>();
                    for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                        row.put(
                                result.getMetaData().getColumnLabel(i).toUpperCase(Locale.ROOT),
                                String.valueOf(result.getString(i)));
                    }
                    rows.add(row);
                }
                return rows;
            }
        });
    }

    /** The first column of every row of the last statement; the others come before it in the same session. */
    public List<String> queryLast(String... statements) {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Statement statement = connection.createStatement()) {
            for (String sql : Arrays.asList(statements).subList(0, statements.length - 1)) {
                statement.execute(sql);
            }
            return rows(statement.executeQuery(statements[statements.length - 1]));
        } catch (SQLException e) {
            throw new IllegalStateException(String.join("; ", statements), e);
        }
    }

    private static List<String> rows(ResultSet result) throws SQLException {
        try (result) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(String.valueOf(result.getString(1)));
            }
            return rows;
        }
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
