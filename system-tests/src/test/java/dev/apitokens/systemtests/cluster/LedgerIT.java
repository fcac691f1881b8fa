package dev.apitokens.systemtests.cluster;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.OwnServers;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * What was acknowledged holds, whatever befalls the database or the server. {@code -Dledger.rounds} and {@code
 * -Dledger.kills} make it a long run.
 */
@OwnServers
@ResourceLock(FaultyDatabase.LOCK)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LedgerIT {

    private static final int ROUNDS = Integer.getInteger("ledger.rounds", 1);
    private static final int KILLS = Integer.getInteger("ledger.kills", 2);

    private static final String BULK = "bulk";
    private static final int BULK_TOKENS = 20_000;

    /** How many are revoked in one transaction. */
    private static final int BATCH = 500;

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
            ledger.during("a pool of " + FaultyDatabase.POOL, false, ledger::awaitAnswers);
            ledger.during("terminated backends", false, () -> {
                for (int j = 0; j < 10; j++) {
                    database.cutConnections();
                    ledger.awaitAnswers();
                }
            });
            ledger.during("read-only", false, () -> database.whileReadOnly(ledger::awaitAnswers));
            ledger.during("a full disk", false, () -> database.whileFull(ledger::awaitAnswers));
            ledger.during("a lock", false, () -> database.whileLocked(database::awaitWaiting));
            ledger.during("a pause", false, () -> {
                database.server.pause();
                try {
                    ledger.awaitCalls();
                } finally {
                    database.server.goOn();
                }
            });
            ledger.during("a stop", false, () -> {
                database.server.stop();
                ledger.awaitAnswers();
                database.server.start();
            });
            ledger.during("a crash", false, () -> {
                database.server.kill();
                ledger.awaitAnswers();
                database.server.start();
            });
        }
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

    @Test
    @Order(3)
    void reportsAmidAllThatThenNoneIsLost() {
        ledger.checkReports();
    }

    @Test
    @Order(4)
    void killAmidRevocationByFilterThenWhatWasRevokedStaysAndTheSameCallRevokesTheRest() throws Exception {
        Product product = database.product;
        Admin admin = product.admin();
        admin.createRealm(BULK);
        Person.Created token =
                Person.login(product.realm(BULK), "cli", admin.createUser(BULK)).create("bulk");
        database.execute("insert into API_TOKEN (ID, REALM_ID, USER_ID, NAME, NAME_KEY, NAME_SEARCH, SECRET_HASH, HINT,"
                + " CREATED_AT, CREATED_BY_CLIENT, IDLE_SINCE) select gen_random_uuid(), REALM_ID, USER_ID, NAME,"
                + " gen_random_uuid(), NAME_SEARCH, gen_random_uuid(), HINT, CREATED_AT, CREATED_BY_CLIENT, IDLE_SINCE"
                + " from API_TOKEN, generate_series(1, " + (BULK_TOKENS - 1) + ") where ID = '" + token.id() + "'");
        Map<String, String> filter = Map.of("search", "bulk");

        // Batches go by id, made at the same time as all are: one in the middle waits, so that not all is done before
        // the kill.
        String middle = "select ID from API_TOKEN where NAME = 'bulk' order by ID offset " + BULK_TOKENS / 2
                + " limit 1 for update";
        database.whileHeld(middle, () -> {
            CompletableFuture<Void> cut = CompletableFuture.runAsync(
                    () -> assertThatThrownBy(() -> admin.send("POST", "/" + BULK + "/api-tokens/revoke", filter))
                            .isInstanceOf(UncheckedIOException.class));
            await("some batches").until(() -> revoked() >= 2 * BATCH);
            product.keycloak.kill();
            cut.join();
        });
        database.awaitNobody();
        int revoked = revoked();
        product.keycloak.start();

        assertThat(revoked).isLessThan(BULK_TOKENS);
        assertThat(revoked % BATCH).isZero();
        assertThat(told(admin)).isEqualTo(revoked);
        assertThat(admin.call("POST", "/" + BULK + "/api-tokens/revoke", filter)
                        .json()
                        .path("revoked")
                        .asInt())
                .isEqualTo(BULK_TOKENS - revoked);
        assertThat(revoked()).isEqualTo(BULK_TOKENS);
        assertThat(told(admin)).isEqualTo(BULK_TOKENS);
    }

    private static int revoked() {
        return Integer.parseInt(new StoredTokens(database.server.database())
                .query("select count(*) from API_TOKEN where REVOKED_AT is not null and NAME = 'bulk'")
                .get(0));
    }

    /** How many the admin events tell of. */
    private static int told(Admin admin) throws IOException {
        int told = 0;
        for (JsonNode event : admin.events(BULK).ofAdmins("api-tokens/revoke")) {
            told += Http.JSON
                    .readTree(event.path("representation").asText())
                    .path("revoked")
                    .asInt();
        }
        return told;
    }
}
