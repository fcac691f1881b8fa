package dev.apitokens.systemtests.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Database;
import dev.apitokens.launcher.KeycloakServer;
import dev.apitokens.launcher.Layout;
import dev.apitokens.launcher.LogFile;
import dev.apitokens.launcher.Ports;
import dev.apitokens.launcher.ServerProcess;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.product.Command;
import dev.apitokens.systemtests.product.PostgresServer;
import dev.apitokens.systemtests.product.StoredTokens;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A stock Keycloak, and somebody at a terminal beside it. Nothing but what they type gets into it. */
final class KeycloakByHand implements AutoCloseable {

    private final Path folder;
    private final Path home;
    private final Path log;
    private final Database database;
    private final ServerProcess process;
    private final String address = "http://localhost:" + Ports.free();
    private final Map<String, String> environment;

    /**
     * One that is not installed into yet.
     *
     * @param folder where all of it is; empty at first
     * @param postgres the database of their choice
     */
    KeycloakByHand(Path folder, PostgresServer postgres) {
        this.folder = folder;
        database = postgres.database();
        home = folder.resolve("keycloak");
        log = folder.resolve("keycloak.log");
        process = new ServerProcess("Keycloak", log);
        // What theirs is set to already.
        environment = new HashMap<>(Map.of(
                "KC_HTTP_ENABLED",
                "true",
                "KC_HTTP_PORT",
                String.valueOf(URI.create(address).getPort()),
                "KC_HTTP_MANAGEMENT_PORT",
                String.valueOf(Ports.free()),
                "KC_HOSTNAME_STRICT",
                "false",
                "KC_CACHE",
                "local",
                "KC_BOOTSTRAP_ADMIN_USERNAME",
                "admin",
                "KC_BOOTSTRAP_ADMIN_PASSWORD",
                "admin",
                "JAVA_OPTS_APPEND",
                KeycloakServer.STARTS_FAST));
        environment.putAll(Map.of(
                "KC_DB",
                database.kind(),
                "KC_DB_URL",
                database.url(),
                "KC_DB_USERNAME",
                database.user(),
                "KC_DB_PASSWORD",
                database.password(),
                "DATABASE",
                database.url().replace("jdbc:postgresql://", "postgresql://" + database.user() + "@"),
                "PATH",
                postgres.bin() + ":" + System.getenv().getOrDefault("PATH", "")));
        // The password that kcadm asks for, and where it keeps its login.
        environment.putAll(Map.of(
                "KEYCLOAK_HOME",
                home.toString(),
                "PROJECT",
                Layout.find().root().toString(),
                "KC_CLI_PASSWORD",
                "admin",
                "KC_OPTS",
                "-Duser.home=" + folder.resolve("person") + " " + KeycloakServer.STARTS_FAST));
        run(folder, List.of("cp -R '" + Layout.find().distribution() + "' keycloak"));
    }

    /** Where they keep what is theirs. */
    Path folder() {
        return folder;
    }

    /** Keycloak's folder. */
    Path home() {
        return home;
    }

    /** Types commands, each of which must succeed. */
    void run(Path where, List<String> commands) {
        for (String command : commands) {
            Command.Result result =
                    Command.run(where, folder.resolve("person"), environment, List.of("bash", "-c", command));
            assertThat(result.status()).as(command + "\n" + result.all()).isZero();
        }
    }

    /** Types a command that goes on until Keycloak is stopped. */
    void start(String command) {
        process.launch(List.of("bash", "-c", "exec " + command), home, environment);
        process.awaitAnswer(URI.create(address + "/realms/master"));
    }

    void stop() {
        process.stop();
    }

    /** All that it has logged. */
    String log() {
        return new LogFile(log).text();
    }

    /** It as its callers see it; no resource server runs beside it. */
    Deployment deployment() {
        return new Deployment(address, "", "");
    }

    /** What it has kept. */
    StoredTokens stored() {
        return new StoredTokens(database);
    }

    @Override
    public void close() {
        stop();
    }
}
