package dev.apitokens.keycloak.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.Fake;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;

class ConsentTextsTest {

    private final Properties messages = new Properties();
    private final ConsentTexts texts = new ConsentTexts(messages, Locale.FRENCH);

    private static ClientScopeModel scope(@Nullable String text) {
        return Fake.of(ClientScopeModel.class)
                .returns("getName", "files")
                .returns("getConsentScreenText", text)
                .make();
    }

    private static ClientModel client(@Nullable String name) {
        return Fake.of(ClientModel.class)
                .returns("getClientId", "files-api")
                .returns("getName", name)
                .make();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "l''utilisateur | l'utilisateur",
                "'{0}' of {0} | {0} of {0}",
                "a brace { alone | a brace { alone",
                "{name} | {name}",
                "Dateien | Dateien"
            })
    void textWhenAKeyThenItsMessageAsTheConsentScreenShowsIt(String message, String shown) {
        messages.setProperty("see.files", message);

        assertThat(texts.of(scope("${see.files}"))).isEqualTo(shown);
        assertThat(texts.name(client("${see.files}"))).isEqualTo(shown);
    }

    @Test
    void textWhenNoMessageHasTheKeyThenWhatKeycloakCallsIt() {
        assertThat(texts.of(scope("${see.files}"))).isEqualTo("files");
        assertThat(texts.name(client("${see.files}"))).isEqualTo("files-api");
    }

    @Test
    void textWhenThereIsNoneThenWhatKeycloakCallsIt() {
        assertThat(texts.of(scope(null))).isEqualTo("files");
        assertThat(texts.of(scope(" "))).isEqualTo("files");
        assertThat(texts.name(client(null))).isEqualTo("files-api");
        assertThat(texts.name(client(" "))).isEqualTo("files-api");
    }

    @Test
    void textWhenNoKeyThenAsItIs() {
        assertThat(texts.of(scope("See l''utilisateur {0}"))).isEqualTo("See l''utilisateur {0}");
        assertThat(texts.name(client("${see.files} and more"))).isEqualTo("${see.files} and more");
    }
}
