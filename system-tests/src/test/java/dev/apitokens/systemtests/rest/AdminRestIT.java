package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.FineGrained;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a realm's admin sees and does, and every way to ask wrongly. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminRestIT {

    private static final String REALM = "governed";
    private static final String TOKENS = "/" + REALM + "/api-tokens";

    private final Product product = Product.shared();
    private final Admin root = product.admin();
    private Admin admin;

    @BeforeAll
    void makeRealm() {
        admin = product.newRealm(REALM, "realm-admin");
    }

    private Person newPerson() {
        return product.newPersonOf(REALM);
    }

    private boolean isActive(Person.Created token) {
        return Introspection.at(
                        product.realm(REALM) + "/protocol/openid-connect/token/introspect",
                        "graphql-api",
                        token.secret())
                .json()
                .path("active")
                .asBoolean();
    }

    private List<String> names(String query) {
        return admin.get(TOKENS + "?" + query).findValuesAsText("name");
    }

    @Test
    void listThenWhoseTokensTheyAreAndNoSecret() {
        Person person = newPerson();
        Person.Created token = person.create("Deploy");

        Http.Answer answer = admin.call("GET", TOKENS + "?userId=" + userId(person), null);

        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.body()).doesNotContain(token.secret(), "\"token\"");
        JsonNode row = answer.json().path(0);
        assertThat(row.path("id").asText()).isEqualTo(token.id());
        assertThat(row.path("username").asText()).isEqualTo(person.username());
        assertThat(row.path("status").asText()).isEqualTo("active");
        assertThat(row.path("createdByClient").asText()).isEqualTo("cli");
        assertThat(row.path("access").path("revoke").asBoolean()).isTrue();
        assertThat(admin.get(TOKENS + "/" + token.id())).isEqualTo(row);
    }

    @Test
    void listWhenSearchedThenByBeginningOfNameByHintAndByPerson() {
        String unique = UUID.randomUUID().toString().substring(0, 8);
        Person person = newPerson();
        Person.Created token = person.create(unique.toUpperCase(Locale.ROOT) + " Pipeline");
        newPerson().create("not " + unique);

        assertThat(names("search=" + unique))
                .containsExactly(token.json().path("name").asText());
        assertThat(names("search=" + unique + "%20pipe")).hasSize(1);
        assertThat(names("search=" + unique + "%25")).isEmpty();
        assertThat(names("search=" + Http.encode(token.json().path("hint").asText())))
                .containsExactly(token.json().path("name").asText());
        assertThat(names("search=" + person.username())).hasSize(1);
        assertThat(names("search=nobody-and-nothing")).isEmpty();
    }

    @Test
    void listWhenFilteredThenNothingElse() {
        Person person = newPerson();
        String mine = "userId=" + userId(person) + "&";
        Person.Created revoked = person.create("revoked");
        person.revoke(revoked.id());
        Person.Created expired = person.create(Map.of("name", "expired", "expiresAt", inDays(1)));
        database("update API_TOKEN set EXPIRES_AT = CREATED_AT + 1 where ID = ?", expired.id());
        person.create(Map.of("name", "soon", "expiresAt", inDays(2)));
        person.create(Map.of("name", "limited", "resources", List.of("graphql-api")));
        Person.Created idle = person.create("idle");
        database("update API_TOKEN set IDLE_SINCE = IDLE_SINCE - 864000000 where ID = ?", idle.id());

        assertThat(names(mine + "status=active")).containsExactlyInAnyOrder("soon", "limited", "idle");
        assertThat(names(mine + "status=expired")).containsExactly("expired");
        assertThat(names(mine + "status=revoked")).containsExactly("revoked");
        assertThat(names(mine + "resource=graphql-api")).containsExactly("limited");
        assertThat(names(mine + "unusedSince=" + inDays(-5))).containsExactly("idle");
        assertThat(names(mine + "expiresBefore=" + inDays(3))).containsExactlyInAnyOrder("expired", "soon");
        assertThat(names(mine + "status=active&expiresBefore=" + inDays(3))).containsExactly("soon");
        assertThat(names(mine + "neverExpires=true")).containsExactlyInAnyOrder("revoked", "limited", "idle");
        assertThat(names(mine + "neverExpires=true&status=active")).containsExactlyInAnyOrder("limited", "idle");
        assertThat(names(mine + "neverExpires=true&expiresBefore=" + inDays(3))).isEmpty();
        assertThat(names(mine + "neverExpires=false")).hasSize(5);
        database("update API_TOKEN set CREATED_AT = CREATED_AT - 864000000 where ID = ?", idle.id());
        assertThat(names(mine + "createdBefore=" + inDays(-5))).containsExactly("idle");
        assertThat(names(mine + "createdBefore=" + inDays(-5) + "&status=active"))
                .containsExactly("idle");
        assertThat(names(mine + "createdBefore=" + inDays(-15))).isEmpty();
        assertThat(admin.get(TOKENS + "/count?" + mine + "status=active")
                        .path("count")
                        .asInt())
                .isEqualTo(3);
        assertThat(admin.get(TOKENS + "/count?" + mine).toString()).isEqualTo("{\"count\":5,\"more\":false}");
    }

    @Test
    void listWhenPagedAndSortedThenEachTokenOnce() {
        Person person = newPerson();
        String mine = "userId=" + userId(person);
        for (String name : List.of("b", "C", "a", "d", "e")) {
            person.create(Map.of("name", name, "expiresAt", inDays(10 + name.charAt(0))));
        }

        assertThat(names(mine)).containsExactly("e", "d", "a", "C", "b");
        assertThat(names(mine + "&sort=name")).containsExactly("a", "b", "C", "d", "e");
        assertThat(names(mine + "&sort=name&direction=desc")).containsExactly("e", "d", "C", "b", "a");
        assertThat(names(mine + "&sort=createdAt&direction=asc")).containsExactly("b", "C", "a", "d", "e");
        assertThat(names(mine + "&sort=expiresAt&direction=asc")).containsExactly("C", "a", "b", "d", "e");
        assertThat(names(mine + "&sort=name&first=1&max=2")).containsExactly("b", "C");
        assertThat(names(mine + "&sort=name&first=4&max=2")).containsExactly("e");
        assertThat(names(mine + "&first=5")).isEmpty();
        assertThat(names(mine + "&max=0")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status=lost",
                "unusedSince=yesterday",
                "expiresBefore=2030-01-01",
                "createdBefore=today",
                "neverExpires=yes",
                "first=-1",
                "first=x",
                "max=1001",
                "max=99999999999",
                "sort=secret",
                "direction=up",
            })
    void listWhenAskedWronglyThenInvalidRequest(String query) {
        Http.Answer answer = admin.send("GET", TOKENS + "?" + query, null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @Test
    void listWhenResourceIsNoClientThenUnknownResource() {
        assertThat(admin.send("GET", TOKENS + "?resource=nothing", null).error())
                .isEqualTo("unknown_resource");
    }

    @Test
    void listWhenUserIsGoneThenNoTrace() {
        Person person = newPerson();
        Person.Created token = person.create("a");
        root.call("DELETE", "/" + REALM + "/users/" + userId(person), null);

        assertThat(admin.send("GET", TOKENS + "/" + token.id(), null).status()).isEqualTo(404);
    }

    @Test
    void getWhenOfAnotherRealmThenNotFound() {
        Person.Created token = product.newPerson().create("a");

        for (Http.Answer answer : List.of(
                admin.send("GET", TOKENS + "/" + token.id(), null),
                admin.send("DELETE", TOKENS + "/" + token.id(), null),
                admin.send("POST", TOKENS + "/lookup", Map.of("token", token.secret())))) {
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.error()).isEqualTo("not_found");
        }
        assertThat(product.introspect(token.secret()).body()).contains("\"active\":true");
    }

    @Test
    void revokeThenInactiveAndWhoDidItIsKept() {
        Person person = newPerson();
        Person.Created token = person.create("Laptop");
        assertThat(isActive(token)).isTrue();

        Http.Answer answer = admin.call("DELETE", TOKENS + "/" + token.id(), null);

        assertThat(answer.status()).isEqualTo(204);
        assertThat(isActive(token)).isFalse();
        JsonNode row = admin.get(TOKENS + "/" + token.id());
        assertThat(row.path("status").asText()).isEqualTo("revoked");
        assertThat(row.path("revokedBy").asText()).isEqualTo(root.userId(REALM, admin.username()));
        assertThat(row.path("revocationReason").asText()).isEqualTo("revoked_by_admin");
        assertThat(admin.call("DELETE", TOKENS + "/" + token.id(), null).status())
                .isEqualTo(204);

        List<JsonNode> events = root.events(REALM).ofAdmins("api-tokens/" + token.id());
        assertThat(events).hasSize(1);
        JsonNode event = events.get(0);
        assertThat(event.path("operationType").asText()).isEqualTo("DELETE");
        assertThat(event.path("resourceType").asText()).isEqualTo("API_TOKEN");
        assertThat(event.path("authDetails").path("userId").asText()).isEqualTo(root.userId(REALM, admin.username()));
        assertThat(event.path("representation").asText())
                .contains(token.id(), "Laptop", person.username())
                .doesNotContain(token.secret());
        JsonNode userEvent =
                root.events(REALM).of("REMOVE_CREDENTIAL", person.username()).get(0);
        assertThat(userEvent.path("details").path("api_token_id").asText()).isEqualTo(token.id());
        assertThat(userEvent.path("details").path("reason").asText()).isEqualTo("revoked_by_admin");
    }

    @Test
    void revokeAllWhenFilteredThenThoseAndNoOthers() {
        Person person = newPerson();
        Person.Created first = person.create("ci one");
        Person.Created second = person.create("CI two");
        Person.Created other = person.create("laptop");

        Http.Answer answer = admin.call(
                "POST", TOKENS + "/revoke", Map.of("userId", userId(person), "search", "ci", "status", "active"));

        assertThat(answer.json().path("revoked").asInt()).isEqualTo(2);
        assertThat(List.of(isActive(first), isActive(second), isActive(other))).containsExactly(false, false, true);
        JsonNode event = root.events(REALM).ofAdmins("api-tokens/revoke").stream()
                .filter(one -> one.path("representation").asText().contains(first.id()))
                .findFirst()
                .orElseThrow();
        assertThat(event.path("operationType").asText()).isEqualTo("ACTION");
        assertThat(event.path("representation").asText())
                .contains(second.id(), "\"revoked\":2", "\"search\":\"ci\"")
                .doesNotContain(other.id());
    }

    @Test
    void revokeAllWhenNeverExpiringOrOldThenThose() {
        Person person = newPerson();
        Person.Created eternal = person.create("eternal");
        Person.Created dated = person.create(Map.of("name", "dated", "expiresAt", inDays(2)));
        database("update API_TOKEN set CREATED_AT = CREATED_AT - 864000000 where ID = ?", dated.id());
        String userId = userId(person);

        assertThat(admin.call("POST", TOKENS + "/revoke", Map.of("userId", userId, "neverExpires", true))
                        .json()
                        .path("revoked")
                        .asInt())
                .isEqualTo(1);
        assertThat(List.of(isActive(eternal), isActive(dated))).containsExactly(false, true);
        admin.call("POST", TOKENS + "/revoke", Map.of("userId", userId, "createdBefore", inDays(-5)));
        assertThat(isActive(dated)).isFalse();
    }

    @Test
    void ownersThenWhoHasMostOfWhatIsFound() {
        Person one = newPerson();
        Person many = newPerson();
        String unique = UUID.randomUUID().toString().substring(0, 8);
        one.create(unique + " of one");
        for (String name : List.of("a", "b", "c")) {
            many.create(unique + name);
        }
        many.revoke(many.create(unique + "d").id());

        JsonNode top = admin.get(TOKENS + "/owners?status=active&search=" + unique);

        assertThat(top.path("counted").asInt()).isEqualTo(4);
        assertThat(top.path("more").asBoolean(true)).isFalse();
        assertThat(top.path("owners").findValuesAsText("username")).containsExactly(many.username(), one.username());
        assertThat(top.path("owners").findValuesAsText("count")).containsExactly("3", "1");
        assertThat(top.at("/owners/0/userId").asText()).isEqualTo(userId(many));
        assertThat(top.at("/owners/0/clientId").isNull()).isTrue();
    }

    @Test
    void resourceServersThenThoseThatTakeTokensNow() {
        ClientBuilder.named("switched-off").isResourceServer().createIn(REALM, root);
        String uuid = root.clientUuid(REALM, "switched-off");
        root.call("PUT", "/" + REALM + "/clients/" + uuid, Map.of("clientId", "switched-off", "enabled", false));

        assertThat(admin.get(TOKENS + "/resource-servers").findValuesAsText("clientId"))
                .contains("graphql-api")
                .doesNotContain("switched-off", "cli");
    }

    @Test
    void revokeAllWhenByIdsThenThose() {
        Person person = newPerson();
        Person.Created first = person.create("first");
        Person.Created second = person.create("second");

        Http.Answer answer = admin.call(
                "POST",
                TOKENS + "/revoke",
                Map.of("ids", List.of(first.id(), UUID.randomUUID().toString())));

        assertThat(answer.json().path("revoked").asInt()).isEqualTo(1);
        assertThat(List.of(isActive(first), isActive(second))).containsExactly(false, true);
    }

    @Test
    void revokeAllWhenAsManyIdsAsThereMayBeThenThoseAndOneMoreIsRefused() {
        Person.Created token = newPerson().create("one of a thousand");
        List<String> ids = new ArrayList<>(
                Stream.generate(() -> UUID.randomUUID().toString()).limit(999).toList());
        ids.add(token.id());

        assertThat(admin.call("POST", TOKENS + "/revoke", Map.of("ids", ids))
                        .json()
                        .path("revoked")
                        .asInt())
                .isEqualTo(1);

        assertThat(isActive(token)).isFalse();
        ids.add(UUID.randomUUID().toString());
        assertThat(admin.send("POST", TOKENS + "/revoke", Map.of("ids", ids)).status())
                .isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"search\":\"  \"}",
                "{\"all\":false}",
                "{\"all\":true,\"search\":\"x\"}",
                "{\"ids\":[]}",
                "{\"ids\":[null]}",
                "{\"status\":\"lost\"}",
                "{\"neverExpires\":false}",
                "{\"neverExpires\":\"true\"}",
                "{\"serach\":\"x\"}",
                "[]",
            })
    void revokeAllWhenAskedWronglyThenNothingIsRevoked(String body) throws Exception {
        Person.Created token = newPerson().create("x marks the spot");

        Http.Answer answer = admin.send("POST", TOKENS + "/revoke", Http.JSON.readTree(body));

        assertThat(answer.status()).as(answer.body()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
        assertThat(isActive(token)).isTrue();
    }

    @Test
    void revokeAllWhenAllThenEveryTokenOfTheRealmAndOfNoOther() {
        root.createRealm("emptied");
        Person person = product.newPersonOf("emptied");
        person.create("a");
        person.create("b");
        Person.Created elsewhere = newPerson().create("c");

        Http.Answer answer = root.call("POST", "/emptied/api-tokens/revoke", Map.of("all", true));

        assertThat(answer.json().path("revoked").asInt()).isEqualTo(2);
        assertThat(person.get("").json().findValuesAsText("status")).containsExactly("revoked", "revoked");
        assertThat(isActive(elsewhere)).isTrue();
    }

    @Test
    void lookupThenWhoseTokenItIsAndTheSecretIsNowhere() {
        Person person = newPerson();
        Person.Created token = person.create("Leaked");

        Http.Answer answer = admin.call("POST", TOKENS + "/lookup", Map.of("token", "  " + token.secret() + " "));

        assertThat(answer.json().path("id").asText()).isEqualTo(token.id());
        assertThat(answer.json().path("username").asText()).isEqualTo(person.username());
        assertThat(answer.body()).doesNotContain(token.secret());
        assertThat(admin.get(TOKENS + "/" + token.id())).isEqualTo(answer.json());
        assertThat(admin.call("POST", TOKENS + "/lookup", Map.of("token", "Authorization: Bearer " + token.secret()))
                        .json())
                .isEqualTo(answer.json());
        person.revoke(token.id());
        assertThat(admin.call("POST", TOKENS + "/lookup", Map.of("token", token.secret()))
                        .json()
                        .path("status")
                        .asText())
                .isEqualTo("revoked");
    }

    @Test
    void lookupWhenRotatedThenTheOldSecretIsKnownInItsGraceOnly() {
        Person person = newPerson();
        Person.Created first = person.create("a");
        Person.Created second = person.rotate(first.id(), Map.of("graceSeconds", 3600));

        assertThat(admin.send("POST", TOKENS + "/lookup", Map.of("token", first.secret()))
                        .status())
                .isEqualTo(200);
        person.rotate(first.id(), Map.of());
        assertThat(admin.send("POST", TOKENS + "/lookup", Map.of("token", second.secret()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void lookupWhenNoApiTokenThenSaysSo() {
        Person.Created token = newPerson().create("a");
        String mistyped = token.secret().substring(0, token.secret().length() - 1) + "#";

        for (Object text : List.of("", mistyped, "a.b.c", admin.username())) {
            Http.Answer answer = admin.send("POST", TOKENS + "/lookup", Map.of("token", text));
            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.error()).isEqualTo("invalid_request");
        }
        assertThat(admin.send("POST", TOKENS + "/lookup", Map.of()).status()).isEqualTo(400);
        assertThat(admin.send("POST", TOKENS + "/lookup", Map.of("token", 7)).status())
                .isEqualTo(400);
    }

    @Test
    void groupAdminThenSeesAndRevokesTokensOfTheGroupOnly() {
        String realm = "grouped";
        root.createRealm(realm);
        Person member = product.newPersonOf(realm);
        Person stranger = product.newPersonOf(realm);
        String name = root.createUser(realm);
        FineGrained.permit(
                root,
                realm,
                name,
                FineGrained.group(root, realm, "team", member.username()),
                "view-members",
                "manage-members");
        Admin groupAdmin = new Admin(product.server, realm, "cli", name);
        Person.Created theirs = member.create("of the member");
        Person.Created foreign = stranger.create("of the stranger");
        String tokens = "/" + realm + "/api-tokens";

        assertThat(groupAdmin.get(tokens).findValuesAsText("name")).containsExactly("of the member");
        assertThat(groupAdmin.get(tokens + "?search=of%20the").findValuesAsText("name"))
                .containsExactly("of the member");
        assertThat(groupAdmin
                        .get(tokens + "?userId=" + root.userId(realm, stranger.username()))
                        .size())
                .isZero();
        assertThat(groupAdmin.get(tokens + "/count").path("count").asInt()).isEqualTo(1);
        assertThat(groupAdmin.get(tokens + "/owners").path("owners").findValuesAsText("username"))
                .containsExactly(member.username());
        assertThat(groupAdmin.send("GET", tokens + "/" + foreign.id(), null).status())
                .isEqualTo(403);
        assertThat(groupAdmin
                        .send("POST", tokens + "/lookup", Map.of("token", foreign.secret()))
                        .status())
                .isEqualTo(403);
        assertThat(groupAdmin.send("DELETE", tokens + "/" + foreign.id(), null).status())
                .isEqualTo(403);
        // More than a batch, so that the permissions are looked at once more.
        new StoredTokens(product.database).copy(theirs.id(), 1100);
        new StoredTokens(product.database).copy(foreign.id(), 10);
        assertThat(groupAdmin
                        .call("POST", tokens + "/revoke", Map.of("all", true))
                        .json()
                        .path("revoked")
                        .asInt())
                .isEqualTo(1101);
        assertThat(member.get("/" + theirs.id()).json().path("status").asText()).isEqualTo("revoked");
        assertThat(stranger.get("/" + foreign.id()).json().path("revokedAt").isNull())
                .isTrue();
    }

    @Test
    void revokeWhenOnePersonIsDeniedThenTheirTokensStayWhateverTheFilter() {
        String realm = "denied";
        root.createRealm(realm);
        Person spared = product.newPersonOf(realm);
        Person other = product.newPersonOf(realm);
        String name = root.createUser(realm);
        FineGrained.permitEverybody(root, realm, name, "view", "manage");
        FineGrained.deny(root, realm, name, root.userId(realm, spared.username()), "manage");
        Admin manager = new Admin(product.server, realm, "cli", name);
        String tokens = "/" + realm + "/api-tokens";
        Person.Created kept = spared.create("kept");

        for (Map<String, ?> filter : List.of(
                Map.of("all", true),
                Map.of("ids", List.of(kept.id())),
                Map.of("userId", root.userId(realm, spared.username())),
                Map.of("search", "k"))) {
            other.create("k " + filter.keySet());
            manager.call("POST", tokens + "/revoke", filter);
            assertThat(spared.get("/" + kept.id()).json().path("revokedAt").isNull())
                    .as(filter.toString())
                    .isTrue();
        }
        assertThat(manager.send("DELETE", tokens + "/" + kept.id(), null).status())
                .isEqualTo(403);
        assertThat(manager.get(tokens + "/" + kept.id()).at("/access/revoke").asBoolean(true))
                .isFalse();
        other.create("last");
        assertThat(manager.call("POST", tokens + "/revoke", Map.of("all", true))
                        .json()
                        .path("revoked")
                        .asInt())
                .isPositive();
    }

    @Test
    void groupAdminWhenOnlyViewingThenMayNotRevoke() {
        String realm = "watched";
        root.createRealm(realm);
        Person member = product.newPersonOf(realm);
        String name = root.createUser(realm);
        FineGrained.permit(
                root, realm, name, FineGrained.group(root, realm, "team", member.username()), "view-members");
        Admin watcher = new Admin(product.server, realm, "cli", name);
        Person.Created token = member.create("a");
        String tokens = "/" + realm + "/api-tokens";

        JsonNode row = watcher.get(tokens).path(0);

        assertThat(row.path("access").path("revoke").asBoolean(true)).isFalse();
        assertThat(watcher.send("DELETE", tokens + "/" + token.id(), null).status())
                .isEqualTo(403);
        assertThat(watcher.call("POST", tokens + "/revoke", Map.of("all", true))
                        .json()
                        .path("revoked")
                        .asInt())
                .isZero();
    }

    @Test
    void queryUsersWhenNoFineGrainedPermissionsThenForbidden() {
        String name = root.createUser(REALM);
        root.adminRoles(REALM, name, "query-users");

        assertThat(new Admin(product.server, REALM, "cli", name)
                        .send("GET", TOKENS, null)
                        .status())
                .isEqualTo(403);
    }

    private String userId(Person person) {
        return root.userId(REALM, person.username());
    }

    private void database(String sql, String... parameters) {
        new StoredTokens(product.database).update(sql, parameters);
    }

    private static String inDays(int days) {
        return Instant.now().plus(days, ChronoUnit.DAYS).toString();
    }
}
