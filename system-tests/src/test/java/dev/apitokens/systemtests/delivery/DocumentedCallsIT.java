package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.ShellBlock;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The calls that the pages have people copy, by curl. */
class DocumentedCallsIT {

    private static final Path FOLDER = Path.of("target/documented-calls").toAbsolutePath();

    private final Product product = Product.shared();
    private final Person person = product.newPerson();

    /** What commands print; the addresses of the pages are those of the product. */
    private String run(String commands, Map<String, String> environment) {
        String script = commands.replace("https://keycloak.example.org", product.server)
                .replace("http://localhost:8080", product.server)
                .replace("http://localhost:8081", product.graphQlServer)
                .replace("http://localhost:8082", product.mcpServer);
        Command.Result result =
                Command.run(Path.of("").toAbsolutePath(), FOLDER, environment, List.of("bash", "-euc", script));
        assertThat(result.status()).as(result.errors()).isZero();
        return result.output();
    }

    private static String only(String page, String heading) {
        List<ShellBlock> blocks = ShellBlock.of(page, heading).stream()
                .filter(block -> block.runBy().equals("DocumentedCallsIT"))
                .toList();
        assertThat(blocks).as(page + ", " + heading).hasSize(1);
        return blocks.get(0).text();
    }

    @Test
    void readmeWhenFollowedThenTokenWorksAndIsRevoked() {
        String shown = run(only("README.md", "Try it") + "echo \"ID=$ID\"", Map.of());

        assertThat(shown)
                .contains("\"viewer\":{\"username\":\"alice\"", "\"apiToken\":{\"name\":\"CI Pipeline\"}")
                .contains("\"active\":true");
        String id = shown.substring(shown.lastIndexOf("ID=") + 3).strip();
        assertThat(product.alice().get("/" + id).json().path("status").asText()).isEqualTo("revoked");
    }

    @Test
    void resourceServersWhenCalledThenTellWhoseTokenItIs() {
        String token = person.create("a").secret();

        String shown = run(only("resource-servers/README.md", "Resource servers"), Map.of("TOKEN", token));

        assertThat(shown).contains("\"viewer\":{\"username\":\"" + person.username() + "\"", "\"jsonrpc\":\"2.0\"");
    }

    @Test
    void exchangeWhenAsTheApisPageHasItThenJwt() {
        String token = person.create("a").secret();

        String shown = run(only("docs/api.md", "Exchange"), Map.of("API_TOKEN", token));

        assertThat(shown).startsWith("{\"access_token\":\"ey");
    }

    @Test
    void reportWhenAsThePageAboutLeaksHasItThenTaken() {
        Person.Created token = person.create("a");

        String shown = run(
                only("docs/secret-scanning.md", "Revoking what was found").replace("kcat_…", token.secret()), Map.of());

        assertThat(shown).isEqualTo("{}");
    }
}
