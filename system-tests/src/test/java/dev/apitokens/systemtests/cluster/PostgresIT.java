package dev.apitokens.systemtests.cluster;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.OwnServers;
import dev.apitokens.systemtests.product.PostgresServer;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.SqlLog;
import dev.apitokens.systemtests.protocol.MainJob;
import dev.apitokens.systemtests.scale.Concurrency;
import dev.apitokens.systemtests.scale.ManyTokens;
import dev.apitokens.systemtests.scale.MassChanges;
import dev.apitokens.systemtests.scale.Scale;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** The product on a real PostgreSQL; at the end without it, after which only a new Keycloak has a fresh pool. */
@OwnServers
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PostgresIT {

    private static final String VIEWER = "{ viewer { username } }";

    private static PostgresServer postgres;
    private static Product product;

    @BeforeAll
    static void start() {
        Path log = Path.of("target/postgres.log");
        // What logs each statement, and its plan, is not what is measured.
        postgres = (ManyTokens.ARE_MEASURED
                        ? PostgresServer.find(log, "-c jit=off -c shared_buffers=2GB -c maintenance_work_mem=1GB")
                        : PostgresServer.find(log))
                .orElseThrow(() -> new IllegalStateException(PostgresServer.howToGet()));
        postgres.start();
        product = ManyTokens.ARE_MEASURED
                ? Product.withPool(100, postgres.database(), List.of())
                : Product.on(postgres.database());
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
    @Order(1)
    void changeWhenItWaitedForTheLockThenItsCallerIsLookedAtAgain() {
        new WaitingCaller(product).assertRefused();
    }

    @Test
    @Order(1)
    void changeOfAMachinesWhenItWaitedForTheLockThenTheAdminIsLookedAtAgain() {
        new WaitingCaller(product).assertAdminRefused();
    }

    @Test
    @Order(1)
    void revokeWhenTheSecretEndedWhileItWaitedThenTheTokenLives() {
        new WaitingCaller(product).assertDeadSecretEndsNothing();
    }

    @Test
    @Order(1)
    void changeWhenItsOwnerIsRemovedMeanwhileThenNothingIsLeft() {
        new WaitingCaller(product).assertNothingIsLeftOfWhoIsRemoved();
    }

    @Test
    @Order(1)
    void callWhenATextHoldsWhatNoDatabaseCanThenRefused() {
        new UnstorableText(product).assertIsNobodys();
    }

    @Test
    @Order(2)
    void introspectWhenValidThenOneReadOfOursAndNoWrite() {
        assertOneReadOfOursAndNoWrite(product.newPerson("editor").create("a").secret());
    }

    @Test
    @Order(2)
    void introspectWhenExchangedThenOneReadOfOursAndNoWrite() {
        Person.Created token = product.newPerson("editor").create("a");

        assertOneReadOfOursAndNoWrite(new Exchange(product.realm("demo"))
                .jwt("mcp-server", token.secret(), "audience", "graphql-api")
                .text());
    }

    private static void assertOneReadOfOursAndNoWrite(String token) {
        assertThat(product.introspect(token).body()).contains("\"active\":true");

        List<String> statements =
                statementsOf(() -> assertThat(product.introspect(token).body()).contains("\"active\":true"));

        assertThat(statements.stream().filter(sql -> sql.contains("api_token"))).hasSize(1);
        // Keycloak's own event store, which the demo realm has switched on, is the one thing that writes.
        assertThat(statements)
                .noneMatch(sql -> sql.contains("update ")
                        || sql.contains("delete from")
                        || (sql.contains("insert into") && !sql.contains("insert into event_entity")));
    }

    @Test
    @Order(2)
    void manyTokensThenWhatACallTakesBesideFew() {
        new ManyTokens(product).report();
        if (ManyTokens.ARE_MEASURED) {
            product.keycloak.close();
            product = Product.withPool(100, postgres.database());
        }
        new MassChanges(product).report();
    }

    @Test
    @Order(3)
    void introspectWhenChecksumIsWrongThenNoReadOfOurs() {
        String secret = product.newPerson().create("a").secret();
        String wrong = secret.substring(0, 10) + (secret.charAt(10) == 'x' ? 'y' : 'x') + secret.substring(11);

        List<String> statements =
                statementsOf(() -> assertThat(product.introspect(wrong).body()).isEqualTo("{\"active\":false}"));

        assertThat(statements).noneMatch(sql -> sql.contains("api_token"));
    }

    @Test
    @Order(3)
    void revokeWhenSeveralThenAsManyStatementsReadThemAsOne() {
        Person person = product.newPerson("editor");
        String one = person.create("one").id();
        List<String> several = Stream.of("a", "b", "c", "d")
                .map(name -> person.create(name).id())
                .toList();

        assertThat(readsToRevoke(several)).isEqualTo(readsToRevoke(List.of(one)));
    }

    private static long readsToRevoke(List<String> ids) {
        return statementsOf(() -> product.admin().call("POST", "/demo/api-tokens/revoke", Map.of("ids", ids))).stream()
                .filter(sql -> sql.startsWith("select") && sql.contains("from api_token"))
                .count();
    }

    @Test
    @Order(3)
    void removeClientWhenSeveralAreLimitedToItThenAsManyStatementsAsForOne() {
        Person person = product.newPerson("editor");
        List<String> alone = List.of("of-one");
        List<String> shared = List.of("of-several");
        for (List<String> client : List.of(alone, shared)) {
            ClientBuilder.named(client.get(0)).isResourceServer().createIn("demo", product.admin());
        }
        person.create(Map.of("name", "one", "resources", alone));
        Person.Created kept = person.create(Map.of("name", "kept", "resources", List.of("of-several", "graphql-api")));
        List<Person.Created> several = Stream.of("a", "b", "c")
                .map(name -> person.create(Map.of("name", name, "resources", shared)))
                .toList();

        assertThat(statementsToRemove("of-several")).isEqualTo(statementsToRemove("of-one"));

        assertThat(several)
                .allSatisfy(token -> assertThat(person.get("/" + token.id())
                                .json()
                                .path("revocationReason")
                                .asText())
                        .isEqualTo("resource_server_removed"));
        assertThat(product.introspect(kept.secret()).body()).contains("\"active\":true");
        assertThat(person.get("/" + kept.id()).json().path("resources").toString())
                .isEqualTo("[\"graphql-api\"]");
    }

    private static List<String> statementsToRemove(String clientId) {
        String client = "/demo/clients/" + product.admin().clientUuid("demo", clientId);
        return statementsOf(() -> product.admin().call("DELETE", client, null)).stream()
                .filter(sql -> sql.contains("api_token"))
                .map(sql -> sql.replaceAll("\\(\\?(,\\?)+\\)", "(?)"))
                .toList();
    }

    @Test
    @Order(3)
    void millionTokensThenIndexesServeAdminRestAndBackgroundWorkAndRevocationIsExact() throws Exception {
        Scale scale = new Scale(product, postgres);
        scale.fill();
        scale.assertPlansUseIndexes();
        scale.assertReadsNoMoreThanItTells();
        scale.reportTimes();
        scale.assertRevocationByFilterIsExact();
        scale.assertBackgroundPlansUseIndexes();
    }

    @Test
    @Order(4)
    void introspectWhenDatabaseIsGoneThenUnavailableAndNeverInactive() {
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
    void callWhenKeycloakIsGoneThenResourceServersAreUnavailableUntilItIsBack() {
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
    private static void awaitActive(Person.Created token) {
        AtomicInteger inARow = new AtomicInteger();
        await("20 good answers in a row").until(() -> {
            Http.Answer answer = product.introspect(token.secret());
            assertThat(answer.body()).isNotEqualTo("{\"active\":false}");
            return answer.status() == 200 ? inARow.incrementAndGet() == 20 : inARow.getAndSet(0) < 0;
        });
    }

    private static List<String> statementsOf(Runnable action) {
        SqlLog log = new SqlLog(product.keycloak.log());
        int mark = log.mark();
        action.run();
        return log.since(mark, SqlLog.Sender.REQUEST).stream()
                .map(line -> line.toLowerCase(Locale.ROOT))
                .toList();
    }
}
