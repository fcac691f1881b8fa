package dev.apitokens.systemtests.cluster;

import static dev.apitokens.systemtests.client.Await.await;

import dev.apitokens.launcher.Database;
import dev.apitokens.systemtests.product.PostgresServer;
import dev.apitokens.systemtests.product.Product;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database that does not do what it should, and the product on it, with as few connections as Keycloak gets along with. */
public final class FaultyDatabase {

    /** How many connections the product has. */
    static final int POOL = 2;

    /** Whoever does something to it holds this lock. */
    public static final String LOCK = "faulty database";

    private static final class Shared {
        static final FaultyDatabase DATABASE = new FaultyDatabase();
    }

    final PostgresServer server;
    public final Product product;

    private FaultyDatabase() {
        server = PostgresServer.find(Path.of("target/postgres-faults.log"))
                .orElseThrow(() -> new IllegalStateException(PostgresServer.howToGet()));
        server.start();
        product = Product.withPool(POOL, server.database());
        refuseLazyCommits();
    }

    /**
     * Lets the database refuse a commit that changes tokens or reports and does not wait for its disk: Keycloak has such
     * commits for events, and a crash would lose what they acknowledge. Looked at in the commit itself.
     */
    private void refuseLazyCommits() {
        try {
            execute("create function refuse_lazy_commit() returns trigger language plpgsql as"
                    + " $$ begin if current_setting('synchronous_commit') = 'off' then"
                    + " raise exception 'acknowledged before it is on the disk'; end if; return null; end $$");
            for (String table : List.of(
                    "API_TOKEN", "API_TOKEN_SCOPE", "API_TOKEN_RESOURCE", "API_TOKEN_LEASE", "API_TOKEN_LEAK_REPORT")) {
                execute("create constraint trigger refuse_lazy_commit after insert or update or delete on " + table
                        + " deferrable initially deferred for each row execute function refuse_lazy_commit()");
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The one of all tests; it ends with the JVM. */
    public static FaultyDatabase shared() {
        return Shared.DATABASE;
    }

    Connection connect() throws SQLException {
        Database database = server.database();
        return DriverManager.getConnection(database.url(), database.user(), database.password());
    }

    void execute(String... statements) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    /** Ends all connections to it; the product does not know yet. */
    public void cutConnections() {
        try {
            execute("select pg_terminate_backend(pid, 60000) from pg_stat_activity where pid <> pg_backend_pid()"
                    + " and backend_type = 'client backend'");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Is not there meanwhile. */
    public void whileGone(Runnable work) {
        server.stop();
        try {
            work.run();
        } finally {
            server.start();
        }
        await("the database to be used again")
                .until(() -> product.admin()
                                .send("GET", "/demo/api-tokens/count", null)
                                .status()
                        == 200);
    }

    /** Lets nobody write meanwhile. */
    void whileReadOnly(Ledger.Fault work) throws Exception {
        execute("alter system set default_transaction_read_only = on");
        execute("select pg_reload_conf()");
        try {
            await("no more writes").until(this::isReadOnly);
            work.happen();
        } finally {
            execute("set default_transaction_read_only = off", "alter system reset default_transaction_read_only");
            execute("select pg_reload_conf()");
        }
        await("writes again").until(() -> !isReadOnly());
    }

    private boolean isReadOnly() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("show default_transaction_read_only")) {
            return rows.next() && rows.getString(1).equals("on");
        }
    }

    /** Lets nobody read or write tokens meanwhile: they wait. */
    void whileLocked(Ledger.Fault work) throws Exception {
        whileHeld("lock table API_TOKEN in access exclusive mode", work);
    }

    /** Holds the locks of a statement meanwhile. */
    void whileHeld(String locking, Ledger.Fault work) throws Exception {
        try (Connection other = connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute(locking);
            work.happen();
            other.rollback();
        }
    }

    /** Waits until somebody waits for a lock. */
    void awaitWaiting() {
        await("somebody who waits for a lock").until(() -> count("wait_event_type = 'Lock'") > 0);
    }

    /** Waits until whoever was connected is gone, with all that they did or did not commit. */
    void awaitNobody() {
        await("the end of all connections").until(() -> count("pid <> pg_backend_pid()") == 0);
    }

    private long count(String which) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "select count(*) from pg_stat_activity where backend_type = 'client backend' and " + which)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    /** Answers meanwhile to whoever writes a token or an event as a database does whose disk is full. */
    void whileFull(Ledger.Fault work) throws Exception {
        execute(
                "create or replace function disk_full() returns trigger language plpgsql as"
                        + " $$ begin raise exception 'No space left on device' using errcode = '53100'; end $$",
                "create trigger disk_full before insert or update or delete on API_TOKEN"
                        + " for each statement execute function disk_full()",
                "create trigger disk_full before insert or update or delete on EVENT_ENTITY"
                        + " for each statement execute function disk_full()");
        try {
            work.happen();
        } finally {
            execute("drop trigger disk_full on API_TOKEN", "drop trigger disk_full on EVENT_ENTITY");
        }
    }

    /** Lets every second statement that writes a token meanwhile lose a deadlock, as a database says it; a sequence survives a rollback. */
    void whileDeadlocking(Ledger.Fault work) throws Exception {
        execute(
                "create sequence deadlocks",
                "create or replace function deadlock() returns trigger language plpgsql as $$ begin"
                        + " if nextval('deadlocks') % 2 = 1 then"
                        + " raise exception 'deadlock detected' using errcode = '40P01'; end if; return null; end $$",
                "create trigger deadlock before insert or update or delete on API_TOKEN"
                        + " for each statement execute function deadlock()");
        try {
            work.happen();
        } finally {
            execute("drop trigger deadlock on API_TOKEN", "drop sequence deadlocks");
        }
    }
}
