package dev.apitokens.systemtests.benchmark;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.JavaServer;
import dev.apitokens.launcher.KeycloakOptions;
import dev.apitokens.launcher.KeycloakServer;
import dev.apitokens.launcher.Layout;
import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.product.PostgresServer;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One Keycloak in production mode on a PostgreSQL, and the demo's GraphQL API, all on this machine. */
final class Bench implements AutoCloseable {

    static final Path FOLDER = Path.of("target/benchmark").toAbsolutePath();

    final PostgresServer postgres;
    final KeycloakServer keycloak;
    final JavaServer graphQl;
    final Deployment deployment;

    private final int managementPort = Ports.free();

    /** @param isFull whether it is as a server that runs for long, and not as the others of these tests, which start fast */
    Bench(boolean isFull) {
        Product.delete(FOLDER);
        postgres = PostgresServer.find(
                        FOLDER.resolve("postgres.log"),
                        "-c shared_preload_libraries=pg_stat_statements -c jit=off"
                                + (isFull ? " -c shared_buffers=1GB" : ""))
                .orElseThrow(() -> new IllegalStateException(PostgresServer.howToGet()));
        postgres.start();
        new StoredTokens(postgres.database()).update("create extension pg_stat_statements");
        Layout layout = Layout.find();
        int graphQlPort = Ports.free();
        String graphQlUrl = "http://localhost:" + graphQlPort;
        keycloak = KeycloakServer.of(
                layout.distribution(),
                KeycloakOptions.of(FOLDER.resolve("keycloak"), Ports.free(), postgres.database())
                        .inProduction()
                        .withProviders(List.of(layout.providerJar(), layout.themesJar()))
                        .withRealms(List.of(layout.demoRealm()))
                        .withOptions(List.of(
                                "--http-enabled=true",
                                "--hostname-strict=false",
                                "--cache=local",
                                "--metrics-enabled=true",
                                "--http-management-port=" + managementPort,
                                "--spi-api-token-lifecycle--default--lease-interval=1"))
                        .withEnvironment(Map.of(
                                "JAVA_OPTS_APPEND",
                                isFull ? "-Xms1g -Xmx1g" : KeycloakServer.STARTS_FAST,
                                "GRAPHQL_URL",
                                graphQlUrl,
                                "MCP_URL",
                                "http://localhost")));
        keycloak.start();
        graphQl = JavaServer.of(
                "GraphQL API",
                layout.graphQlJar(),
                graphQlPort,
                Map.of(
                        "ISSUER_URI",
                        keycloak.baseUrl() + "/realms/demo",
                        "JDK_JAVA_OPTIONS",
                        isFull ? "-Xms256m -Xmx256m" : KeycloakServer.STARTS_FAST),
                FOLDER.resolve("graphql.log"));
        graphQl.start();
        deployment = new Deployment(keycloak.baseUrl().toString(), graphQlUrl, "");
        // What each call writes for an audit would be measured with it.
        admin().updateRealm(
                        "demo",
                        Map.of("eventsEnabled", false, "adminEventsEnabled", false, "accessTokenLifespan", 7200));
        admin().cheapPasswords("demo");
    }

    Admin admin() {
        return deployment.admin();
    }

    /** What has been used so far. */
    record Usage(Duration keycloak, Duration postgres, long statements, double allocatedBytes) {}

    Usage usage() {
        return new Usage(
                Cpu.of(keycloak.pid()),
                Cpu.ofFamily(postgres.postmaster()),
                Long.parseLong(new StoredTokens(postgres.database())
                        .query("select coalesce(sum(calls), 0) from pg_stat_statements")
                        .get(0)),
                allocated());
    }

    /** Bytes that its threads have asked for, as of its last garbage collection. */
    private double allocated() {
        Http.Answer answer = Http.send(Http.request("http://localhost:" + managementPort + "/metrics"));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body()
                .lines()
                .filter(line -> line.startsWith("jvm_gc_memory_allocated_bytes_total"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Lets the realm grant leases of so many seconds, and waits until it does, or no longer does. */
    void lease(int seconds) {
        admin().setting("demo", "lease-seconds", String.valueOf(seconds));
        String secret = deployment.alice().create("Lease " + System.nanoTime()).secret();
        await("leases of " + seconds + " s")
                .until(() -> deployment
                                .introspect(secret)
                                .json()
                                .path("lease_seconds")
                                .asInt()
                        == seconds);
    }

    @Override
    public void close() {
        graphQl.close();
        keycloak.close();
        postgres.close();
    }
}
