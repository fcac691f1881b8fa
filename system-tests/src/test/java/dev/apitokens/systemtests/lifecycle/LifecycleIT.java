package dev.apitokens.systemtests.lifecycle;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Mailbox;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** What is done to old and to idle tokens. */
class LifecycleIT {

    /** How many tokens Keycloak's own transaction removes with a realm. */
    private static final int REMOVED_AT_ONCE = 10_000;

    /** Two batches of the purge, and a token. */
    private static final int LEFT = 1_001;

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private final StoredTokens database = new StoredTokens(product.database);

    @Test
    void purgeWhenEndedLongAgoThenRowIsGoneAndOthersStay() {
        Person person = product.newPerson();
        Person.Created revokedLongAgo = person.create("Revoked long ago");
        Person.Created revokedLately = person.create("Revoked lately");
        Person.Created expiredLongAgo = person.create("Expired long ago");
        Person.Created active = person.create("Active");
        set("REVOKED_AT", revokedLately, 29);
        set("EXPIRES_AT", expiredLongAgo, 31);
        set("REVOKED_AT", revokedLongAgo, 31);

        await("the purge").until(() -> ids(person).size() == 2);

        product.metrics.awaitRuns("purge");
        assertThat(ids(person)).containsExactlyInAnyOrder(revokedLately.id(), active.id());
        assertThat(product.introspect(active.secret()).body()).contains("\"active\":true");
    }

    @Test
    void purgeWhenRetentionIsChangedThenItIsThat() {
        Person person = product.newPerson();
        set("REVOKED_AT", person.create("a"), 9);
        product.metrics.awaitRuns("purge");
        assertThat(ids(person)).hasSize(1);

        admin.setting("demo", "retention-days", "8");
        try {
            await("the purge").until(() -> ids(person).isEmpty());
        } finally {
            admin.setting("demo", "retention-days", "");
        }
    }

    @Test
    void revokeUnusedWhenIdleForTooLongThenRevokedWithEventAndMail() {
        try (Mailbox mailbox = Mailbox.open(admin)) {
            Person person = product.newPerson();
            Person.Created idle = person.create("Idle");
            Person.Created used = person.create("Used");
            set("IDLE_SINCE", idle, 31);
            set("IDLE_SINCE", used, 29);
            product.metrics.awaitRuns("revoke-unused");
            assertThat(product.introspect(idle.secret()).body()).as("not set").contains("\"active\":true");
            await("its use")
                    .until(() ->
                            idleSince(idle) > Instant.now().minusSeconds(3600).toEpochMilli());
            set("IDLE_SINCE", idle, 31);

            database.alwaysUsable();
            admin.setting("demo", "unused-revoke-days", "30");
            try {
                await("the revocation")
                        .until(() -> person.get("/" + idle.id())
                                .json()
                                .path("status")
                                .asText()
                                .equals("revoked"));
                Mailbox.Mail mail = mailbox.await(person.username(), "API tokens of yours were revoked");
                assertThat(mail.text()).contains("Idle", "not been used").doesNotContain("Used (");
                product.metrics.awaitRuns("revoke-unused");
            } finally {
                admin.setting("demo", "unused-revoke-days", "");
            }

            assertThat(product.introspect(idle.secret()).body()).isEqualTo("{\"active\":false}");
            assertThat(product.introspect(used.secret()).body()).contains("\"active\":true");
            assertThat(database.query("select REVOCATION_REASON from API_TOKEN where ID = ?", idle.id()))
                    .containsExactly("unused");
            List<JsonNode> events = admin.events("demo").of("REMOVE_CREDENTIAL", person.username()).stream()
                    .filter(event -> event.at("/details/api_token_id").asText().equals(idle.id()))
                    .toList();
            assertThat(events).hasSize(1);
            assertThat(events.get(0).at("/details/reason").asText()).isEqualTo("unused");
            assertThat(mailbox.received(person.username(), "API tokens of yours were revoked"))
                    .hasSize(1);
        }
    }

    /** And are there when they are switched on again: nobody could have used them. */
    @Test
    void revokeUnusedWhenTokensWereSwitchedOffThenTheyStay() {
        Person person = product.newPerson();
        Person.Created idle = person.create("Idle");
        admin.setting("demo", "enabled", "false");
        admin.setting("demo", "unused-revoke-days", "30");
        try {
            set("IDLE_SINCE", idle, 31);
            product.metrics.awaitRuns("revoke-unused");
            admin.setting("demo", "enabled", "");
            product.metrics.awaitRuns("revoke-unused");
        } finally {
            admin.setting("demo", "unused-revoke-days", "");
            admin.setting("demo", "enabled", "");
        }
        assertThat(product.introspect(idle.secret()).body()).contains("\"active\":true");
    }

