package dev.apitokens.systemtests.schema;

import dev.apitokens.launcher.Database;
import dev.apitokens.launcher.Layout;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.List;
import java.util.Map;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.UpdateSummaryOutputEnum;
import liquibase.changelog.ChangeSet;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import liquibase.resource.DirectoryResourceAccessor;
import liquibase.ui.LoggerUIService;

/**
 * The provider's changelog, applied to a database as Keycloak does it.
 *
 * @param resources folder of the provider's resources
 */
public record Changelog(Database database, Path resources) {

    /** Below the resources; Liquibase knows its change sets by this name as well. */
    static final String FILE = "META-INF/api-token-changelog.xml";

    /** Where Keycloak notes what it has applied: part of the id of our entity provider is in its name. */
    static final String APPLIED = "DATABASECHANGELOG_API_TOKEN_";

    /** The changelog of now. */
    public static Changelog ofNow(Database database) {
        return new Changelog(database, Layout.find().root().resolve("provider/src/main/resources"));
    }

    /** Ids of the change sets, the first one first. */
    public List<String> ids() {
        return with(liquibase -> liquibase.getDatabaseChangeLog().getChangeSets().stream()
                .map(ChangeSet::getId)
                .toList());
    }

    /** Applies the next change sets. */
    public void apply(int count) {
        with(liquibase -> {
            liquibase.update(count, new Contexts(), new LabelExpression());
            return true;
        });
    }

    /** Applies all that are not yet. */
    public void apply() {
        with(liquibase -> {
            liquibase.update(new Contexts());
            return true;
        });
    }

    /** Takes the last change sets back, to where an installation was that has not got them yet. */
    public void takeBack(int count) {
        with(liquibase -> {
            liquibase.rollback(count, new Contexts(), new LabelExpression());
            return true;
        });
    }

    /** Makes what Liquibase needs for itself, which has no key. */
    void prepare() {
        with(liquibase -> {
            liquibase.checkLiquibaseTables(
                    false, liquibase.getDatabaseChangeLog(), new Contexts(), new LabelExpression());
            return true;
        });
    }

    private interface Work<T> {
        T on(Liquibase liquibase) throws LiquibaseException;
    }

    private <T> T with(Work<T> work) {
        try (Connection connection =
                DriverManager.getConnection(database.url(), database.user(), database.password())) {
            liquibase.database.Database target =
                    DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
            target.setDatabaseChangeLogTableName(APPLIED);
            // Not on the console, where it says each step of each database.
            return Scope.child(Map.of(Scope.Attr.ui.name(), new LoggerUIService()), () -> {
                try (Liquibase liquibase = new Liquibase(FILE, new DirectoryResourceAccessor(resources), target)) {
                    liquibase.setShowSummaryOutput(UpdateSummaryOutputEnum.LOG);
                    return work.on(liquibase);
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
