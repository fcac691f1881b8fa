package dev.apitokens.keycloak.model.jpa;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The statement that finds tokens, in SQL that each of Keycloak's databases knows: at every call of an API there is one, and Hibernate
 * would cost more than the database does. It has a row for each scope that a token is limited to, and one for each resource server;
 * not one for each pair.
 */
final class LookupStatement {

    private static final Logger LOG = Logger.getLogger(LookupStatement.class);

    private static final String COLUMNS =
            "select t.ID, t.REALM_ID, t.USER_ID, t.CONTACT_EMAIL, t.CONTACT_REALM_ID, t.CONTACT_USER_ID, t.NAME, t.DESCRIPTION, t.ADDRESSES, t.SECRET_HASH, t.HINT, t.CREATED_AT,"
                    + " t.CREATED_BY_CLIENT, t.EXPIRES_AT, t.REVOKED_AT, t.REVOKED_BY, t.REVOCATION_REASON, t.LAST_USED_AT,"
                    + " t.LAST_USED_BY, t.PREVIOUS_SECRET_HASH, t.PREVIOUS_SECRET_ENDS_AT, t.PREVIOUS_SECRET_ISSUED_AT, t.PREVIOUS_SECRET_REUSED_AT,"
                    + " t.ROTATED_AT, ";

    private final String sql;
    private final long places;

    /**
     * Which tokens are meant.
     *
     * @param condition on {@code t}, a token
     * @param orEarlierSecret whether to find a token by the hash of a secret from before its last rotations as well; then that
     *     hash is the only parameter. What such a token is limited to is not told
     */
    record Condition(String condition, boolean orEarlierSecret) {}

    /**
     * @param schema of the tables, or null: the connection's own
     * @param wanted the tokens
     */
    LookupStatement(@Nullable String schema, Condition wanted) {
        String condition = wanted.condition();
        String qualifier = schema == null ? "" : schema + ".";
        this.sql = COLUMNS + "s.SCOPE, null from " + qualifier + "API_TOKEN t left join " + qualifier
                + "API_TOKEN_SCOPE s on s.TOKEN_ID = t.ID where " + condition
                + " union all " + COLUMNS + "null, r.CLIENT_ID from " + qualifier + "API_TOKEN t join " + qualifier
                + "API_TOKEN_RESOURCE r on r.TOKEN_ID = t.ID where " + condition
                + (wanted.orEarlierSecret()
                        ? " union all " + COLUMNS + "null, null from " + qualifier + "API_TOKEN_EARLIER_SECRET e join "
                                + qualifier + "API_TOKEN t on t.ID = e.TOKEN_ID where e.SECRET_HASH = ?"
                        : "");
        this.places = sql.chars().filter(character -> character == '?').count();
    }

    /** @param parameters of the condition, given in turn until each of its places has one */
    List<TokenRow> rows(Connection connection, List<String> parameters, Duration timeout) throws SQLException {
        LOG.debug(sql);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setQueryTimeout(Math.toIntExact(timeout.toSeconds()));
            for (int i = 0; i < places; i++) {
                statement.setString(i + 1, parameters.get(i % parameters.size()));
            }
            List<TokenRow> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(row(found));
                }
            }
            return rows;
        }
    }

    private static TokenRow row(ResultSet found) throws SQLException {
        return new TokenRow(
                found.getString(1),
                found.getString(2),
                found.getString(3),
                found.getString(4),
                found.getString(5),
                found.getString(6),
                found.getString(7),
                found.getString(8),
                found.getString(9),
                found.getString(10),
                found.getString(11),
                found.getLong(12),
                found.getString(13),
                time(found, 14),
                time(found, 15),
                found.getString(16),
                found.getString(17),
                time(found, 18),
                found.getString(19),
                found.getString(20),
                time(found, 21),
                time(found, 22),
                time(found, 23),
                time(found, 24),
                found.getString(25),
                found.getString(26));
    }

    private static @Nullable Long time(ResultSet found, int column) throws SQLException {
        long milliseconds = found.getLong(column);
        return found.wasNull() ? null : milliseconds;
    }
}
