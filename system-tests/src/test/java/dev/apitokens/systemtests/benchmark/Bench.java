package dev.apitokens.systemtests.benchmark;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.JavaServer;
import dev.apitokens.launcher.KeycloakOptions;
import dev.apitokens.launcher.KeycloakServer;
import dev.apitokens.launcher.Layout;
import dev.apitokens.launcher.LogFile;
import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.product.LiveHeap;
import dev.apitokens.systemtests.product.PostgresServer;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One Keycloak in production mode on a PostgreSQL, and the demo's GraphQL API, all on this machine. */
final class Bench implements AutoCloseable {

    static final Path FOLDER = Path.of("target/benchmark").toAbsolutePath();

    final PostgresServer postgres;
    final KeycloakServer keycloak;
    final JavaServer graphQl;
    final Deployment deployment;

    private static final Pattern VERSION = Pattern.compile("Keycloak (\\S+) on JVM");

    private final int managementPort = Ports.free();
    private final boolean isFull;

    /** @param isFull whether it is as a server that runs for long, and not as the others of these tests, which start fast */
    Bench(boolean isFull) {
        this.isFull = isFull;
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

    /** What has been used. */
    record Usage(Duration keycloak, Duration postgres, long statements, double allocatedBytes) {}

    /** What has been used so far. */
    Usage usage() {
        double allocatedBytes = isFull ? allocated() : 0;
        return used(allocatedBytes);
    }

    /** What has been used meanwhile. */
    Usage usageSince(Usage before) {
        Usage now = used(0);
        return new Usage(
                now.keycloak().minus(before.keycloak()),
                now.postgres().minus(before.postgres()),
                now.statements() - before.statements(),
                isFull ? allocated() - before.allocatedBytes() : 0);
    }

    private Usage used(double allocatedBytes) {
        return new Usage(
                Cpu.of(keycloak.pid()),
                Cpu.ofFamily(postgres.postmaster()),
                Long.parseLong(new StoredTokens(postgres.database())
                        .query("select coalesce(sum(calls), 0) from pg_stat_statements")
                        .get(0)),
                allocatedBytes);
    }

    /** Bytes that its threads have asked for: they are counted when garbage is collected, so that is done now. */
    private double allocated() {
        double before = metric("jvm_gc_pause_seconds_count");
        LiveHeap.collect(keycloak.pid());
        await("the count of a collection").until(() -> metric("jvm_gc_pause_seconds_count") > before);
        return metric("jvm_gc_memory_allocated_bytes_total");
    }

    private double metric(String name) {
        Http.Answer answer = Http.send(Http.request("http://localhost:" + managementPort + "/metrics"));
        assertThat(answer.status()).isEqualTo(200);
        return answer.body()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Versions, and the machine. */
    String description() {
        Matcher version = VERSION.matcher(new LogFile(keycloak.log()).text());
        assertThat(version.find()).isTrue();
        return "Keycloak " + version.group(1) + (isFull ? " with a heap of 1 GB" : "") + ", PostgreSQL "
                + new StoredTokens(postgres.database())
                        .query("show server_version")
                        .get(0) + ", Java "
                + System.getProperty("java.version") + ", " + System.getProperty("os.name") + ", "
                + Runtime.getRuntime().availableProcessors() + " processors, "
                + LocalDate.now(ZoneOffset.UTC);
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
