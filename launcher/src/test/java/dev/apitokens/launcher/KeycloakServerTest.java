package dev.apitokens.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeycloakServerTest {

    private static final Database DATABASE =
            new Database("postgres", "jdbc:postgresql://127.0.0.1:5432/kc", "kc", "hush");

    @Test
    void commandWhenRealmsGivenThenImportsThemAndHidesPassword() {
        KeycloakOptions options = KeycloakOptions.of(Path.of("home"), 8085, DATABASE)
                .withRealms(List.of(Path.of("realm.json")))
                .withOptions(List.of("--log-level=DEBUG"));

        assertThat(KeycloakServer.of(Path.of("dist"), options).command())
                .contains("start-dev", "--http-port=8085", "--import-realm", "--log-level=DEBUG", "--db=postgres")
                .noneMatch(argument -> argument.contains("hush"));
    }

    @Test
    void toStringOfDatabaseThenHidesPassword() {
        assertThat(DATABASE.toString()).doesNotContain("hush");
    }
}
