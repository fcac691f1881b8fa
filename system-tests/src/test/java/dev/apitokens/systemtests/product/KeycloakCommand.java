package dev.apitokens.systemtests.product;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Layout;
import dev.apitokens.systemtests.client.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs the command-line tools of a distribution.
 *
 * @param home folder of the distribution
 * @param environment variables for the tools
 */
public record KeycloakCommand(Path home, Map<String, String> environment) {

    /** Each of them lives for seconds: the compiler that starts fast takes half of the time. */
    private static final String SHORT_LIVED = "-XX:TieredStopAtLevel=1";

    /** The tools of a running product, which keep what they have to in that folder. */
    public static KeycloakCommand of(Product product, Path folder) {
        return new KeycloakCommand(
                product.keycloak.home(),
                Map.of(
                        "HOME",
                        folder.toString(),
                        "KC_CLI_PASSWORD",
                        "admin",
                        "KC_DB_PASSWORD",
                        product.database.password(),
                        "KC_OPTS",
                        SHORT_LIVED,
                        "JAVA_OPTS_APPEND",
                        SHORT_LIVED));
    }

    /** The same tools with one more variable. */
    public KeycloakCommand with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new KeycloakCommand(home, more);
    }

    /** What a tool prints; it must succeed. */
    public String run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Layout.find().root().toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(Await.PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .isTrue();
        assertThat(process.exitValue()).as(command + "\n" + output).isZero();
        return output;
    }

    /** A tool of the distribution by its name below {@code bin/}. */
    public String tool(String name) {
        return home.resolve("bin").resolve(name).toString();
    }
}
