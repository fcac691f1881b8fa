package dev.apitokens.systemtests.cluster;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.launcher.Database;
import dev.apitokens.launcher.JavaServer;
import dev.apitokens.launcher.KeycloakOptions;
import dev.apitokens.launcher.KeycloakServer;
import dev.apitokens.launcher.Layout;
import dev.apitokens.launcher.LogFile;
import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Mailbox;
import dev.apitokens.systemtests.client.Metrics;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.OwnServers;
import dev.apitokens.systemtests.product.PostgresServer;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import dev.apitokens.systemtests.protocol.ClaimChanges;
import dev.apitokens.systemtests.scale.Concurrency;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Two clustered nodes on one PostgreSQL: what one does, the other knows at the next call. */
@OwnServers
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesIT {

    private static final String VIEWER = "{ viewer { username } }";
    private static final Path FOLDER = Path.of("target/two-nodes").toAbsolutePath();
    private static final int FIRST_PORT = Ports.free();

    private static PostgresServer postgres;
    private static KeycloakServer firstNode;
    private static KeycloakServer secondNode;
    private static JavaServer firstApi;
    private static JavaServer secondApi;
    private static Deployment first;
    private static Deployment second;
    private static Metrics metrics;
    private static Metrics metricsOfSecond;
    private static @Nullable Person told;

    @BeforeAll
    static void start() {
        Product.delete(FOLDER);
        postgres = PostgresServer.find(FOLDER.resolve("postgres.log"))
                .orElseThrow(() -> new IllegalStateException(PostgresServer.howToGet()));
        postgres.start();
        int firstManagementPort = Ports.free();
        int secondManagementPort = Ports.free();
        metrics = Metrics.at(firstManagementPort, secondManagementPort);
        metricsOfSecond = Metrics.at(secondManagementPort);
        firstNode = node("first", Layout.find().distribution(), FIRST_PORT, firstManagementPort);
        // With what the first has built.
        secondNode = node("second", firstNode.home(), Ports.free(), secondManagementPort);
        // One after the other: the first makes the schema and imports the realm.
        firstNode.start();
        secondNode.start();
        new Deployment(firstNode.baseUrl().toString(), "", "").admin().cheapPasswords("demo");
        firstApi = api("first", firstNode);
        secondApi = api("second", secondNode);
        firstApi.start();
        secondApi.start();
        first = new Deployment(
                firstNode.baseUrl().toString(), firstApi.baseUrl().toString(), "");
        second = new Deployment(
                secondNode.baseUrl().toString(), secondApi.baseUrl().toString(), "");
        assertThat(new LogFile(secondNode.log()).text())
                .as("two members see each other")
                .containsPattern("ISPN000094.*\\(2\\)");
    }

    private static KeycloakServer node(String name, Path distribution, int port, int managementPort) {
        Layout layout = Layout.find();
        Database database = postgres.database();
        return KeycloakServer.of(
                distribution,
                KeycloakOptions.of(FOLDER.resolve(name), port, database)
                        .withProviders(List.of(layout.providerJar(), layout.themesJar()))
                        .withRealms(List.of(layout.demoRealm()))
                        .withOptions(Stream.of(
                                        Product.SOON,
                                        Product.clustered(FIRST_PORT),
                                        List.of("--metrics-enabled=true", "--http-management-port=" + managementPort))
                                .flatMap(List::stream)
                                .toList()));
    }

    private static JavaServer api(String name, KeycloakServer node) {
        return JavaServer.of(
                "GraphQL API at the " + name + " node",
                Layout.find().graphQlJar(),
                Ports.free(),
                Map.of(
                        "ISSUER_URI",
                        "http://localhost:" + FIRST_PORT + "/realms/demo",
                        "DISCOVERY_URI",
                        node.baseUrl() + "/realms/demo/.well-known/openid-configuration"),
                FOLDER.resolve(name + "-graphql.log"));
    }

    @AfterAll
    static void stop() {
        for (AutoCloseable server : new AutoCloseable[] {firstApi, secondApi, firstNode, secondNode, postgres}) {
            try {
                if (server != null) {
                    server.close();
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    @Order(1)
    void callWhenCreatedOnOtherNodeThenWorksAtTheNextCall() {
        for (int i = 0; i < 10; i++) {
            Person.Created there = first.alice().create("Created on the first " + i);
            assertThat(second.graphQl(there.secret(), VIEWER).status()).isEqualTo(200);
            Person.Created here = second.alice().create("Created on the second " + i);
            assertThat(first.graphQl(here.secret(), VIEWER).status()).isEqualTo(200);
        }
    }

    @Test
    @Order(1)
    void callWhenRevokedOnOtherNodeThenRefusedAtTheNextCall() {
        Person alice = first.newPerson("editor");
        Person atSecond = second.person(alice.username());
        for (int i = 0; i < 10; i++) {
            Person.Created token = alice.create("Revoked " + i);
            for (Deployment node : List.of(first, second)) {
                assertThat(node.graphQl(token.secret(), VIEWER).status()).isEqualTo(200);
            }

            Person revoker = i % 2 == 0 ? alice : atSecond;
            assertThat(revoker.revoke(token.id()).status()).isEqualTo(204);

            for (Deployment node : i % 2 == 0 ? List.of(second, first) : List.of(first, second)) {
                assertThat(node.graphQl(token.secret(), VIEWER).status()).isEqualTo(401);
                assertThat(node.introspect(token.secret()).body()).isEqualTo("{\"active\":false}");
            }
        }
    }

    @Test
    @Order(1)
    void callWhenPersonIsDisabledOrChangedOnOtherNodeThenOfNow() {
        Person person = first.newPerson("editor");
        Person.Created token = person.create("a");
        String write = "mutation { createProject(name: \"Bridge\") { id } }";
        assertThat(second.graphQl(token.secret(), write).status()).isEqualTo(200);

        first.admin().realmRole("DELETE", "demo", person.username(), "editor");
        awaitStatus(second, token, write, 403);
        first.admin().updateUser("demo", person.username(), Map.of("enabled", false));
        awaitStatus(second, token, VIEWER, 401);
        first.admin().updateUser("demo", person.username(), Map.of("enabled", true));
        awaitStatus(second, token, VIEWER, 200);
        first.admin().setting("demo", "enabled", "false");
        try {
            awaitStatus(second, token, VIEWER, 401);
        } finally {
            first.admin().setting("demo", "enabled", "");
        }
        awaitStatus(second, token, VIEWER, 200);
    }

    @Test
    @Order(1)
    void callWhenBoundOnOtherNodeThenRefusedAtTheNextCall() {
        Person person = first.newPerson();
        Person.Created token = person.create("bound later");
        assertThat(second.graphQl(token.secret(), VIEWER).status()).isEqualTo(200);

        person.change(token.id(), Map.of("addresses", List.of("192.0.2.0/24")));

        assertThat(second.graphQl(token.secret(), VIEWER).status()).isEqualTo(401);
    }

    @Test
    @Order(1)
    void callWhenAnOldSecretWasUsedOnOtherNodeThenRefusedAtTheNextCall() {
        Person person = first.newPerson();
        first.admin().setting("demo", "revoke-on-reuse", "true");
        try {
            await("the setting")
                    .until(() -> second.admin()
                            .get("/demo/api-tokens/settings")
                            .path("revokeOnReuse")
                            .asBoolean());
            Person.Created token = person.create("rotated");
            Person.Created next = person.rotate(token.id(), Map.of());
            assertThat(first.graphQl(next.secret(), VIEWER).status()).isEqualTo(200);

            assertThat(second.introspect(token.secret()).body()).isEqualTo("{\"active\":false}");

            assertThat(first.introspect(next.secret()).body()).isEqualTo("{\"active\":false}");
            assertThat(first.graphQl(next.secret(), VIEWER).status()).isEqualTo(401);
        } finally {
            first.admin().setting("demo", "revoke-on-reuse", "");
        }
    }

    /** Of settings by our own REST the other node knows when they are acknowledged; with leases, the wait begins then. */
    @Test
    @Order(1)
    void introspectWhenSettingsChangedOnOtherNodeThenOfTheNextCall() {
        Person.Created token = first.newPerson().create("switched off and on");
        for (int i = 0; i < 10; i++) {
            Admin here = (i % 2 == 0 ? first : second).admin();
            Deployment there = i % 2 == 0 ? second : first;
            assertThat(there.introspect(token.secret()).body()).contains("\"active\":true");
            here.call("PUT", "/demo/api-tokens/settings", Map.of("enabled", false));
            try {
                assertThat(there.introspect(token.secret()).body()).isEqualTo("{\"active\":false}");
            } finally {
                here.call("PUT", "/demo/api-tokens/settings", Map.of("enabled", true));
            }
        }
    }

    @Test
    @Order(1)
    void callWhenALimitOfARoleChangedOnOtherNodeThenOfNow() {
        Person person = first.newPerson("editor");
        Person.Created token = person.create("endless");
        assertThat(second.graphQl(token.secret(), VIEWER).status()).isEqualTo(200);

        first.admin().setting("demo", "max-lifetime-days.editor", "1");
        try {
            awaitStatus(second, token, VIEWER, 401);
        } finally {
            first.admin().setting("demo", "max-lifetime-days.editor", "");
        }
        awaitStatus(second, token, VIEWER, 200);
    }

    /**
     * At the node that did not make the change, with claims that it made before: as soon as that node's own introspection, of a JWT of the
     * same person at the same client, shows it.
     */
    @Test
    @Order(1)
    void introspectWhenSomethingChangedOnOtherNodeThenOfNow() {
        ClaimChanges.createRealm(first.admin(), "claims");
        ClaimChanges.KINDS.forEach((kind, prepare) -> {
            ClaimChanges changes = ClaimChanges.of(first.server, first.admin(), "claims");
            ClaimChanges.Change change = prepare.apply(changes);
            String jwt = changes.login(second.server);
            for (String token : List.of(changes.secret(), jwt)) {
                await(kind + " as it was").until(() -> {
                    JsonNode claims = changes.claims(second.server, token);
                    return claims.path("active").asBoolean() && !change.shows().test(claims);
                });
            }
            changes.awaitReuse(kind, second.server, metricsOfSecond);

            change.make().run();

            if (kind.equals(ClaimChanges.ORGANIZATION)) {
                // Keycloak tells of no organization that was joined after the login; and of what is made anew each
                // time, nothing can be old.
                await(kind).until(() -> change.shows().test(changes.claims(second.server)));
                return;
            }
            await(kind).until(() -> {
                JsonNode ofKeycloak = changes.claims(second.server, jwt);
                // Of a realm that is called otherwise by now, it is none of its tokens.
                return !ofKeycloak.path("active").asBoolean() || change.shows().test(ofKeycloak);
            });
            assertThat(change.shows()).as(kind).accepts(changes.claims(second.server));
        });
    }

    /** What somebody changed in the database, behind Keycloak, shows on each node when one is told to clear its cache. */
    @Test
    @Order(1)
    void introspectWhenCacheOfRealmsWasClearedOnOtherNodeThenOfNow() {
        ClaimChanges.createRealm(first.admin(), "cleared");
        ClaimChanges changes = ClaimChanges.of(first.server, first.admin(), "cleared");
        String group = changes.groupOfPerson("before");
        await("the group")
                .until(() ->
                        changes.claims(second.server).path("groups").toString().contains("before"));
        changes.awaitReuse("clearing", second.server, metricsOfSecond);

        new StoredTokens(postgres.database()).update("update KEYCLOAK_GROUP set NAME = 'behind' where ID = ?", group);
        first.admin().call("POST", "/cleared/clear-realm-cache", null);

        await("the group as it is")
                .until(() ->
                        changes.claims(second.server).path("groups").toString().contains("behind"));
    }

    @Test
    @Order(1)
    void changeWhenOnBothNodesAtOnceThenRulesHold() throws Exception {
        new Concurrency(first, second).assertHolds();
    }

    @Test
    @Order(1)
    void workWhenOnBothNodesThenDoneOnce() {
        StoredTokens database = new StoredTokens(postgres.database());
        Admin admin = first.admin();
        long longAgo = Instant.now().minus(31, ChronoUnit.DAYS).toEpochMilli();
        double purged = metrics.sum("api_tokens_job_items_total", "job=\"purge\"");
        double unused = metrics.sum("api_tokens_revocations_total", "cause=\"unused\"");
        Person person = first.newPerson();
        String expiring = "API tokens of yours are about to expire";
        try (Mailbox mailbox = Mailbox.open(admin)) {
            for (int i = 0; i < 10; i++) {
                database.update(
                        "update API_TOKEN set CREATED_AT = " + longAgo + " where ID = ?",
                        person.create(Map.of(
                                        "name",
                                        "Expires " + i,
                                        "expiresAt",
                                        Instant.now().plus(20, ChronoUnit.DAYS).toString()))
                                .id());
                database.update(
                        "update API_TOKEN set REVOKED_AT = " + longAgo + " where ID = ?",
                        person.create("Old " + i).id());
                database.update(
                        "update API_TOKEN set IDLE_SINCE = " + longAgo + " where ID = ?",
                        person.create("Idle " + i).id());
            }
            database.alwaysUsable();
            admin.setting("demo", "unused-revoke-days", "30");
            admin.setting("demo", "expiry-notice-days", "30");
            try {
                mailbox.await(person.username(), expiring);
                await("the purge")
                        .until(() -> metrics.sum("api_tokens_job_items_total", "job=\"purge\"") >= purged + 10);
                await("the revocations")
                        .until(() -> metrics.sum("api_tokens_revocations_total", "cause=\"unused\"") >= unused + 10);
                for (String job : List.of("purge", "revoke-unused", "expiry-notices", "missing-owners")) {
                    metrics.awaitRuns(job);
                }
            } finally {
                admin.setting("demo", "unused-revoke-days", "");
                admin.setting("demo", "expiry-notice-days", "");
            }

            // One mail can't name a token twice, nor can two be for the same.
            assertThat(mailbox.received(person.username(), expiring))
                    .extracting(mail -> mail.text()
                            .lines()
                            .filter(line -> line.contains("Expires "))
                            .count())
                    .containsExactly(10L);
            await("the mails about the revocations")
                    .until(() -> !mailbox.received(person.username(), "API tokens of yours were revoked")
                            .isEmpty());
        }
        assertThat(metrics.sum("api_tokens_job_items_total", "job=\"purge\"")).isEqualTo(purged + 10);
        assertThat(metrics.sum("api_tokens_revocations_total", "cause=\"unused\""))
                .isEqualTo(unused + 10);
        assertThat(admin.events("demo").of("REMOVE_CREDENTIAL", person.username()))
                .hasSize(10);
        told = person;
    }

    @Test
    @Order(1)
    void useWhenOnBothNodesThenWrittenOnceAMinute() {
        Person.Created token = first.alice().create("Used on both");
        useOnBoth(token);
        String written = lastUse(token);
        assertThat(written).isNotEqualTo("null");

        for (int i = 0; i < 3; i++) {
            useOnBoth(token);
            assertThat(lastUse(token)).isEqualTo(written);
        }

        long longAgo = Instant.now().minus(2, ChronoUnit.MINUTES).toEpochMilli();
        new StoredTokens(postgres.database())
                .update("update API_TOKEN set LAST_USED_AT = " + longAgo + " where ID = ?", token.id());
        useOnBoth(token);
        assertThat(Long.parseLong(lastUse(token))).isGreaterThan(longAgo);
    }

    /** Uses a token on both nodes and waits until it is decided whether that is written. */
    private static void useOnBoth(Person.Created token) {
        Person person = first.newPerson();
        List<Deployment> nodes = List.of(first, second);
        nodes.forEach(node -> node.introspect(token.secret()));
        // Those of others, later on the same nodes: when they are written, this one's are as well or never will be.
        for (Deployment node : nodes) {
            Person.Created other = person.create("On " + node.server);
            node.introspect(other.secret());
            await("a use on " + node.server).until(() -> !lastUse(other).equals("null"));
        }
    }

    private static String lastUse(Person.Created token) {
        return new StoredTokens(postgres.database())
                .query("select LAST_USED_AT from API_TOKEN where ID = ?", token.id())
                .get(0);
    }

    @Test
    @Order(3)
    void workWhenANodeWasRestartedThenNobodyIsToldAgain() {
        Admin admin = first.admin();
        try (Mailbox mailbox = Mailbox.open(admin)) {
            admin.setting("demo", "expiry-notice-days", "30");
            try {
                metrics.awaitRuns("expiry-notices");
            } finally {
                admin.setting("demo", "expiry-notice-days", "");
            }
            assertThat(mailbox.received(
                            Objects.requireNonNull(told).username(), "API tokens of yours are about to expire"))
                    .isEmpty();
        }
    }

    @Test
    @Order(2)
    void callWhenOneNodeIsKilledThenOtherAnswersAndTheKilledComesBack() {
        Person.Created token = first.alice().create("Survivor");
        secondNode.kill();
        try {
            assertThat(second.graphQl(token.secret(), VIEWER).status()).isEqualTo(503);
            assertThat(first.graphQl(token.secret(), VIEWER).status()).isEqualTo(200);
            Person.Created meanwhile = first.alice().create("Made meanwhile");
            assertThat(first.introspect(meanwhile.secret()).body()).contains("\"active\":true");
        } finally {
            secondNode.start();
        }
        assertThat(second.graphQl(token.secret(), VIEWER).status()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void callWhenLeasesAreGrantedThenNoneIsAcceptedThatBeganAfterTheAcknowledgement() throws Exception {
        first.admin().setting("demo", "lease-seconds", "1");
        Person.Created token = first.newPerson().create("Leased");
        for (Deployment node : List.of(first, second)) {
            await("leases at " + node.server)
                    .until(() -> node.introspect(token.secret()).body().contains("\"lease_seconds\":1"));
        }

        LeaseLoad.Result result = new LeaseLoad(List.of(first, second)).run();

        System.out.println("revocations under load, with leases: " + result);
        assertThat(result.acceptedAfter()).isZero();
        assertThat(result.accepted()).isGreaterThan(result.revocations());
        assertThat(result.refused()).isGreaterThanOrEqualTo(result.revocations());
    }

    @Test
    @Order(5)
    void callWhenTheNodeThatGrantedTheLeaseIsKilledThenOverWhenTheOtherAcknowledges() {
        Person person = first.newPerson();
        Person.Created token = person.create("Leased by who is gone");
        assertThat(second.graphQl(token.secret(), VIEWER).status()).isEqualTo(200);
        secondNode.kill();
        try {
            assertThat(person.revoke(token.id()).status()).isEqualTo(204);

            assertThat(second.graphQl(token.secret(), VIEWER).status()).isEqualTo(503);
        } finally {
            secondNode.start();
        }
        assertThat(second.graphQl(token.secret(), VIEWER).status()).isEqualTo(401);
    }

    @Test
    @Order(6)
    void revokeWhenLeasesWereLoweredThenTheLongerOnesAreWaitedForUntilTheyAreOver() {
        StoredTokens database = new StoredTokens(postgres.database());
        Person person = first.newPerson();
        Person.Created token = person.create("Leased once more");

        first.admin().setting("demo", "lease-seconds", "");
        await("that nobody grants one").until(() -> terms(database).equals("0 1"));
        long before = System.nanoTime();
        assertThat(person.revoke(token.id()).status()).isEqualTo(204);
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));

        await("that nobody waits").until(() -> terms(database).equals("0 0"));
    }

    private static String terms(StoredTokens database) {
        return database.query("select GRANT_SECONDS || ' ' || WAIT_SECONDS from API_TOKEN_LEASE")
                .get(0);
    }

    /** Keycloak's own caches of people and realms are told of a change after its answer was sent. */
    private static void awaitStatus(Deployment node, Person.Created token, String query, int status) {
        await(status + " at " + node.server)
                .until(() -> node.graphQl(token.secret(), query).status() == status);
    }
}
