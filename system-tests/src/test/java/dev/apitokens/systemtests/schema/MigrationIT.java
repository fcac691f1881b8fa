package dev.apitokens.systemtests.schema;

import dev.apitokens.launcher.Database;
import dev.apitokens.systemtests.product.OwnServers;
import dev.apitokens.systemtests.product.PostgresServer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of each version before, with data, become those of now. On MariaDB: in the container tests. */
@OwnServers
class MigrationIT {

    @TempDir
    private Path folder;

    /** In memory, which is the same to SQL. */
    private static Database h2(String name) {
        return new Database(
                "dev-mem", "jdbc:h2:mem:migration-" + name + ";DB_CLOSE_DELAY=-1;NON_KEYWORDS=VALUE", "sa", "password");
    }

    @Test
    void h2ThenEveryStateBecomesThatOfNow() throws IOException {
        Migrations.assertAllWork(MigrationIT::h2, folder);
    }

    @Test
    void postgresThenEveryStateBecomesThatOfNow() throws IOException {
        try (PostgresServer postgres = PostgresServer.find(folder.resolve("postgres.log"))
                .orElseThrow(() -> new IllegalStateException(PostgresServer.howToGet()))) {
            postgres.start();
            Migrations.assertAllWork(postgres::newDatabase, folder);
        }
    }
}
