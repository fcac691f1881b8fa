package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.Product;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    /** What the page has below a heading, up to the next one. */
    private static String section(String heading) throws Exception {
        String page = Files.readString(PAGE);
        int start = page.indexOf("\n## " + heading + "\n");
        assertThat(start).isNotNegative();
        int end = page.indexOf("\n## ", start + 1);
        return page.substring(start, end < 0 ? page.length() : end);
    }

    /** The only block of a language there. */
    private static String block(String heading, String language) throws Exception {
        Matcher block = Pattern.compile("```" + language + "\n([\\s\\S]*?)```").matcher(section(heading));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /** The script of a job that is written in YAML, without its indentation. */
    private static String script(String heading) throws Exception {
        Matcher block = Pattern.compile("\\|\\n( +)set -eu\\n((?:\\1.*\\n)+)").matcher(block(heading, "yaml"));
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

    /** A server that takes what it is sent, and remembers it. */
    private static final class Forge implements AutoCloseable {

        private final HttpServer server;
        volatile String line = "";
        volatile String credentials = "";
        volatile String body = "";

        Forge(String headerOfCredentials) throws Exception {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
                credentials = String.valueOf(exchange.getRequestHeaders().getFirst(headerOfCredentials));
                body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
        }

        String url() {
            return "http://127.0.0.1:" + server.getAddress().getPort();
        }

        @Override
        public void close() {
            server.stop(0);
        }
    }

    private static String only(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    @Test
    void gitLabThenItsVariableIsTheNewOne() throws Exception {
        Person.Created token = person.create("GitLab");
        try (Forge gitLab = new Forge("PRIVATE-TOKEN")) {
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
                            gitLab.url() + "/api/v4"));

            assertThat(result.status()).as(result.errors()).isZero();
            assertThat(result.all()).isEmpty();
            assertThat(gitLab.line).isEqualTo("PUT /api/v4/projects/7/variables/API_TOKEN");
            assertThat(gitLab.credentials).isEqualTo("writer");
            assertRotated(token, only("name=\"value\"[\\s\\S]*?\r\n\r\n(.*)\r\n", gitLab.body));
        }
    }

    @Test
    void jenkinsThenItsCredentialsAreTheNewOnes() throws Exception {
        JenkinsPipeline pipeline = JenkinsPipeline.of(block("Jenkins", "groovy"));
        assertThat(pipeline.environment()).containsEntry("REALM", "https://keycloak.example.com/realms/demo");
        Person.Created token = person.create("Jenkins");
        try (Forge jenkins = new Forge("Authorization")) {
            Command.Result result = run(
                    Files.createTempDirectory("pipeline"),
                    pipeline.script(),
                    Map.of(
                            "API_TOKEN",
                            token.secret(),
                            "JENKINS_USER",
                            "bot",
                            "JENKINS_TOKEN",
                            "writer",
                            "JENKINS_URL",
                            jenkins.url()));

            assertThat(result.status()).as(result.errors()).isZero();
            assertThat(result.all()).isEmpty();
            assertThat(jenkins.line)
                    .isEqualTo("POST /credentials/store/system/domain/_/credential/api-token/config.xml");
            assertThat(jenkins.credentials)
                    .isEqualTo("Basic "
                            + Base64.getEncoder().encodeToString("bot:writer".getBytes(StandardCharsets.UTF_8)));
            assertRotated(token, only("<id>api-token</id><secret>(.*)</secret>", jenkins.body));
        }
    }

    @Test
    void tokenOfAClientByACallThenThePipelineUsesIt() throws Exception {
        ClientBuilder.named("shop-ci").hasServiceAccount().createIn("demo", ADMIN);
        try {
            String call = block("Whose token", "sh PipelinesIT");

            Command.Result result = run(
                    Files.createTempDirectory("pipeline"),
                    call,
                    Map.of("KEYCLOAK", ADMIN.server(), "ADMIN_ACCESS_TOKEN", ADMIN.bearer()));

            assertThat(result.status()).as(result.errors()).isZero();
            String secret = only("\"token\":\"([^\"]*)\"", result.output());
            Person.SECRETS.add(secret);
            JsonNode answer = PRODUCT.introspect(secret).json();
            assertThat(answer.path("active").asBoolean()).isTrue();
            assertThat(answer.path("username").asText()).isEqualTo("service-account-shop-ci");
        } finally {
            ADMIN.call("DELETE", "/demo/clients/" + ADMIN.clientUuid("demo", "shop-ci"), null);
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
