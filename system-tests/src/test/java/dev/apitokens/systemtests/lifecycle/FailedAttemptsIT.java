package dev.apitokens.systemtests.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a person tries and may not is a user event with the error's code. */
class FailedAttemptsIT {

    private final Product product = Product.shared();
    private final Person person = product.newPerson();

    @Test
    void createWhenRefusedThenEventWithCode() {
        person.create("taken");

        assertThat(person.post(Map.of("name", "taken")).status()).isEqualTo(409);
        assertThat(person.post(Map.of("name", " ")).status()).isEqualTo(400);
        assertThat(person.post(Map.of("name", "a", "expiresAt", "2000-01-01T00:00:00Z"))
                        .status())
                .isEqualTo(400);
        assertThat(person.post(Map.of("nmae", "a")).status()).isEqualTo(400);

        assertThat(errors("UPDATE_CREDENTIAL_ERROR"))
                .containsExactlyInAnyOrder("name_in_use", "invalid_name", "invalid_expiration", "invalid_request");
    }

    @Test
    void createWhenSwitchedOffOrTooManyThenEventAndNothingMade() {
        product.admin().setting("demo", "max-per-user", "1");
        try {
            person.create("first");
            assertThat(person.post(Map.of("name", "second")).status()).isEqualTo(409);
        } finally {
            product.admin().setting("demo", "max-per-user", "");
        }

        assertThat(errors("UPDATE_CREDENTIAL_ERROR")).containsExactly("too_many_tokens");
        assertThat(person.get("").json()).hasSize(1);
    }

    @Test
    void renameAndRevokeWhenNotTheirsThenEventWithTheIdThatWasAskedFor() {
        String foreign = product.newPerson().create("a").id();

        assertThat(person.rename(foreign, "mine").status()).isEqualTo(404);
        assertThat(person.revoke(foreign).status()).isEqualTo(404);

        JsonNode renamed = events("UPDATE_CREDENTIAL_ERROR").get(0);
        assertThat(renamed.path("error").asText()).isEqualTo("not_found");
        assertThat(renamed.path("details").path("api_token_id").asText()).isEqualTo(foreign);
        assertThat(renamed.path("details").path("credential_type").asText()).isEqualTo("api-token");
        assertThat(renamed.path("clientId").asText()).isEqualTo("demo-cli");
        assertThat(errors("REMOVE_CREDENTIAL_ERROR")).containsExactly("not_found");
    }

    @Test
    void createWhenClientMayNotThenEventAndReadingIsNone() {
        String client = ClientBuilder.unique().isPublic().takesPasswords().createIn("demo", product.admin());
        Person other = Person.login(product.realm("demo"), client, person.username());

        assertThat(other.get("").status()).isEqualTo(403);
        assertThat(events("UPDATE_CREDENTIAL_ERROR")).isEmpty();
        assertThat(other.call("POST", "", HttpRequest.BodyPublishers.ofString("{\"name\":\"a\"}"))
                        .status())
                .isEqualTo(403);

        JsonNode event = events("UPDATE_CREDENTIAL_ERROR").get(0);
        assertThat(event.path("error").asText()).isEqualTo("client_not_allowed");
        assertThat(event.path("clientId").asText()).isEqualTo(client);
    }

    private List<String> errors(String type) {
        return events(type).stream().map(event -> event.path("error").asText()).toList();
    }

    private List<JsonNode> events(String type) {
        return product.admin().events("demo").of(type, person.username());
    }
}
