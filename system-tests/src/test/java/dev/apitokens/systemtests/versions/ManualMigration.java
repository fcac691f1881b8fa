package dev.apitokens.systemtests.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.launcher.Database;
import dev.apitokens.systemtests.product.StoredTokens;
import dev.apitokens.systemtests.schema.Changelog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An installation whose Keycloak may not change tables.
 *
 * @param database one that has our tables
 * @param ddl where Keycloak writes what somebody has to run
 */
record ManualMigration(Database database, Path ddl) {

    /** The last change set that makes a table, and that table. */
    private static final String STATE = "0.6.0-earlier-secrets";

    private static final String TABLE = "API_TOKEN_EARLIER_SECRET";

    static List<String> options(Path ddl) {
        return List.of(
                "--spi-connections-jpa--quarkus--migration-strategy=manual",
                "--spi-connections-jpa--quarkus--migration-export=" + ddl);
    }

    /** Puts the tables back to before that change set; Keycloak writes it down with its own and does not start before somebody has run them. */
    void assertIsWaitedFor(ServerOfVersion server) throws IOException {
        StoredTokens stored = new StoredTokens(database);
        Changelog changelog = Changelog.ofNow(database);
        List<String> states = changelog.ids();
        changelog.takeBack(states.size() - states.indexOf(STATE));

        assertThatThrownBy(server::start).hasMessageContaining(ddl.toString());

        assertThat(tables(stored)).isEmpty();
        String statements = Files.readString(ddl);
        assertThat(statements).contains("CREATE TABLE public." + TABLE);
        stored.update(statements);
        assertThat(tables(stored)).hasSize(1);
    }

    private static List<String> tables(StoredTokens stored) {
        return stored.query("select TABLE_NAME from INFORMATION_SCHEMA.TABLES where upper(TABLE_NAME) = ?", TABLE);
    }
}
