package dev.apitokens.systemtests.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.KeycloakServer;
import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.OwnServers;
import dev.apitokens.systemtests.product.ShellBlock;
import dev.apitokens.systemtests.protocol.MainJob;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** docker-compose.yml as an operator uses it: one stack, through its proxy over HTTPS, then without parts of it. */
@NeedsImages({
    "quay.io/keycloak/keycloak:26.7.3",
    "postgres:17",
    "caddy:2",
    "eclipse-temurin:21-jre",
    "maildev/maildev:2.2.1"
})
@OwnServers
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ComposeIT {

    private static final String VIEWER = "{ viewer { username } }";
    private static final int HTTPS_PORT = Ports.free();
    private static final int MAIL_PORT = Ports.free();
    private static final String URL = "https://localhost:" + HTTPS_PORT;

    private static final String SOURCE = "https://git.example.org/api-tokens";
    private static final String REVISION = "0123456789abcdef0123456789abcdef01234567";
    private static final String CREATED = "2026-01-01T00:00:00Z";

    private static final Compose COMPOSE = new Compose(
            "apitokenstest",
            Map.of(
                    "PUBLIC_URL",
                    URL,
                    "HTTPS_PORT",
                    String.valueOf(HTTPS_PORT),
                    "MAIL_PORT",
                    String.valueOf(MAIL_PORT),
                    // Each lives for a minute or two.
                    "KEYCLOAK_JAVA_OPTS",
                    KeycloakServer.STARTS_FAST,
                    "IMAGE_SOURCE",
                    SOURCE,
                    "IMAGE_REVISION",
                    REVISION,
                    "IMAGE_CREATED",
                    CREATED));
    private static final Deployment PRODUCT = new Deployment(URL, URL, URL);

    private static Person.Created token;

    @BeforeAll
    static void up() {
        COMPOSE.down();
        assertThat(documented("README.md", "mvn -DskipTests package && docker compose up"))
                .isEmpty();
        timed("docker compose build", () -> COMPOSE.run("build"));
        timed("docker compose up", () -> {
            COMPOSE.run("up", "-d");
            await("healthy", ComposeIT::isEveryServiceHealthy);
        });
        Http.trust(COMPOSE.run(documented("docs/operations.md", "docker compose exec")));
        token = PRODUCT.alice().create("Made before");
    }

    /** What a page's command that begins so gives to Compose further, up to where its output goes. */
    private static String[] documented(String page, String beginning) {
        String command = ShellBlock.of(page).stream()
                .flatMap(block -> block.commands().stream())
                .filter(line -> line.startsWith(beginning))
                .findFirst()
                .orElseThrow();
        return Pattern.compile(" ")
                .splitAsStream(command.replace("docker compose ", "").replaceFirst(" > .*", ""))
                .filter(argument -> !command.equals(beginning) && !argument.isEmpty())
                .toArray(String[]::new);
    }

    @AfterAll
    static void down() {
        COMPOSE.down();
    }

    @Test
    @Order(1)
    void mainJobWhenThroughProxyThenWorks() {
        timed("main job", () -> new MainJob(PRODUCT).assertWorks());
    }

    @Test
    @Order(2)
    void discoveryWhenAskedThenNamesThePublicAddressOnly() {
        Http.Answer discovery = Http.send(Http.request(PRODUCT.realm("demo") + "/.well-known/openid-configuration"));

        assertThat(discovery.json().path("issuer").asText()).isEqualTo(PRODUCT.realm("demo"));
        assertThat(discovery.body()).doesNotContain("http://");
    }

    @Test
    @Order(2)
    void managementWhenThroughProxyThenNotThere() {
        assertThat(Http.send(Http.request(URL + "/health/ready")).status()).isEqualTo(404);
        assertThat(Http.send(Http.request(URL + "/metrics")).status()).isEqualTo(404);
    }

    @Test
    @Order(2)
    void containerWhenRunningThenNotRoot() {
        List<String> containers = new ArrayList<>(COMPOSE.containers());
        assertThat(containers).hasSizeGreaterThanOrEqualTo(6);
        for (String container : containers) {
            String name = Engine.docker("inspect", "-f", "{{.Name}} of {{.Config.Image}}", container);
            assertThat(Engine.docker("inspect", "-f", "{{.Config.User}}", container))
                    .as(name)
                    .isNotEmpty()
                    .doesNotMatch("(0|root)(:.*)?");
            if ("running".equals(Engine.docker("inspect", "-f", "{{.State.Status}}", container))) {
                assertThat(Engine.docker("exec", container, "id", "-u"))
                        .as(name)
                        .isNotEqualTo("0");
            }
        }
    }

    @Test
    @Order(2)
    void resourceServerWhenRunningThenItsFileSystemIsReadOnly() {
        for (String service : List.of("graphql", "mcp")) {
            Engine.Result write = COMPOSE.tryRun("exec", "-T", service, "touch", "/opt/written");
            assertThat(write.status()).isNotZero();
            assertThat(write.output()).contains("Read-only file system");
        }
    }

    /** The project's own. */
    private static Set<String> images() {
        Set<String> images = Pattern.compile("image: (api-tokens/\\S+)")
                .matcher(COMPOSE.run("config"))
                .results()
                .map(image -> image.group(1))
                .collect(Collectors.toSet());
        assertThat(images).hasSize(4);
        return images;
    }

    private static String label(String name, String beginning) {
        return "\"org.opencontainers.image." + name + "\":\"" + beginning;
    }

    @Test
    @Order(2)
    void imageWhenInspectedThenHoldsNoSecret() {
        for (String image : images()) {
            assertThat(Engine.docker("inspect", "-f", "{{json .Config}}", image))
                    .doesNotContainIgnoringCase("password")
                    .doesNotContainIgnoringCase("secret");
        }
    }

    @Test
    @Order(2)
    void imageWhenInspectedThenSaysWhatItIs() {
        for (String image : images()) {
            assertThat(Engine.docker("inspect", "-f", "{{json .Config.Labels}}", image))
                    .as(image)
                    .contains(label("title", ""), label("description", ""), label("version", ""))
                    .contains(label("licenses", "Apache-2.0\""))
                    .contains(label("source", SOURCE), label("revision", REVISION), label("created", CREATED))
                    .doesNotContain("unreleased");
        }
    }

    @Test
    @Order(2)
    void mailWhenKeycloakSendsOneThenCaught() {
        String alice = PRODUCT.admin().userId("demo", "alice");
        PRODUCT.admin().call("PUT", "/demo/users/" + alice + "/execute-actions-email", List.of("UPDATE_PASSWORD"));

        await(
                "mail",
                () -> Http.send(Http.request("http://localhost:" + MAIL_PORT + "/email"))
                        .body()
                        .contains("alice@"));
    }

    @Test
    @Order(3)
    void restartWhenAllThenTokensMadeBeforeWork() {
        timed("docker compose restart", () -> {
            COMPOSE.run("restart");
            await("healthy", ComposeIT::isEveryServiceHealthy);
        });
        new MainJob(PRODUCT).assertTokenWorks(token);
    }

    @Test
    @Order(4)
    void killWhenPostgresThenUnavailableUntilItIsBack() {
        timed("kill postgres", () -> assertUnavailableWithout("postgres"));
    }

    @Test
    @Order(5)
    void killWhenKeycloakThenUnavailableUntilItIsBack() {
        timed("kill keycloak", () -> assertUnavailableWithout("keycloak"));
    }

    @Test
    @Order(6)
    void clusterWhenEitherNodeIsGoneThenMainJobWorks() {
        timed("docker compose --profile cluster up", () -> {
            COMPOSE.run("--profile", "cluster", "up", "-d");
            await("healthy", () -> isEveryServiceHealthy("keycloak-2"));
        });
        await(
                "two nodes in the proxy",
                () -> COMPOSE.run("exec", "-T", "proxy", "getent", "ahosts", "keycloak-nodes")
                                .lines()
                                .filter(line -> line.contains("STREAM"))
                                .count()
                        == 2);
        awaitEachNodeAtItsWork();
        new MainJob(PRODUCT).assertWorks();
        assertCallsReach("keycloak");
        assertCallsReach("keycloak-2");

        for (String gone : List.of("keycloak", "keycloak-2")) {
            COMPOSE.run("--profile", "cluster", "stop", gone);
            timed("main job without " + gone, () -> {
                new MainJob(PRODUCT).assertWorks();
                new MainJob(PRODUCT).assertTokenWorks(token);
            });
            COMPOSE.run("--profile", "cluster", "start", gone);
            await("healthy", () -> isEveryServiceHealthy("keycloak-2"));
            awaitEachNodeAtItsWork();
        }
    }

    @Test
    @Order(7)
    void startWhenPublicWithExamplePasswordsThenRefused() {
        assertRefused(Map.of("PUBLIC_URL", "http://localhost:8443"), "PUBLIC_URL must begin with https://");
        Map<String, String> own = new HashMap<>(Map.of(
                "PUBLIC_URL", "https://keycloak.example.org",
                "IMPORT_REALM", "",
                "POSTGRES_PASSWORD", "own-1",
                "ADMIN_PASSWORD", "own-2",
                "GRAPHQL_CLIENT_SECRET", "own-3",
                "MCP_CLIENT_SECRET", "own-4"));
        assertThat(preflight(own).status()).isZero();
        for (Map.Entry<String, String> example : Map.of(
                        "IMPORT_REALM", "--import-realm",
                        "POSTGRES_PASSWORD", "example-postgres-password",
                        "ADMIN_PASSWORD", "admin",
                        "GRAPHQL_CLIENT_SECRET", "graphql-api-secret",
                        "MCP_CLIENT_SECRET", "mcp-server-secret")
                .entrySet()) {
            Map<String, String> environment = new HashMap<>(own);
            environment.put(example.getKey(), example.getValue());
            assertRefused(environment, example.getKey());
        }
        Map<String, String> onTheNetwork = new HashMap<>(own);
        onTheNetwork.putAll(Map.of("PUBLIC_URL", URL, "BIND_ADDRESS", "0.0.0.0", "ADMIN_PASSWORD", "admin"));
        assertRefused(onTheNetwork, "BIND_ADDRESS is 0.0.0.0");

        Compose refused = new Compose("apitokensrefused", Map.of("PUBLIC_URL", "https://keycloak.example.org"));
        try {
            assertThat(refused.tryRun("up", "-d").status()).isNotZero();
            assertThat(refused.run("logs", "preflight")).contains("POSTGRES_PASSWORD", "IMPORT_REALM");
            assertThat(refused.containers("postgres", "keycloak", "graphql", "mcp", "proxy"))
                    .noneMatch(container ->
                            "true".equals(Engine.docker("inspect", "-f", "{{.State.Running}}", container)));
        } finally {
            refused.down();
        }
    }

    private static void assertRefused(Map<String, String> environment, String because) {
        Engine.Result result = preflight(environment);
        assertThat(result.status()).as(because).isEqualTo(1);
        assertThat(result.output()).contains(because);
    }

    private static Engine.Result preflight(Map<String, String> environment) {
        return new Compose(COMPOSE.project(), environment).tryRun("run", "--rm", "-T", "preflight");
    }

    private static void assertUnavailableWithout(String service) {
        COMPOSE.run("kill", service);
        for (Http.Answer answer :
                List.of(PRODUCT.graphQl(token.secret(), VIEWER), PRODUCT.mcpTool(token.secret(), "whoami", Map.of()))) {
            assertThat(answer.status()).as(answer.body()).isEqualTo(503);
            assertThat(answer.header("Retry-After")).isNotBlank();
            assertThat(answer.header("WWW-Authenticate")).isEmpty();
        }
        COMPOSE.run("start", service);
        await("introspection", () -> {
            Http.Answer answer = PRODUCT.graphQl(token.secret(), VIEWER);
            assertThat(answer.status()).isIn(200, 503);
            return answer.status() == 200;
        });
        await("healthy", ComposeIT::isEveryServiceHealthy);
        new MainJob(PRODUCT).assertTokenWorks(token);
        new MainJob(PRODUCT).assertWorks();
    }

    /**
     * A node that is healthy may take longer for the first introspection of its life than an API waits. The proxy asks one
     * node after the other.
     */
    private static void awaitEachNodeAtItsWork() {
        await(
                "introspections at each node",
                () -> IntStream.range(0, 4)
                        .allMatch(i -> PRODUCT.graphQl(token.secret(), VIEWER).status() == 200));
    }

    /** Whether a call through the proxy comes out at this node: what it counts grows. */
    private static void assertCallsReach(String service) {
        double before = requests(service);
        for (int i = 0; i < 4; i++) {
            assertThat(Http.send(Http.request(PRODUCT.realm("demo"))).status()).isEqualTo(200);
        }
        assertThat(requests(service)).as(service).isGreaterThan(before);
    }

    private static double requests(String service) {
        return COMPOSE.run(
                        "exec",
                        "-T",
                        service,
                        "bash",
                        "-c",
                        "exec 3<>/dev/tcp/127.0.0.1/9000; printf 'GET /metrics HTTP/1.0\\r\\n\\r\\n' >&3; cat <&3")
                .lines()
                .filter(line -> line.startsWith("http_server_requests_seconds_count")
                        && line.contains("uri=\"/realms/{realm}\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private static boolean isEveryServiceHealthy(String... more) {
        List<String> services = new ArrayList<>(List.of("postgres", "keycloak", "graphql", "mcp", "proxy", "mail"));
        services.addAll(List.of(more));
        return COMPOSE.areHealthy(services);
    }

    private static void await(String what, Callable<Boolean> condition) {
        try {
            // Whoever looks takes time from what is looked for.
            Await.await(what).pollInterval(Duration.ofMillis(500)).until(condition);
        } catch (ConditionTimeoutException e) {
            throw new AssertionError(COMPOSE.run("ps") + "\n" + COMPOSE.run("logs", "--tail=40"), e);
        }
    }

    private static void timed(String what, Runnable action) {
        Instant start = Instant.now();
        action.run();
        System.out.println(what + ": " + Duration.between(start, Instant.now()).toSeconds() + " s");
    }
}
