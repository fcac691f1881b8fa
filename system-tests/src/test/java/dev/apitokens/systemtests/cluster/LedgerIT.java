package dev.apitokens.systemtests.cluster;

import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.product.Product;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What was acknowledged holds, whatever befalls the database or the server. {@code -Dledger.rounds} and {@code
 * -Dledger.kills} make it a long run.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LedgerIT {

    private static final int ROUNDS = Integer.getInteger("ledger.rounds", 1);
    private static final int KILLS = Integer.getInteger("ledger.kills", 2);

    /** Longer than a caller waits before it asks again, shorter than a statement may take. */
    private static final int SECONDS_OF_A_FAULT = 2;

    private static FaultyDatabase database;
    private static Ledger ledger;

    @BeforeAll
    static void start() {
        database = FaultyDatabase.shared();
        Admin admin = database.product.admin();
        admin.setting("demo", "max-per-user", "10000");
        // Nobody logs in again.
        admin.updateRealm("demo", Map.of("accessTokenLifespan", 6 * 3600, "ssoSessionIdleTimeout", 6 * 3600));
        ledger = new Ledger(database.product);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        if (ledger != null) {
            ledger.end();
            System.out.println("Ledger: " + ledger.summary());
        }
    }

    @Test
    @Order(1)
    void faultsOfTheDatabaseThenNothingAcknowledgedIsLostAndNoAnswerIsWrong() throws Exception {
        for (int i = 0; i < ROUNDS; i++) {
            ledger.during("a pool of " + FaultyDatabase.POOL, false, LedgerIT::goOn);
            ledger.during("terminated backends", false, () -> {
                for (int j = 0; j < 10; j++) {
                    database.terminateBackends();
                    TimeUnit.MILLISECONDS.sleep(100);
                }
            });
            ledger.during("read-only", false, () -> database.whileReadOnly(LedgerIT::goOn));
            ledger.during("a full disk", false, () -> database.whileFull(LedgerIT::goOn));
            ledger.during("a lock", false, () -> database.whileLocked(LedgerIT::goOn));
            ledger.during("a pause", false, () -> {
                database.server.pause();
                goOn();
                database.server.goOn();
            });
            ledger.during("a stop", false, () -> {
                database.server.stop();
                goOn();
                database.server.start();
            });
            ledger.during("a crash", false, () -> {
                database.server.kill();
                goOn();
                database.server.start();
            });
        }
    }

    private static void goOn() throws InterruptedException {
        TimeUnit.SECONDS.sleep(SECONDS_OF_A_FAULT);
    }

    @Test
    @Order(2)
    void killsOfTheServerThenNothingAcknowledgedIsLost() throws Exception {
        Product product = database.product;
        for (int i = 0; i < KILLS; i++) {
            ledger.during("kill -9", true, () -> {
                product.keycloak.kill();
                product.keycloak.start();
            });
        }
    }
}
