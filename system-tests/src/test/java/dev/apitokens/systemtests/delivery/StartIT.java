package dev.apitokens.systemtests.delivery;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Layout;
import dev.apitokens.launcher.LogFile;
import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.OwnServers;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.ShellBlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * {@code ./start}, from the prompt until it is told to end, in a copy of the project whose parts are newer than their sources: what the
 * build has made is run, and nothing is made again. The copy has data of its own, and ports that nobody else has.
 */
@OwnServers
class StartIT {

    private static final Path FOLDER = Path.of("target/start").toAbsolutePath();
    private static final Path SHOWN = FOLDER.resolve("shown");
    private static final Pattern ADDRESS = Pattern.compile("http://\\S+");
    private static final Pattern FLOW = Pattern.compile("Try it, in another shell:\n([\\s\\S]*)Ctrl-C stops all three");

    private final Layout copy = new Layout(FOLDER);
    private final Map<String, Integer> ports =
            Map.of("KEYCLOAK_PORT", Ports.free(), "GRAPHQL_PORT", Ports.free(), "MCP_PORT", Ports.free());
    private Process process;

    @BeforeEach
    void start() throws IOException {
        Product.delete(FOLDER);
        Sources.copyTo(
                FOLDER,
                file -> file.matches("start|pom\\.xml|(launcher|provider|themes|resource-servers|realm-config)/.*"));
        for (Function<Layout, Path> jar : List.<Function<Layout, Path>>of(
                Layout::providerJar, Layout::themesJar, Layout::graphQlJar, Layout::mcpJar)) {
            bring(jar);
        }
        Path launcher = FOLDER.resolve("launcher/target");
        Files.createDirectories(launcher);
        assertThat(run("cp -R '" + Layout.find().root().resolve("launcher/target/classes") + "' launcher/target")
                        .status())
                .isZero();
        Files.createSymbolicLink(
                launcher.resolve("keycloak"), Layout.find().distribution().getParent());
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", "exec " + command())
                .directory(FOLDER.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(SHOWN.toFile());
        ports.forEach((variable, port) -> builder.environment().put(variable, port.toString()));
        process = builder.start();
    }

    private void bring(Function<Layout, Path> jar) throws IOException {
        Files.createDirectories(jar.apply(copy).getParent());
        Files.copy(jar.apply(Layout.find()), jar.apply(copy));
    }

    /** The first that the page for newcomers has them type. */
    private static String command() {
        List<ShellBlock> blocks = ShellBlock.of("README.md", "Try it").stream()
                .filter(block -> block.runBy().equals("StartIT"))
                .toList();
        assertThat(blocks).hasSize(1);
        return blocks.get(0).text();
    }

    /** As in another shell. */
    private static Command.Result run(String commands) {
        return Command.run(FOLDER, FOLDER.resolve("person"), Map.of(), List.of("bash", "-euc", commands));
    }

    private static String shown() {
        return new LogFile(SHOWN).text();
    }

    private boolean isReady() {
        assertThat(process.isAlive()).as(shown()).isTrue();
        return shown().lines().toList().contains("ready");
    }

    @AfterEach
    void end() {
        Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList()
                .forEach(ProcessHandle::destroyForcibly);
    }

    @Test
    void startWhenBuiltThenAllThreeAnswerAsItSaysAndGoWithIt() {
        await("ready").until(this::isReady);
        assertThat(shown()).doesNotContain("Building");
        assertAddressesAnswer();
        assertFlowWorks();
        List<ProcessHandle> started = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        assertThat(started).hasSizeGreaterThan(ports.size());

        // A terminal's Ctrl-C reaches all of them. Here it alone is told, so that it has to end the others.
        process.destroy();

        await("the end of all of it").until(() -> started.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(ports.values()).noneMatch(Ports::isTaken);
    }

    private void assertAddressesAnswer() {
        String keycloak = "http://localhost:" + ports.get("KEYCLOAK_PORT");
        String console = keycloak + "/admin/master/console/#/demo/api-tokens";
        String account = keycloak + "/realms/demo/account";
        String graphQl = "http://localhost:" + ports.get("GRAPHQL_PORT") + "/graphql";
        String mcp = "http://localhost:" + ports.get("MCP_PORT") + "/mcp";

        assertThat(ADDRESS.matcher(shown().replaceAll("Try it, in another shell[\\s\\S]*", ""))
                        .results()
                        .map(MatchResult::group))
                .containsExactly(keycloak, console, account, graphQl, mcp);
        for (String page : List.of(console, account + "/api-tokens")) {
            assertThat(Http.send(Http.request(page)).body()).as(page).contains("/api-tokens/");
        }
        for (String api : List.of(graphQl, mcp)) {
            assertThat(Http.postForm(api, Map.of()).status()).as(api).isEqualTo(401);
        }
    }

    private void assertFlowWorks() {
        Command.Result flow =
                run(FLOW.matcher(shown()).results().map(found -> found.group(1)).collect(Collectors.joining()));

        assertThat(flow.status()).as(flow.all()).isZero();
        assertThat(flow.output())
                .contains("\"viewer\":{\"username\":\"alice\"", "\"apiToken\":{\"name\":\"CI Pipeline\"}")
                .contains("\"jsonrpc\":\"2.0\"")
                .contains("HTTP/1.1 401");
    }
}
