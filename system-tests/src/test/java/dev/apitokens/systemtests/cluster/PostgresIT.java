package dev.apitokens.systemtests.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.PostgresServer;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.protocol.MainJob;
import dev.apitokens.systemtests.scale.Concurrency;
import dev.apitokens.systemtests.scale.Scale;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The product on a real PostgreSQL; at the end without it, after which only a new Keycloak has a fresh pool. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresIT {

    private static final String VIEWER = "{ viewer { username } }";

    private static PostgresServer postgres;
    private static Product product;

    @BeforeAll
    static void start() {
        postgres = PostgresServer.find(Path.of("target/postgres.log"))
                .orElseThrow(() -> new IllegalStateException(PostgresServer.howToGet()));
        postgres.start();
        product = Product.on(postgres.database());
    }

    @AfterAll
    static void stop() {
        if (product != null) {
            product.mcp.close();
            product.graphQl.close();
            product.keycloak.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    @Order(0)
    void mainJobWhenOnPostgresThenWorks() {
        new MainJob(product).assertWorks();
    }

    @Test
    @Order(1)
    void createWhenAtTheSameTimeThenLimitsHold() throws Exception {
        new Concurrency(product).assertHolds();
    }

    @Test
    @Order(2)
    void introspectWhenValidThenOneReadOfOursAndNoWrite() throws IOException {
        Person.Created token = product.newPerson("editor").create("a");
        assertThat(product.introspect(token.secret()).body()).contains("\"active\":true");

        List<String> statements = statementsOf(
                () -> assertThat(product.introspect(token.secret()).body()).contains("\"active\":true"));

        assertThat(statements.stream().filter(sql -> sql.contains("api_token"))).hasSize(1);
        // Keycloak's own event store, which the demo realm has switched on, is the one thing that writes.
        assertThat(statements)
                .noneMatch(sql -> sql.contains("update ")
                        || sql.contains("delete from")
                        || (sql.contains("insert into") && !sql.contains("insert into event_entity")));
    }

    @Test
    @Order(3)
    void introspectWhenChecksumIsWrongThenNoReadOfOurs() throws IOException {
        String secret = product.newPerson().create("a").secret();
        String wrong = secret.substring(0, 10) + (secret.charAt(10) == 'x' ? 'y' : 'x') + secret.substring(11);

        List<String> statements =
                statementsOf(() -> assertThat(product.introspect(wrong).body()).isEqualTo("{\"active\":false}"));

        assertThat(statements).noneMatch(sql -> sql.contains("api_token"));
    }

    @Test
    @Order(3)
    void adminRestWhenAMillionTokensThenIndexesServeEveryFilterAndRevocationIsExact() throws Exception {
        Scale scale = new Scale(product, postgres);
        scale.fill();
        scale.assertPlansUseIndexes();
        scale.reportTimes();
        scale.assertRevocationByFilterIsExact();
    }

    @Test
    @Order(4)
    void introspectWhenDatabaseIsGoneThenUnavailableAndNeverInactive() throws InterruptedException {
        Person.Created token = product.newPerson("editor").create("a");
        assertThat(product.introspect(token.secret()).body()).contains("\"active\":true");
        assertThat(product.graphQl(token.secret(), VIEWER).status()).isEqualTo(200);

        postgres.kill();
        try {
            for (int i = 0; i < 5; i++) {
                Http.Answer answer = product.introspect(token.secret());
                assertThat(answer.status()).as(answer.body()).isEqualTo(503);
                assertThat(answer.error()).isEqualTo("temporarily_unavailable");
            }
            Http.Answer graphQl = product.graphQl(token.secret(), VIEWER);
            assertThat(graphQl.status()).isEqualTo(503);
            assertThat(graphQl.header("Retry-After")).isNotBlank();
        } finally {
            postgres.start();
        }
        awaitActive(token);
        assertThat(product.graphQl(token.secret(), VIEWER).status()).isEqualTo(200);
    }

    @Test
    @Order(5)
    void callWhenKeycloakIsGoneThenResourceServersAreUnavailableUntilItIsBack() throws InterruptedException {
        Person.Created token = product.newPerson("editor").create("a");
        product.keycloak.kill();
        try {
            Http.Answer graphQl = product.graphQl(token.secret(), VIEWER);
            assertThat(graphQl.status()).isEqualTo(503);
            assertThat(graphQl.header("Retry-After")).isNotBlank();
        } finally {
            product.keycloak.start();
        }
        awaitActive(token);
        assertThat(product.graphQl(token.secret(), VIEWER).status()).isEqualTo(200);
    }

    /** Every connection of the pool that the crash broke fails once; the good ones in a row say that it is over. */
    private static void awaitActive(Person.Created token) throws InterruptedException {
        Instant end = Instant.now().plus(Duration.ofMinutes(2));
        int inARow = 0;
        while (inARow < 20) {
            Http.Answer answer = product.introspect(token.secret());
            assertThat(answer.body()).isNotEqualTo("{\"active\":false}");
            assertThat(Instant.now()).as(answer.body()).isBefore(end);
            inARow = answer.status() == 200 ? inARow + 1 : 0;
            if (inARow == 0) {
                Thread.sleep(250);
            }
        }
    }

    private static List<String> statementsOf(Runnable action) throws IOException {
        int before = Files.readAllLines(product.keycloak.log()).size();
        action.run();
        return Files.readAllLines(product.keycloak.log()).stream()
                .skip(before)
                .filter(line -> line.contains("[org.hibernate.SQL]"))
                // What is written behind: not by the call, which does not wait for it.
                .filter(line -> !line.contains(" (kc-api-tokens-"))
                .map(line -> line.toLowerCase(Locale.ROOT))
                .toList();
    }
}
