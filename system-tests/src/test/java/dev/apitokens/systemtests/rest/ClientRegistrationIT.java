package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way to write a client, and whether what it may do with people's tokens can be written by it. */
class ClientRegistrationIT {

    private static final String REALM = "registration";

    private static final Product PRODUCT = Product.shared();

    private final Admin admin = PRODUCT.admin();
    private final String registrations = PRODUCT.realm(REALM) + "/clients-registrations";
    private final String clientId = "client-" + UUID.randomUUID();

    @BeforeAll
    static void createRealm() {
        PRODUCT.admin().createRealm(REALM);
    }

    static Stream<Map<String, String>> rights() {
        return Stream.of(
                Map.of("api-tokens.manage", "true"),
                Map.of("api-tokens.enabled", "true", "api-tokens.type", "graphql"),
                Map.of("api-tokens.enabled", "false"),
                Map.of("api-tokens.exchange", "true"),
                Map.of("API-Tokens.Manage", "true"),
                Map.of("api-tokens.of-a-later-version", "1"));
    }

    @ParameterizedTest
    @MethodSource("rights")
    void registerWhenInitialTokenThenRefusedWithAnEvent(Map<String, String> attributes) {
        Http.Answer answer = register("default", initialToken(), client(attributes));

        assertRefused(answer, "CLIENT_REGISTER_ERROR");
        assertThat(admin.get("/" + REALM + "/clients?clientId=" + clientId)).isEmpty();
    }

    @Test
    void registerWhenNothingOfOursThenMade() {
        Http.Answer answer = register("default", initialToken(), client(Map.of("display.on.consent.screen", "true")));

        assertThat(answer.status()).as(answer.body()).isEqualTo(201);
    }

    @Test
    void registerWhenByAnAdminsBearerThenRefusedAllTheSame() {
        String registrar = admin.createUser(REALM);
        admin.adminRoles(REALM, registrar, "create-client");

        Http.Answer byAdmin = register(
                "default",
                Person.login(PRODUCT.realm(REALM), "cli", registrar).accessToken(),
                client(Map.of("api-tokens.manage", "true")));

        assertRefused(byAdmin, "CLIENT_REGISTER_ERROR");
    }