    @Test
    void workWhenOneRealmWasRemovedThenItsRestGoesAndOthersGoOn() {
        // A realm whose people have tokens, and that is gone when the work comes to it.
        database.update("insert into API_TOKEN_OWNER (REALM_ID, USER_ID) values ('gone', 'nobody')");
        Person person = product.newPerson();
        set("REVOKED_AT", person.create("a"), 31);

        await("the purge").until(() -> ids(person).isEmpty());
        await("the purge of what is left").until(() -> left("gone") == 0);
    }

    @Test
    void removeRealmWhenItHasMoreTokensThanATransactionRemovesThenNoneIsThereInARealmOfItsId() {
        String realm = "realm-" + UUID.randomUUID();
        admin.createRealm(realm);
        String realmId = admin.get("/" + realm).path("id").asText();
        Person person = product.newPersonOf(realm);
        Person.Created token = person.create("a");
        person.revoke(token.id());
        database.copyRevoked(token.id(), 2 * REMOVED_AT_ONCE);
        assertThat(left(realmId)).isGreaterThan(2 * REMOVED_AT_ONCE);

        admin.call("DELETE", "/" + realm, null);
        admin.call("POST", "", Map.of("id", realmId, "realm", realm, "enabled", true));

        assertThat(left(realmId)).isZero();
        admin.call("DELETE", "/" + realm, null);
    }

    /** Keycloak removes the realm's clients and scopes before it tells that the realm goes. */
    @Test
    void removeRealmWhenItsTokensAreLimitedThenTheLimitsOfThoseThatAreLeftAreNotTouched() {
        String realm = "realm-" + UUID.randomUUID();
        admin.createRealm(realm);
        String api = ClientBuilder.named("api")
                .isResourceServer()
                .with("optionalClientScopes", List.of("email"))
                .createIn(realm, admin);
        Person person = product.newPersonOf(realm);
        Person.Created oldest = person.create("oldest");
        Person.Created limited =
                person.create(Map.of("name", "limited", "resources", List.of(api), "scopes", List.of("email")));
        // The oldest go with the realm.
        set("CREATED_AT", oldest, 1);
        database.copy(oldest.id(), REMOVED_AT_ONCE);
        database.copy(limited.id(), LEFT - 1);
        String realmId = admin.get("/" + realm).path("id").asText();
        String clientUuid = admin.clientUuid(realm, api);
        String scopeId = database.query("select SCOPE from API_TOKEN_SCOPE where TOKEN_ID = ?", limited.id())
                .get(0);
        assertThat(count("API_TOKEN_RESOURCE where CLIENT_ID = ?", clientUuid)).isEqualTo(LEFT);
        assertThat(count("API_TOKEN_SCOPE where SCOPE = ?", scopeId)).isEqualTo(LEFT);

        admin.call("DELETE", "/" + realm, null);

        // The purge may be at it already, and takes a token with its limits.
        assertThat(count("API_TOKEN where REALM_ID = ? and REVOKED_AT is not null", realmId))
                .as("ended by the removal of the client")
                .isZero();
        assertThat(count(
                        "API_TOKEN t where REALM_ID = ? and NAME = 'limited' and not exists"
                                + " (select 1 from API_TOKEN_RESOURCE r where r.TOKEN_ID = t.ID and r.CLIENT_ID = '"
                                + clientUuid + "')",
                        realmId))
                .isZero();
        assertThat(count(
                        "API_TOKEN t where REALM_ID = ? and NAME = 'limited' and not exists"
                                + " (select 1 from API_TOKEN_SCOPE s where s.TOKEN_ID = t.ID and s.SCOPE = '" + scopeId
                                + "')",
                        realmId))
                .isZero();
        await("the purge").until(() -> left(realmId) == 0);
        assertThat(count("API_TOKEN_RESOURCE where CLIENT_ID = ?", clientUuid)).isZero();
        assertThat(count("API_TOKEN_SCOPE where SCOPE = ?", scopeId)).isZero();
    }

    /** Rows of the realm. */
    private int left(String realmId) {
        return Stream.of("API_TOKEN", "API_TOKEN_OWNER")
                .mapToInt(table -> count(table + " where REALM_ID = ?", realmId))
                .sum();
    }

    private int count(String fromWhere, String parameter) {
        return Integer.parseInt(
                database.query("select count(*) from " + fromWhere, parameter).get(0));
    }

    private void set(String column, Person.Created token, int daysAgo) {
        long at = Instant.now().minus(daysAgo, ChronoUnit.DAYS).toEpochMilli();
        database.update("update API_TOKEN set " + column + " = " + at + " where ID = ?", token.id());
    }

    private long idleSince(Person.Created token) {
        return Long.parseLong(database.query("select IDLE_SINCE from API_TOKEN where ID = ?", token.id())
                .get(0));
    }

    private List<String> ids(Person person) {
        return StreamSupport.stream(person.get("").json().spliterator(), false)
                .map(token -> token.path("id").asText())
                .toList();
    }
}
