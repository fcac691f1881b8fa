package dev.apitokens.systemtests.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Ports;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Maven, npm, git and a Docker registry behind nginx, with an API token as the password. */
class BasicClientsIT {

    private static final Path FOLDER = Path.of("target/gateways/basic").toAbsolutePath();
    private static final Path SERVED = FOLDER.resolve(UUID.randomUUID().toString());
    private static final Product PRODUCT = Product.shared();
    private static final List<AutoCloseable> OPEN = new ArrayList<>();
    private static Page page = Page.of("basic.md");
    private static Gateway gateway;
    private static Gateway withoutKeycloak;

    private final Person person = PRODUCT.newPerson();
    private final String name = "library-" + UUID.randomUUID();

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectories(SERVED.resolve("maven/.uploads"));
        Files.createDirectories(SERVED.resolve("git"));
        LocalServer npm = open(LocalServer.start(
                "node",
                "verdaccio",
                (port, folder) -> List.of(
                        Path.of("npm/node_modules/verdaccio/bin/verdaccio")
                                .toAbsolutePath()
                                .toString(),
                        "--config",
                        Files.writeString(
                                        folder.resolve("config.yaml"),
                                        page.section("npm").configuration("yaml", Map.of("./storage", SERVED + "/npm")))
                                .toString(),
                        "--listen",
                        "127.0.0.1:" + port)));
        LocalServer docker = open(LocalServer.start(
                "docker-registry",
                "docker-registry",
                (port, folder) -> List.of(
                        "serve",
                        Files.writeString(
                                        folder.resolve("config.yml"),
                                        page.section("A Docker registry")
                                                .configuration(
                                                        "yml",
                                                        Map.of(
                                                                "/srv",
                                                                SERVED.toString(),
                                                                "127.0.0.1:5000",
                                                                "127.0.0.1:" + port)))
                                .toString())));
        LocalServer git = open(
                LocalServer.start("fcgiwrap", "fcgiwrap", (port, folder) -> List.of("-s", "tcp:127.0.0.1:" + port)));
        page = page.with(Map.of(
                "/srv",
                SERVED.toString(),
                "127.0.0.1:4873",
                "127.0.0.1:" + npm.port(),
                "127.0.0.1:5000",
                "127.0.0.1:" + docker.port()));
        int keycloak = PRODUCT.keycloak.baseUrl().getPort();
        gateway = open(Gateway.start(Gateway.Program.NGINX, page, keycloak, git.port()));
        withoutKeycloak = open(Gateway.start(Gateway.Program.NGINX, page, Ports.free(), git.port()));
    }

    private static <T extends AutoCloseable> T open(T server) {
        OPEN.add(server);
        return server;
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable server : OPEN) {
            server.close();
        }
    }

    private Person.Created token(String... scopes) {
        return person.create(Map.of("name", String.join(" ", scopes), "scopes", List.of(scopes)));
    }

    private static Workplace at(Gateway gateway, Person.Created token) throws IOException {
        Page reachable = page.with(Map.of("localhost:8090", gateway.url().replace("http://", "")));
        return new Workplace(Files.createTempDirectory(FOLDER, "workplace"), reachable, token.secret());
    }

    private void makeRepository() {
        Command.Result made = Command.run(
                SERVED,
                FOLDER.resolve("home"),
                Map.of(),
                List.of("git", "init", "-q", "--bare", "-b", "main", "git/" + name + ".git"));
        assertThat(made.status()).as(made.all()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void publishAndFetchWhenTokensAreGoodThenDoneAndRefusedOnceRevoked(BasicClient client) throws IOException {
        makeRepository();
        Person.Created reader = token("projects:read");

        Command.Result published = client.publish(at(gateway, token("projects:write")), name);
        assertThat(published.status()).as(published.all()).isZero();
        Command.Result fetched = client.fetch(at(gateway, reader), name);
        assertThat(fetched.status()).as(fetched.all()).isZero();

        person.revoke(reader.id());

        Command.Result refused = client.fetch(at(gateway, reader), name);
        assertThat(refused.status()).as(refused.all()).isNotZero();
        assertThat(refused.all()).containsPattern("401|Authentication failed|unauthorized|invalid username/password");
    }

    @ParameterizedTest
    @EnumSource
    void publishWhenTokenOnlyReadsThenForbidden(BasicClient client) throws IOException {
        makeRepository();

        Command.Result refused = client.publish(at(gateway, token("projects:read")), name);

        assertThat(refused.status()).as(refused.all()).isNotZero();
        assertThat(refused.all()).contains("403");
    }

    @ParameterizedTest
    @EnumSource
    void fetchWhenKeycloakIsOutOfReachThenUnavailable(BasicClient client) throws IOException {
        makeRepository();

        Command.Result refused = client.fetch(at(withoutKeycloak, token("projects:read")), name);

        assertThat(refused.status()).as(refused.all()).isNotZero();
        assertThat(refused.all()).contains("503");
    }
}
