package dev.apitokens.systemtests.schema;

import dev.apitokens.launcher.Database;
import dev.apitokens.systemtests.product.OwnServers;
import dev.apitokens.systemtests.product.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of the version before, with data, become those of now. On MariaDB: in the container tests. */
@OwnServers
class MigrationIT {

    @TempDir
    private Path folder;

    private static Database h2(Path folder) {
        return Database.embeddedH2(folder);
    }

    @Test
    void h2ThenKeepsWhatThereIs() throws Exception {
        new Migration(h2(folder)).assertKeepsWhatThereIs(folder);
    }

    @Test
    void h2ThenIsMadeAtOnce() throws Exception {
        new Migration(h2(folder)).assertIsMadeAtOnce();
    }

    @Test
    void postgresThenKeepsWhatThereIs() throws Exception {
        try (PostgresServer postgres = PostgresServer.find(folder.resolve("postgres.log"))
                .orElseThrow(() -> new IllegalStateException(PostgresServer.howToGet()))) {
            postgres.start();
            new Migration(postgres.database()).assertKeepsWhatThereIs(folder);
        }
    }
}
