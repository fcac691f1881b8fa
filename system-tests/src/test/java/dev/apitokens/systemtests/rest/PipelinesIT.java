package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.Product;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The lines of {@code docs/ci.md} that rotate a token, run by a shell. The forges are out of reach, and stood in for. */
class PipelinesIT {

    private static final Path PAGE = Path.of("../docs/ci.md");
    private static final Product PRODUCT = Product.shared();
    private static final Admin ADMIN = PRODUCT.admin();

    private final Person person = PRODUCT.newPerson();

    @BeforeEach
    void allow() {
        ADMIN.setting("demo", "self-rotation", "true");
    }

    @AfterEach
    void restore() {
        ADMIN.setting("demo", "self-rotation", "");
    }

    /** The script below a heading, without its indentation. */
    private static String script(String heading) throws Exception {
        String page = Files.readString(PAGE);
        Matcher block = Pattern.compile("\\|\\n( +)set -eu\\n((?:\\1.*\\n)+)")
                .matcher(page.substring(page.indexOf("## " + heading)));
        assertThat(block.find()).isTrue();
        return "set -eu\n" + block.group(2).replaceAll("(?m)^" + block.group(1), "");
    }

    private static Command.Result run(Path folder, String script, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("REALM", PRODUCT.realm("demo"));
        all.put("PATH", folder + ":" + System.getenv("PATH"));
        return Command.run(folder, folder, all, List.of("sh", "-c", script));
    }

    private void assertRotated(Person.Created token, String stored) {
        Person.SECRETS.add(stored);
        assertThat(stored).matches("kcat_[0-9A-Za-z]{49}").isNotEqualTo(token.secret());
        assertThat(PRODUCT.introspect(stored).json().path("active").asBoolean()).isTrue();
        // In its grace.
        assertThat(PRODUCT.introspect(token.secret()).json().path("active").asBoolean())
                .isTrue();
    }

    @Test
    void gitHubThenItsSecretIsTheNewOne() throws Exception {
        Path folder = Files.createTempDirectory("pipeline");
        Path gh = Files.writeString(folder.resolve("gh"), "#!/bin/sh\necho \"$@\" > called\ncat > stored\n");
        assertThat(gh.toFile().setExecutable(true)).isTrue();
        Person.Created token = person.create("GitHub");

        Command.Result result = run(
                folder,
                script("GitHub Actions"),
                Map.of("API_TOKEN", token.secret(), "GITHUB_REPOSITORY", "acme/project"));

        assertThat(result.status()).as(result.errors()).isZero();
        assertThat(Files.readString(folder.resolve("called"))).isEqualTo("secret set API_TOKEN --repo acme/project\n");
        assertRotated(token, Files.readString(folder.resolve("stored")));
        // What prints it hides it.
        assertThat(result.output()).isEqualTo("::add-mask::" + Files.readString(folder.resolve("stored")) + "\n");
    }

    @Test
    void gitLabThenItsVariableIsTheNewOne() throws Exception {
        AtomicReference<String> request = new AtomicReference<>("");
        HttpServer gitLab = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        gitLab.createContext("/", exchange -> {
            request.set(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("PRIVATE-TOKEN") + "\n"
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        gitLab.start();
        Person.Created token = person.create("GitLab");
        try {
            Command.Result result = run(
                    Files.createTempDirectory("pipeline"),
                    script("GitLab CI"),
                    Map.of(
                            "API_TOKEN",
                            token.secret(),
                            "SECRETS_WRITER",
                            "writer",
                            "CI_PROJECT_ID",
                            "7",
                            "CI_API_V4_URL",
                            "http://127.0.0.1:" + gitLab.getAddress().getPort() + "/api/v4"));

            assertThat(result.status()).as(result.errors()).isZero();
            assertThat(result.all()).isEmpty();
            assertThat(request.get()).startsWith("PUT /api/v4/projects/7/variables/API_TOKEN writer\n");
            Matcher value =
                    Pattern.compile("name=\"value\"[\\s\\S]*?\r\n\r\n(.*)\r\n").matcher(request.get());
            assertThat(value.find()).isTrue();
            assertRotated(token, value.group(1));
        } finally {
            gitLab.stop(0);
        }
    }

    @Test
    void rotateWhenItIsRefusedThenTheJobFailsAndNothingIsStored() throws Exception {
        ADMIN.setting("demo", "self-rotation", "");
        Path folder = Files.createTempDirectory("pipeline");
        Path gh = Files.writeString(folder.resolve("gh"), "#!/bin/sh\ntouch called\n");
        assertThat(gh.toFile().setExecutable(true)).isTrue();

        Command.Result result = run(
                folder,
                script("GitHub Actions"),
                Map.of("API_TOKEN", person.create("a").secret(), "GITHUB_REPOSITORY", "acme/project"));

        assertThat(result.status()).isNotZero();
        assertThat(folder.resolve("called")).doesNotExist();
    }
}
