package dev.apitokens.systemtests.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** AI assistants at a terminal: told of the MCP server as their own documentation has it, with an API token, they connect. */
class AssistantsIT {

    private static final Path NPM = Path.of("npm").toAbsolutePath();
    private static final Product PRODUCT = Product.shared();

    /** By the names of their commands. */
    enum Assistant {
        CLAUDE,
        GEMINI {
            @Override
            Command.Result connect(Place place) {
                return connect(place, "--timeout", String.valueOf(Await.PATIENCE.toMillis()));
            }
        },
        CODEX {
            @Override
            Command.Result connect(Place place) {
                place.run("mcp", "add", "projects", "--url", place.url(), "--bearer-token-env-var", "API_TOKEN");
                return Command.run(NPM, place.home(), place.environment(), List.of("node", "codex.mjs", "projects"));
            }
        };

        /** Adds the server, and has it tried. */
        Command.Result connect(Place place) {
            return connect(place, new String[0]);
        }

        /** The same with more options. */
        Command.Result connect(Place place, String... options) {
            List<String> add = new ArrayList<>(List.of("mcp", "add", "--transport", "http"));
            add.addAll(List.of(options));
            add.addAll(List.of("projects", place.url(), "--header", place.header()));
            place.run(add.toArray(String[]::new));
            return place.run("mcp", "list");
        }
    }

    /** Somebody's home, where the assistant was never used. */
    private record Place(Assistant assistant, Path home, String token) {

        String url() {
            return PRODUCT.mcpServer + "/mcp";
        }

        String header() {
            return "Authorization: Bearer " + token;
        }

        Map<String, String> environment() {
            Map<String, String> environment = new HashMap<>();
            environment.put("API_TOKEN", token);
            // By itself it gives a server up after some seconds.
            environment.put("MCP_TIMEOUT", String.valueOf(Await.PATIENCE.toMillis()));
            // Nothing is sent to whoever makes them.
            environment.put("CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC", "1");
            environment.put("DISABLE_AUTOUPDATER", "1");
            // Nobody is asked.
            environment.put("GEMINI_CLI_TRUST_WORKSPACE", "true");
            return environment;
        }

        Command.Result run(String... arguments) {
            List<String> command = new ArrayList<>(
                    List.of(NPM.resolve("node_modules/.bin/" + assistant.name().toLowerCase(Locale.ROOT))
                            .toString()));
            command.addAll(List.of(arguments));
            Command.Result result = Command.run(home.resolve("project"), home, environment(), command);
            assertThat(result.status()).as(result.all()).isZero();
            return result;
        }
    }

    private static Place place(Assistant assistant, Person.Created token) throws IOException {
        Path homes = Files.createDirectories(Path.of("target/assistants").toAbsolutePath());
        Path home = Files.createTempDirectory(homes, assistant.name());
        Files.createDirectory(home.resolve("project"));
        return new Place(assistant, home, token.secret());
    }

    @ParameterizedTest
    @EnumSource
    void connectWhenTokenIsGoodThenConnectedAndElseNot(Assistant assistant) throws IOException {
        Person person = PRODUCT.newPerson();
        Person.Created token = person.create("For " + assistant);

        String connected = assistant.connect(place(assistant, token)).all();
        assertThat(connected).contains("projects").containsPattern(" Connected|\"whoami\"");

        person.revoke(token.id());

        String refused = assistant.connect(place(assistant, token)).all();
        assertThat(refused).contains("projects").doesNotContain(" Connected", "whoami");
    }
}
