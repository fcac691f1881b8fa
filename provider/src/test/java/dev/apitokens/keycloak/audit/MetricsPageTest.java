package dev.apitokens.keycloak.audit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.MetricsTable;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.verification.InactiveReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages have each word that a label of a metric may be. */
class MetricsPageTest {

    @Test
    void mailsThenEachKindIsInTheTable() throws IOException {
        assertThat(MetricsTable.words("api_tokens_mails_total", 0))
                .containsExactlyInAnyOrderElementsOf(Stream.of(ApiTokenEmail.Kind.values())
                        .map(ApiTokenEmail.Kind::code)
                        .toList());
    }

    @Test
    void causesAndReasonsThenThePageAboutEventsHasThem() throws IOException {
        String page = Files.readString(Path.of("../docs/audit.md"));

        assertThat(Stream.concat(
                        Stream.of(RevocationCause.values()).map(RevocationCause::code),
                        Stream.of(InactiveReason.values()).map(InactiveReason::code)))
                .allSatisfy(word -> assertThat(page).contains("`" + word + "`"));
    }
}
