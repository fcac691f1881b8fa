package dev.apitokens.systemtests.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Database;
import dev.apitokens.launcher.Layout;
import dev.apitokens.systemtests.product.StoredTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.DirectoryResourceAccessor;

/** An empty database that gets the tables of a version before, with data, and then those of now. */
public record Migration(Database database) {

    private static final String CHANGELOG = "META-INF/api-token-changelog.xml";
    private static final Path BEFORE = Path.of("src/test/resources/schema/api-token-changelog-0.5.0.xml");
    private static final String ID = "0".repeat(36);

    /** Makes it in steps, and looks whether all that was there is. */
    public void assertKeepsWhatThereIs(Path folder) throws Exception {
        Path before = folder.resolve("before");
        Files.createDirectories(before.resolve("META-INF"));
        Files.copy(BEFORE, before.resolve(CHANGELOG));
        StoredTokens stored = stored();
        update(before);
        insert(stored);
        List<String> tokens = stored.query("select NAME from API_TOKEN order by NAME");

        updateToNow();
        updateToNow();

        assertThat(stored.query("select NAME from API_TOKEN order by NAME")).isEqualTo(tokens);
        assertThat(stored.query("select SCOPE from API_TOKEN_SCOPE where TOKEN_ID = ?", ID))
                .containsExactly("scope-id");
        assertThat(stored.query("select CLIENT_ID from API_TOKEN_RESOURCE where TOKEN_ID = ?", ID))
                .containsExactly("client-id");
        assertThat(stored.query("select USER_ID from API_TOKEN_OWNER")).containsExactly("user-id");
        assertThat(stored.query(
                        "select coalesce(DESCRIPTION, ADDRESSES, CONTACT_EMAIL, 'nothing') from API_TOKEN where ID = ?",
                        ID))
                .containsExactly("nothing");
        assertNewRowsAreTaken(stored);
    }

    /** Makes it at once, as a new installation does. */
    public void assertIsMadeAtOnce() throws Exception {
        StoredTokens stored = stored();
        updateToNow();
        insert(stored);
        assertNewRowsAreTaken(stored);
    }

    /** Makes what Liquibase needs for itself, which has no key. */
    public void prepare() throws Exception {
        with(
                now(),
                liquibase -> liquibase.checkLiquibaseTables(
                        false, liquibase.getDatabaseChangeLog(), new Contexts(), new LabelExpression()));
    }

    /** With the one table of Keycloak's own that a change looks into. */
    private StoredTokens stored() {
        StoredTokens stored = new StoredTokens(database);
        stored.update(
                "create table CLIENT_SCOPE (ID varchar(36) not null primary key, NAME varchar(255), REALM_ID varchar(36))");
        return stored;
    }

    private static void assertNewRowsAreTaken(StoredTokens stored) {
        stored.update("update API_TOKEN set NAME = ?, DESCRIPTION = ? where ID = ?", "ä 漢 🔑", "für 漢 🔑", ID);
        assertThat(stored.query("select DESCRIPTION from API_TOKEN where ID = ?", ID))
                .containsExactly("für 漢 🔑");
        assertThat(stored.query("select NAME from API_TOKEN where ID = ?", ID)).containsExactly("ä 漢 🔑");
        stored.update(
                "insert into API_TOKEN_ORIGIN (TOKEN_ID, ADDRESS, REALM_ID, USED_AT) values (?, '192.0.2.7', 'realm', 1)",
                ID);
        stored.update(
                "insert into API_TOKEN_EARLIER_SECRET (SECRET_HASH, TOKEN_ID, KEPT_AT) values ('earlier', ?, 1)", ID);
        stored.update("delete from API_TOKEN where ID = ?", ID);
        assertThat(stored.query("select ADDRESS from API_TOKEN_ORIGIN")).isEmpty();
        assertThat(stored.query("select SECRET_HASH from API_TOKEN_EARLIER_SECRET"))
                .isEmpty();
        assertThat(stored.query("select SCOPE from API_TOKEN_SCOPE")).isEmpty();
    }

    private static void insert(StoredTokens stored) {
        stored.update(
                "insert into API_TOKEN (ID, REALM_ID, USER_ID, NAME, NAME_KEY, NAME_SEARCH, SECRET_HASH, HINT, CREATED_AT,"
                        + " CREATED_BY_CLIENT, IDLE_SINCE) values (?, 'realm', 'user-id', 'CI', 'key', 'ci', 'hash', 'kcat_',"
                        + " 1, 'account-console', 1)",
                ID);
        stored.update("insert into API_TOKEN_SCOPE (TOKEN_ID, SCOPE) values (?, 'scope-id')", ID);
        stored.update("insert into API_TOKEN_RESOURCE (TOKEN_ID, CLIENT_ID) values (?, 'client-id')", ID);
        stored.update("insert into API_TOKEN_OWNER (REALM_ID, USER_ID) values ('realm', 'user-id')");
    }

    private void updateToNow() throws Exception {
        update(now());
    }

    private static Path now() {
        return Layout.find().root().resolve("provider/src/main/resources");
    }

    private void update(Path resources) throws SQLException, LiquibaseException, IOException {
        with(resources, liquibase -> liquibase.update(new Contexts()));
    }

    private interface Work {
        void on(Liquibase liquibase) throws LiquibaseException;
    }

    private void with(Path resources, Work work) throws SQLException, LiquibaseException, IOException {
        try (Connection connection = DriverManager.getConnection(database.url(), database.user(), database.password());
                Liquibase liquibase = new Liquibase(
                        CHANGELOG,
                        new DirectoryResourceAccessor(resources),
                        DatabaseFactory.getInstance()
                                .findCorrectDatabaseImplementation(new JdbcConnection(connection)))) {
            work.on(liquibase);
        }
    }
}
