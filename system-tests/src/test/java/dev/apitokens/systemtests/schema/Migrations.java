package dev.apitokens.systemtests.schema;

import dev.apitokens.launcher.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Function;

/** Every way to the tables of now that there is, on one kind of database. */
public final class Migrations {

    private Migrations() {}

    /**
     * Goes them all.
     *
     * @param databases makes an empty database of that name
     * @param folder for files
     */
    public static void assertAllWork(Function<String, Database> databases, Path folder) throws IOException {
        Migration made = new Migration(databases.apply("at_once"));
        Schema atOnce = made.assertIsMadeAtOnce();
        made.assertIsMadeAgain();
        made.assertIsTakenBackAndMadeAgain();
        new Migration(databases.apply("in_steps")).assertKeepsWhatEachStateHeld(atOnce);
        new Migration(databases.apply("migrated")).assertKeepsWhatThereIs(folder);
    }

    /**
     * That each table has its key from the beginning; only those that Liquibase makes for itself have none.
     *
     * @param refuseOthers has the server refuse a table without a key from then on
     */
    public static void assertTablesHaveKeys(Database empty, Runnable refuseOthers) {
        Changelog.ofNow(empty).prepare();
        refuseOthers.run();
        new Migration(empty).assertIsMadeAtOnce();
    }
}