    @Test
    void registerWhenByOpenIdConnectThenNothingOfOursIsSet() {
        Map<String, Object> metadata = new HashMap<>();
        metadata.put("client_name", clientId);
        metadata.put("redirect_uris", List.of("https://app.example.org/*"));
        metadata.put("attributes", Map.of("api-tokens.manage", "true"));
        metadata.put("api-tokens.manage", "true");

        Http.Answer answer = register("openid-connect", initialToken(), metadata);

        // Keycloak takes only what it knows.
        assertThat(answer.status()).as(answer.body()).isNotEqualTo(500);
        if (answer.status() == 201) {
            assertThat(ours(answer.json().path("client_id").asText())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("rights")
    void updateWhenByItsOwnRegistrationTokenThenRefusedWithAnEvent(Map<String, String> attributes) {
        JsonNode registered =
                register("default", initialToken(), client(Map.of())).json();

        Http.Answer answer = update(registered, client(attributes));

        assertRefused(answer, "CLIENT_UPDATE_ERROR");
        assertThat(ours(clientId)).isEmpty();
    }

    @Test
    void updateWhenWhatAnAdminGaveIsSentBackThenItStays() {
        JsonNode registered =
                register("default", initialToken(), client(Map.of())).json();
        give(Map.of("api-tokens.enabled", "true", "api-tokens.type", "mcp"));

        Map<String, Object> same = client(Map.of("api-tokens.enabled", "true", "api-tokens.type", "mcp"));
        same.put("description", "changed");
        Http.Answer answer = update(registered, same);

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(ours(clientId)).hasSize(2).containsEntry("api-tokens.type", "mcp");
        assertThat(admin.get("/" + REALM + "/clients?clientId=" + clientId)
                        .path(0)
                        .path("description")
                        .asText())
                .isEqualTo("changed");
    }

    @Test
    void updateWhenItTakesOrChangesWhatAnAdminGaveThenRefused() {
        JsonNode registered =
                register("default", initialToken(), client(Map.of())).json();
        give(Map.of("api-tokens.enabled", "true"));

        assertRefused(update(registered, client(Map.of("api-tokens.enabled", "false"))), "CLIENT_UPDATE_ERROR");
        assertRefused(update(registered, client(Map.of("api-tokens.enabled", ""))), "CLIENT_UPDATE_ERROR");

        assertThat(ours(clientId)).containsEntry("api-tokens.enabled", "true");
    }

    @Test
    void updateWhenByOpenIdConnectThenWhatAnAdminGaveStays() {
        Http.Answer made = register(
                "openid-connect",
                initialToken(),
                Map.of("client_name", "a", "redirect_uris", List.of("https://app.example.org/*")));
        assertThat(made.status()).as(made.body()).isEqualTo(201);
        String id = made.json().path("client_id").asText();
        give(id, Map.of("api-tokens.enabled", "true"));

        Http.Answer answer = put(
                made.json().path("registration_client_uri").asText(),
                made.json().path("registration_access_token").asText(),
                Map.of("client_id", id, "client_name", "b", "redirect_uris", List.of("https://app.example.org/*")));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(ours(id)).containsEntry("api-tokens.enabled", "true");
    }

    @Test
    void writeWhenByTheAdminRestThenWritten() {
        ClientBuilder.named(clientId).managesTokens().createIn(REALM, admin);
        assertThat(ours(clientId)).containsEntry("api-tokens.manage", "true");

        give(Map.of("api-tokens.manage", "false"));

        assertThat(ours(clientId)).containsEntry("api-tokens.manage", "false");
    }

    private Map<String, Object> client(Map<String, String> attributes) {
        Map<String, Object> client = new HashMap<>();
        client.put("clientId", clientId);
        client.put("attributes", attributes);
        return client;
    }

    private String initialToken() {
        return admin.call("POST", "/" + REALM + "/clients-initial-access", Map.of("count", 2, "expiration", 0))
                .json()
                .path("token")
                .asText();
    }

    private Http.Answer register(String provider, String bearer, Map<String, ?> client) {
        return Http.send(Http.request(registrations + "/" + provider)
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .POST(Http.json(client)));
    }

    /** With the token of the registration, which the first use may replace and a refusal does not. */
    private Http.Answer update(JsonNode registered, Map<String, ?> client) {
        return put(
                registrations + "/default/" + clientId,
                registered.path("registrationAccessToken").asText(),
                client);
    }

    private static Http.Answer put(String url, String bearer, Map<String, ?> client) {
        return Http.send(Http.request(url)
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .PUT(Http.json(client)));
    }

    private void give(Map<String, String> attributes) {
        give(clientId, attributes);
    }

    private void give(String id, Map<String, String> attributes) {
        String path = "/" + REALM + "/clients/" + admin.clientUuid(REALM, id);
        ObjectNode client = admin.get(path).deepCopy();
        attributes.forEach((name, value) -> client.withObject("/attributes").put(name, value));
        admin.call("PUT", path, client);
    }

    /** The attributes of the client that are for API tokens. */
    private Map<String, String> ours(String id) {
        Map<String, String> ours = new HashMap<>();
        admin.get("/" + REALM + "/clients?clientId=" + id)
                .path(0)
                .path("attributes")
                .properties()
                .forEach(attribute -> Optional.of(attribute.getKey())
                        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("api-tokens."))
                        .ifPresent(name -> ours.put(name, attribute.getValue().asText())));
        return ours;
    }

    private void assertRefused(Http.Answer answer, String event) {
        // Keycloak's answer to whatever a policy refuses.
        assertThat(answer.status()).as(answer.body()).isEqualTo(403);
        assertThat(answer.json().path("error_description").asText()).isEqualTo("invalid_client_metadata");
        assertThat(admin.events(REALM).of(event))
                .anySatisfy(refusal -> assertThat(refusal.at("/details/client_policy_error_detail")
                                .asText())
                        .contains("administrator"));
    }
}
