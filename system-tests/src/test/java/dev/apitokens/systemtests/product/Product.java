package dev.apitokens.systemtests.product;

import dev.apitokens.launcher.Database;
import dev.apitokens.launcher.JavaServer;
import dev.apitokens.launcher.KeycloakOptions;
import dev.apitokens.launcher.KeycloakServer;
import dev.apitokens.launcher.Layout;
import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The whole product, run for the tests as {@code ./start} runs it; its servers end with the JVM. */
public final class Product extends Deployment {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    /** What is done in the background is done soon, for tests that wait for it. */
    public static final List<String> SOON = List.of(
            "--spi-api-token-lifecycle--default--last-use-interval=1",
            "--spi-api-token-lifecycle--default--job-interval=2",
            "--spi-api-token-lifecycle--default--sample-interval=1",
            "--spi-api-token-lifecycle--default--lease-interval=1",
            "--spi-api-token-lifecycle--default--upstream-check-interval=1");

    /** Development mode reads each page anew for each browser, production does not. */
    private static final List<String> CACHED_PAGES = List.of(
            "--spi-theme--static-max-age=2592000",
            "--spi-theme--cache-themes=true",
            "--spi-theme--cache-templates=true");

    /** By the kind of its database, the home of a product that runs: what Keycloak has built there is the same for the next. */
    private static final Map<String, Path> BUILT = new ConcurrentHashMap<>();

    /** For who repeats one test that asks neither resource server: {@code -Dkeycloak.only}. */
    private static final boolean KEYCLOAK_ONLY = System.getProperty("keycloak.only") != null;

    public final Database database;
    public final KeycloakServer keycloak;
    public final JavaServer graphQl;
    public final JavaServer mcp;
    public final Metrics metrics;

    /** Address of Keycloak's management interface, without a slash at the end. */
    public final String management;

    private Product(Path folder, Database database, List<String> options) {
        this(folder, database, options, Map.of());
    }

    private Product(Path folder, Database database, List<String> options, Map<String, String> environment) {
        this(folder, database, options, environment, Ports.free(), Ports.free(), Ports.free());
    }

    private Product(
            Path folder,
            Database database,
            List<String> options,
            Map<String, String> environment,
            int port,
            int graphQlPort,
            int mcpPort) {
        super("http://localhost:" + port, "http://localhost:" + graphQlPort, "http://localhost:" + mcpPort);
        Layout layout = Layout.find();
        delete(folder);
        this.database = database;
        int managementPort = Ports.free();
        metrics = Metrics.at(managementPort);
        management = "http://localhost:" + managementPort;
        keycloak = KeycloakServer.of(
                built(database.kind(), layout),
                KeycloakOptions.of(folder.resolve("keycloak"), port, database)
                        .withProviders(List.of(layout.providerJar(), layout.themesJar()))
                        .withRealms(List.of(layout.demoRealm()))
                        .withOptions(Stream.of(
                                        List.of(
                                                "--metrics-enabled=true",
                                                "--health-enabled=true",
                                                "--http-management-port=" + managementPort),
                                        CACHED_PAGES,
                                        options)
                                .flatMap(List::stream)
                                .toList())
                        .withEnvironment(with(
                                environment,
                                Map.of("GRAPHQL_URL", graphQlServer + "/graphql", "MCP_URL", mcpServer + "/mcp"))));
        graphQl = JavaServer.of(
                "GraphQL API",
                layout.graphQlJar(),
                graphQlPort,
                with(environment, Map.of("ISSUER_URI", realm("demo"))),
                folder.resolve("graphql.log"));
        mcp = JavaServer.of(
                "MCP server",
                layout.mcpJar(),
                mcpPort,
                with(environment, Map.of("ISSUER_URI", realm("demo"), "GRAPHQL_URL", graphQlServer + "/graphql")),
                folder.resolve("mcp.log"));
        keycloak.start();
        BUILT.put(database.kind(), keycloak.home());
        if (!KEYCLOAK_ONLY) {
            graphQl.start();
            mcp.start();
        }
        admin().cheapPasswords("demo");
    }

    /** What one that ended has built may be gone: the next is where it was. */
    private static Path built(String kind, Layout layout) {
        Path home = BUILT.get(kind);
        return home != null && Files.exists(home) ? home : layout.distribution();
    }

    private static Map<String, String> with(Map<String, String> more, Map<String, String> own) {
        Map<String, String> all = new HashMap<>(own);
        all.putAll(more);
        return all;
    }

    /** The product on embedded H2 that most tests share. */
    public static Product shared() {
        return Shared.PRODUCT;
    }

    private static final class Shared {
        private static final Path FOLDER = TARGET.resolve("product");
        // The H2 file lies beside the home, as in the demo.
        static final Product PRODUCT = new Product(FOLDER, Database.embeddedH2(FOLDER.resolve("data")), SOON);
    }

    /** A product of one's own on another database, with every SQL statement in the log. */
    public static Product on(Database database) {
        return new Product(
                TARGET.resolve("product-" + database.kind()),
                database,
                Stream.concat(SOON.stream(), Stream.of("--log-level=INFO," + SqlLog.LEVEL))
                        .toList());
    }

    /** The same with a pool of so many connections, and without the log. */
    public static Product withPool(int connections, Database database) {
        return withPool(connections, database, SOON);
    }

    /** The same whose background work has these intervals, or those of production. */
    public static Product withPool(int connections, Database database, List<String> intervals) {
        return new Product(
                TARGET.resolve("product-pool"),
                database,
                Stream.concat(
                                intervals.stream(),
                                Stream.of(
                                        "--db-pool-initial-size=1",
                                        "--db-pool-min-size=1",
                                        "--db-pool-max-size=" + connections))
                        .toList());
    }

    /**
     * One of its own, of which everything that is ours logs what it can, and Keycloak each event. Its database, which is in Keycloak's
     * process, keeps no strings that it was asked for.
     */
    public static Product talkative() {
        Path folder = TARGET.resolve("product-talkative");
        return new Product(
                folder,
                Database.embeddedH2(folder.resolve("data")),
                List.of("--log-level=INFO,dev.apitokens:trace,org.keycloak.events:debug"),
                Map.of(
                        "LOGGING_LEVEL_DEV_APITOKENS",
                        "TRACE",
                        // Its heap is searched: as production's collector leaves it.
                        "JAVA_OPTS_APPEND",
                        "-XX:TieredStopAtLevel=1 -Dh2.objectCache=false",
                        "JDK_JAVA_OPTIONS",
                        "-XX:TieredStopAtLevel=1"));
    }

    /**
     * For nodes of one cluster, as behind one load balancer: one name, and each answers its neighbours itself.
     *
     * @param front port of the name
     */
    public static List<String> clustered(int front) {
        return List.of(
                "--cache=ispn",
                "--cache-embedded-network-bind-address=127.0.0.1",
                "--cache-embedded-network-bind-port=" + Ports.free(),
                "--hostname=http://localhost:" + front,
                "--hostname-backchannel-dynamic=true");
    }

    /** Ends it before the JVM does. */
    public void end() {
        mcp.close();
        graphQl.close();
        keycloak.close();
    }

    public static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> tree = Files.walk(folder)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
