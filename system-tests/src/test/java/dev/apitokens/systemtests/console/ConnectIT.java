package dev.apitokens.systemtests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.Product;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page gives to copy for a client makes that client work: pasted as it says, and run. */
class ConnectIT {

    private static final Path NPM = Path.of("npm").toAbsolutePath();
    private static final String PATIENCE = String.valueOf(Await.PATIENCE.toMillis());

    @RegisterExtension
    private final Consoles consoles = new Consoles();

    private final Product product = Product.shared();
    private final Person person = product.newPerson("editor");
    private Path home = Path.of("");
    private AccountConsole console;

    @BeforeEach
    void signIn() throws IOException {
        Path homes = Files.createDirectories(Path.of("target/connected").toAbsolutePath());
        home = Files.createTempDirectory(homes, "home");
        console = consoles.person(person.username(), "en-GB");
    }

    @AfterEach
    void leave() throws IOException {
        // What was pasted may be a secret.
        try (var files = Files.walk(home)) {
            files.sorted((one, other) -> other.compareTo(one))
                    .forEach(file -> file.toFile().delete());
        }
    }

    /** The recipe of a client, for a token that has just been made. */
    private Locator recipe(String api, String client) {
        Locator created = console.page.getByTestId("created-token");
        created.getByTestId("connect-api").selectOption(api);
        created.getByTestId("connect-client").selectOption(client);
        created.getByTestId("snippet-secret")
                .or(created.getByTestId("snippet-file"))
                .first()
                .waitFor();
        return created;
    }

    /** Copies a step as people do. */
    private String copied(Locator recipe, String step) {
        recipe.locator(".api-tokens-code")
                .filter(new Locator.FilterOptions().setHas(console.page.getByTestId("snippet-" + step)))
                .getByRole(AriaRole.BUTTON)
                .click();
        assertThat(recipe.getByText("Copied").last()).isVisible();
        return (String) console.page.evaluate("navigator.clipboard.readText()");
    }

    /** Writes a file to where the page says that it goes. */
    private void paste(String file, String text) {
        try {
            Path target = home.resolve(file.replaceFirst("^~/", ""));
            Files.createDirectories(target.getParent());
            Files.writeString(target, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Runs lines in a shell that first asks for the token, as somebody who pastes what the page shows. */
    private Command.Result run(Locator recipe, String... lines) {
        paste("answer", copied(recipe, "secret") + "\n");
        String script = "exec < answer\n" + copied(recipe, "ask") + "\n" + String.join("\n", lines);
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", NPM.resolve("node_modules/.bin") + ":" + System.getenv("PATH"));
        // By themselves, the assistants give a server up after some seconds.
        environment.put("MCP_TIMEOUT", PATIENCE);
        environment.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
        environment.put("DISABLE_AUTOUPDATER", "1");
        environment.put("GEMINI_CLI_TRUST_WORKSPACE", "true");
        return Command.run(home, home, environment, List.of("sh", "-c", script));
    }

    @Test
    void curlWhenPastedThenTheApiAnswersUntilTheTokenIsRevoked() {
        Journey journey = Journey.begin(console.page);
        console.create("for curl");
        Locator recipe = recipe("graphql-api", "curl");
        String call = copied(recipe, "shell");

        assertThat(run(recipe, call).output()).contains("{\"data\":{\"__typename\":\"Query\"}}");
        assertThat(journey.end("from-login-to-first-answer")).isLessThanOrEqualTo(8);
        console.assertAccessible("connect-curl");

        revokeAll();
        assertThat(run(recipe, call).output()).doesNotContain("Query");
    }

    @ParameterizedTest
    @CsvSource({"python,call_api.py", "node,call-api.mjs"})
    void programWhenPastedThenTheApiAnswersUntilTheTokenIsRevoked(String client, String file) {
        console.create("for " + client);
        Locator recipe = recipe("graphql-api", client);
        paste(file, copied(recipe, "file"));
        String call = copied(recipe, "shell");

        Command.Result result = run(recipe, call);
        assertThat(result.output()).as(result.errors()).contains("{\"data\":{\"__typename\":\"Query\"}}");

        revokeAll();
        assertThat(run(recipe, call).output()).doesNotContain("Query");
    }

    @Test
    void claudeCodeWhenPastedThenItIsConnected() {
        console.create("for Claude Code");
        Locator recipe = recipe("mcp-server", "claude-code");

        Command.Result result = run(recipe, copied(recipe, "shell"), "claude mcp list");

        assertThat(result.all()).contains("mcp-server").contains(" Connected");
    }

    @ParameterizedTest
    @ValueSource(strings = {"claude-code-project", "gemini"})
    void assistantWhenItsFileIsPastedThenItIsConnected(String client) {
        console.create("for " + client);
        Locator recipe = recipe("mcp-server", client);
        String file = copied(recipe, "file");
        if (client.equals("gemini")) {
            paste(".gemini/settings.json", withPatience(file));
        } else {
            paste(".mcp.json", file);
        }

        // Whoever uses a project's servers has been asked for them before; a test answers in the settings.
        paste(".claude/settings.json", "{\"enableAllProjectMcpServers\": true}");
        Command.Result result = run(recipe, (client.equals("gemini") ? "gemini" : "claude") + " mcp list");

        assertThat(result.all()).contains("mcp-server").contains(" Connected");
    }

    @Test
    void codexWhenItsFileIsPastedThenItHasTheTools() {
        console.create("for Codex");
        Locator recipe = recipe("mcp-server", "codex");
        paste("~/.codex/config.toml", copied(recipe, "file"));

        Command.Result result = run(recipe, "cd " + NPM + " && node codex.mjs mcp-server");

        assertThat(result.all()).contains("\"mcp-server\"", "whoami");
    }

    @Test
    void detailsWhenApiIsPickedThenItsClientsAndNoSecret() {
        console.openConnection();
        console.page.getByTestId("connect-api").selectOption("mcp-server");
        console.page.getByTestId("connect-client").selectOption("cursor");

        assertThat(console.page.getByTestId("snippet-secret")).hasText("<your-token>");
        assertThat(console.page.getByTestId("snippet-link"))
                .hasAttribute("href", Pattern.compile("^cursor://.*name=mcp-server&config="));
        console.page.getByTestId("connect-system").selectOption("powershell");
        assertThat(console.page.getByTestId("snippet-ask")).containsText("Read-Host");
        console.assertAccessible("connect-cursor");
    }

    /** The same settings of Gemini's, which then waits for the server as long as tests do. */
    private static String withPatience(String settings) {
        try {
            ObjectNode patient = (ObjectNode) Http.JSON.readTree(settings);
            patient.withObject("/mcpServers/mcp-server").put("timeout", Await.PATIENCE.toMillis());
            return patient.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void revokeAll() {
        person.get("").json().forEach(token -> person.revoke(token.path("id").asText()));
    }
}
