package dev.apitokens.keycloak.model;

import java.sql.SQLException;

/**
 * Two transactions were in each other's way, and the database has rolled back the one that asks, whole: a deadlock, or a row
 * that somebody else has changed since this transaction first read. Made once more, it goes through.
 */
final class Conflict {

    /** Transaction rollback (SQL:2023, section 24.1). */
    private static final String ROLLBACK = "40";

    /** MariaDB from 11.6 on, "record has changed since last read": it has no class of SQL states of its own. */
    private static final int RECORD_HAS_CHANGED = 1020;

    private Conflict() {}

    static boolean isIn(RuntimeException exception) {
        return Causes.of(exception).anyMatch(cause -> cause instanceof SQLException sql && isConflict(sql));
    }

    private static boolean isConflict(SQLException exception) {
        String state = exception.getSQLState();
        return exception.getErrorCode() == RECORD_HAS_CHANGED || (state != null && state.startsWith(ROLLBACK));
    }
}
