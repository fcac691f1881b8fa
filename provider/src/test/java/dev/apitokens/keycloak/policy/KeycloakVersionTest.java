package dev.apitokens.keycloak.policy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeycloakVersionTest {

    @ParameterizedTest
    @ValueSource(strings = {"26.6.0", "26.6.4", "26.7.5", "26.10.0", "26.7.0.redhat-00001", "26.7.0-SNAPSHOT"})
    void objectionWhenVersionFitsThenNone(String version) {
        assertThat(KeycloakVersion.objection(version)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "26.5.6",
                "26.4.0",
                "25.0.6",
                "27.0.0",
                "999.0.0-SNAPSHOT",
                "UNKNOWN",
                "",
                "26",
                "26.",
                "2606.7",
                "26.99999999"
            })
    void objectionWhenVersionDoesNotFitThenThereIsOne(String version) {
        assertThat(KeycloakVersion.objection(version)).isPresent();
    }

    @Test
    void objectionThenNamesWhatIsNeededAndWhatWasFound() {
        assertThat(KeycloakVersion.objection("26.5.6"))
                .contains(
                        "API tokens are switched off: they need Keycloak 26.6 or a later 26, and this is Keycloak 26.5.6");
    }
}
