package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What happened to a token, as its owner and an admin are told. */
class TokenEventsIT {

    private static final String REALM = "without-events";

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final Person person = product.newPerson();

    @Test
    void eventsThenThoseOfThisTokenNewestFirstAndWithoutSecrets() {
        Person.Created token = person.create("a");
        person.create("another");
        person.rename(token.id(), "b");
        product.introspect(token.secret());
        Person.Created rotated = person.rotate(token.id(), Map.of());
        person.revoke(token.id());
        product.introspect(rotated.secret());

        Http.Answer answer = person.get("/" + token.id() + "/events");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Cache-Control")).contains("no-store");
        assertThat(answer.body()).doesNotContain(token.secret(), rotated.secret());
        assertThat(answer.json().path("stored").asBoolean()).isTrue();
        JsonNode events = answer.json().path("events");
        assertThat(events.findValuesAsText("action"))
                .containsExactly("use_refused", "revoked", "rotated", "used", "renamed", "created");
        assertThat(events.findValuesAsText("reason").subList(0, 2)).containsExactly("revoked", "revoked_by_user");
        assertThat(events.findValuesAsText("clientId"))
                .containsExactly("graphql-api", "demo-cli", "demo-cli", "graphql-api", "demo-cli", "demo-cli");
        assertThat(events.findValues("ipAddress").stream().map(JsonNode::isNull))
                .as("not where the API is")
                .containsExactly(true, false, false, true, false, false);
    }

    @Test
    void eventsThenPagesOfThem() {
        Person.Created token = person.create("a");
        person.rename(token.id(), "b");
        person.revoke(token.id());

        Http.Answer newest = person.get("/" + token.id() + "/events?max=2");
        Http.Answer rest = person.get("/" + token.id() + "/events?first=2&max=2");

        assertThat(newest.json().findValuesAsText("action")).containsExactly("revoked", "renamed");
        assertThat(newest.json().path("more").asBoolean()).isTrue();
        assertThat(rest.json().findValuesAsText("action")).containsExactly("created");
        assertThat(rest.json().path("more").asBoolean()).isFalse();
    }

    @Test
    void eventsWhenAnAdminRevokedThenOnlyAdminsAreToldFromWhere() {
        Person.Created token = person.create("a");
        admin.call("DELETE", "/demo/api-tokens/" + token.id(), null);

        JsonNode told =
                person.get("/" + token.id() + "/events").json().path("events").path(0);
        JsonNode all = admin.get("/demo/api-tokens/" + token.id() + "/events")
                .path("events")
                .path(0);

        assertThat(told.path("reason").asText()).isEqualTo("revoked_by_admin");
        assertThat(told.path("ipAddress").isNull()).isTrue();
        assertThat(all.path("ipAddress").isTextual()).isTrue();
    }

    @Test
    void eventsWhenTheRealmStoresNoneThenSaysSo() {
        admin.createRealm(REALM);
        admin.updateRealm(REALM, Map.of("eventsEnabled", false));
        ClientBuilder.named("api").isResourceServer().createIn(REALM, admin);
        Person owner = Person.login(product.realm(REALM), "cli", admin.createUser(REALM));

        Http.Answer answer = owner.get("/" + owner.create("a").id() + "/events");

        assertThat(answer.json())
                .isEqualTo(Http.JSON.valueToTree(
                        Map.of("stored", false, "events", List.of(), "more", false, "truncated", false)));
    }
}
