package dev.apitokens.systemtests.protocol;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Check;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Exchange;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.OwnRealm;
import dev.apitokens.systemtests.product.Product;
import java.net.http.HttpRequest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An admin disables a realm: each way in that is ours, for Keycloak looks at that in its own endpoints only (docs/security.md). */
@OwnRealm
class DisabledRealmIT {

    private static final Product PRODUCT = Product.shared();

    private final String name = "disabled-" + UUID.randomUUID();
    private final String realm = PRODUCT.realm(name);
    private final String tokens = "/" + name + "/api-tokens";
    private final Admin admin = PRODUCT.admin();
    private final Check check = new Check(realm);
    private String server = "";
    private String machine = "";
    private Person person = new Person("", "", "");

    @BeforeEach
    void createRealm() {
        admin.createRealm(name);
        admin.setting(name, "self-rotation", "true");
        admin.updateRealm(name, Map.of("enabledEventTypes", List.of("INTROSPECT_TOKEN_ERROR")));
        server = ClientBuilder.unique().isResourceServer().allowsCheck().createIn(name, admin);
        machine = ClientBuilder.unique().hasServiceAccount().createIn(name, admin);
        person = Person.login(realm, "cli", admin.createUser(name));
    }

    @AfterEach
    void removeRealm() {
        admin.call("DELETE", "/" + name, null);
    }

    private void enabled(boolean enabled) {
        admin.updateRealm(name, Map.of("enabled", enabled));
    }

    private Http.Answer checked(Person.Created token, String more) {
        return check.bearer("?resource=" + server + more, token.secret());
    }

    private Http.Answer self(String method, Person.Created token, String path, HttpRequest.BodyPublisher body) {
        return Http.send(Http.request(realm + "/api-tokens/self" + path)
                .header("Authorization", "Bearer " + token.secret())
                .header("Content-Type", "application/json")
                .method(method, body));
    }

    private JsonNode told(Person.Created token) {
        return admin.get(tokens + "/" + token.id());
    }

    @Test
    void useWhenRealmIsDisabledThenRefusedUntilItIsEnabled() {
        Person.Created token = person.create("a");
        Http.Answer exchanged = new Exchange(realm).call(server, token.secret());
        assertThat(exchanged.status()).as(exchanged.body()).isEqualTo(200);
        String jwt = exchanged.json().path("access_token").asText();
        assertThat(checked(token, "").status()).isEqualTo(200);
        assertThat(checked(token, "&jwt=true").header("X-Auth-Token")).isNotEmpty();

        enabled(false);

        for (String more : List.of("", "&jwt=true")) {
            Http.Answer refused = checked(token, more);
            assertThat(refused.status()).as(refused.body()).isEqualTo(401);
            assertThat(refused.error()).isEqualTo("invalid_token");
            assertThat(refused.header("X-Auth-User") + refused.header("X-Auth-Token"))
                    .isEmpty();
        }
        assertThat(admin.events(name)
                        .last("INTROSPECT_TOKEN_ERROR")
                        .at("/details/reason")
                        .asText())
                .isEqualTo("switched_off");
        for (String endpoint : List.of("/api-tokens/introspect", "/protocol/openid-connect/token/introspect")) {
            for (String presented : List.of(token.secret(), jwt)) {
                assertRefused(Introspection.at(realm + endpoint, server, presented), 403, "access_denied");
            }
        }
        assertRefused(new Exchange(realm).call(server, token.secret()), 403, "access_denied");

        enabled(true);
        assertThat(checked(token, "&jwt=true").status()).isEqualTo(200);
    }

    @Test
    void newSecretWhenRealmIsDisabledThenNone() {
        Person.Created token = person.create("a");
        Http.Answer made = admin.call("POST", tokens, Map.of("clientId", machine, "name", "ci"));
        Person.Created ofMachine = Person.created(made);
        Person.SECRETS.add(ofMachine.secret());

        enabled(false);

        assertThat(self("POST", token, "/rotate", Http.json(Map.of())).status()).isEqualTo(401);
        assertRefused(admin.send("POST", tokens, Map.of("clientId", machine, "name", "b")), 403, "invalid_request");
        assertRefused(admin.send("POST", tokens + "/" + ofMachine.id() + "/rotate", Map.of()), 403, "invalid_request");
        for (Http.Answer answer : List.of(
                person.get(""),
                person.get("/settings"),
                person.post(Map.of("name", "b")),
                person.call("POST", "/" + token.id() + "/rotate", Http.json(Map.of())))) {
            assertRefused(answer, 404, "not_found");
        }

        enabled(true);
        // Nothing of it was done by halves.
        assertThat(Stream.of(token, ofMachine).map(each -> checked(each, "").status()))
                .containsOnly(200);
    }

    @Test
    void tellingWhenRealmIsDisabledThenThatNobodyTakesIt() {
        Person.Created token = person.create("a");

        enabled(false);

        Http.Answer self = self("GET", token, "", HttpRequest.BodyPublishers.noBody());
        assertThat(self.status()).as(self.body()).isEqualTo(200);
        assertThat(List.of(self.json(), told(token), admin.get(tokens).path(0))).allSatisfy(each -> {
            assertThat(each.path("status").asText()).isEqualTo("blocked");
            assertThat(each.path("blockedReason").asText()).isEqualTo("switched_off");
        });
        JsonNode trial = admin.call(
                        "POST",
                        tokens + "/resource-servers/" + server + "/trial",
                        Map.of("username", person.username()))
                .json();
        assertThat(trial.path("reason").asText()).isEqualTo("switched_off");
        // The setting is as it was, for when the realm is enabled again.
        assertThat(admin.get(tokens + "/settings").path("enabled").asBoolean(true))
                .isTrue();
    }

    @Test
    void endingWhenRealmIsDisabledThenDone() {
        Person.Created byItself = person.create("by itself");
        Person.Created byServer = person.create("by the resource server");
        Person.Created byAdmin = person.create("by an admin");
        Person.Created leaked = person.create("leaked");

        enabled(false);

        assertThat(self("DELETE", byItself, "", HttpRequest.BodyPublishers.noBody())
                        .status())
                .isEqualTo(204);
        assertThat(Introspection.at(realm + "/protocol/openid-connect/revoke", server, byServer.secret())
                        .status())
                .isEqualTo(200);
        assertThat(admin.send("DELETE", tokens + "/" + byAdmin.id(), null).status())
                .isEqualTo(204);
        assertThat(Http.send(Http.request(realm + "/api-tokens/revoke")
                                .header("Content-Type", "application/json")
                                .POST(Http.json(Map.of("tokens", List.of(leaked.secret())))))
                        .status())
                .isEqualTo(202);

        await("the end of what leaked")
                .until(() -> told(leaked).path("status").asText().equals("revoked"));
        assertThat(Stream.of(byItself, byServer, byAdmin)
                        .map(each -> told(each).path("status").asText()))
                .containsOnly("revoked");
        enabled(true);
        assertThat(Stream.of(byItself, byServer, byAdmin, leaked)
                        .map(each -> checked(each, "").status()))
                .containsOnly(401);
    }

    private static void assertRefused(Http.Answer answer, int status, String error) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.error()).isEqualTo(error);
    }
}
