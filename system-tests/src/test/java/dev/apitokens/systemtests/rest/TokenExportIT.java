package dev.apitokens.systemtests.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.FineGrained;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.OwnRealm;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The table of what a filter finds: whole, harmless to open, of nobody whom the admin may not see, and recorded. */
@OwnRealm
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TokenExportIT {

    private static final String REALM = "tabulated";
    private static final String EXPORT = "/" + REALM + "/api-tokens/export";

    /** More than one batch. */
    private static final int MANY = 1200;

    private final Product product = Product.shared();
    private final Admin root = product.admin();
    private Admin admin;

    @BeforeAll
    void makeRealm() {
        admin = product.newRealm(REALM, "view-users");
    }

    private String of(Person person) {
        return "userId=" + root.userId(REALM, person.username());
    }

    private List<String> lines(Admin reader, String realm, String filter) {
        return reader.call("GET", "/" + realm + "/api-tokens/export?" + filter, null)
                .body()
                .lines()
                .toList();
    }

    /** The names of the tokens, in their order. */
    private static List<String> names(List<String> lines) {
        return lines.stream().skip(1).map(line -> line.split("\",\"", -1)[1]).toList();
    }

    @Test
    void exportThenALineForEachTokenThatTheFilterFinds() {
        Person person = product.newPersonOf(REALM);
        Person.Created limited = person.create(
                Map.of("name", "CI, \"nightly\"", "resources", List.of("graphql-api"), "description", "of\nthe shop"));
        person.revoke(person.create("revoked one").id());
        new StoredTokens(product.database).usedFrom(limited.id(), "192.0.2.7");

        Http.Answer answer = admin.call("GET", EXPORT + "?status=active&" + of(person), null);

        assertThat(answer.header("Content-Type")).isEqualTo("text/csv;charset=utf-8;header=present");
        assertThat(answer.header("Content-Disposition")).isEqualTo("attachment; filename=\"api-tokens.csv\"");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        String[] parts = answer.body().split("\r\n", -1);
        assertThat(parts).hasSize(3);
        assertThat(parts[0]).startsWith("\"id\",\"name\",\"description\",\"hint\",\"status\"");
        assertThat(parts[1])
                .startsWith("\"" + limited.id() + "\",\"CI, \"\"nightly\"\"\",\"of\nthe shop\"")
                .contains("\"active\"", "\"" + person.username() + "\"", "\"graphql-api\"", "\"cli\"", "\"192.0.2.7\"")
                .doesNotContain(limited.secret());
        assertThat(parts[2]).isEmpty();
        assertThat(names(lines(admin, REALM, "status=revoked&" + of(person)))).containsExactly("revoked one");
        assertThat(lines(admin, REALM, "search=nobody-and-nothing")).hasSize(1);
    }

    @Test
    void exportWhenItTakesManyBatchesThenEachTokenOnceAndNewestFirst() {
        Person person = product.newPersonOf(REALM);
        // First: whoever makes one more loses the oldest of many that have ended.
        person.create("before");
        Person.Created token = person.create("copied");
        person.revoke(token.id());
        new StoredTokens(product.database).copyRevoked(token.id(), MANY);
        // As many of the same instant as no batch holds.
        new StoredTokens(product.database)
                .update("update API_TOKEN set CREATED_AT = 1000 where NAME = 'copied' and ID <> ?", token.id());

        List<String> lines = lines(admin, REALM, of(person));

        assertThat(lines).hasSize(1 + MANY + 2).doesNotHaveDuplicates();
        assertThat(lines.get(1)).startsWith("\"" + token.id());
        assertThat(lines.get(2)).contains("\"before\"");
    }

    @Test
    void exportWhenANameIsAFormulaThenDefused() {
        Person person = product.newPersonOf(REALM);
        person.create("=HYPERLINK(\"http://example.org\")");

        assertThat(lines(admin, REALM, of(person)).get(1)).contains("\"'=HYPERLINK(\"\"http://example.org\"\")\"");
    }

    @Test
    void exportThenRecordedWithItsFilter() {
        Person person = product.newPersonOf(REALM);

        lines(admin, REALM, of(person) + "&neverExpires=true");

        JsonNode event = root.events(REALM).ofAdmins("api-tokens/export").stream()
                .filter(one ->
                        one.path("representation").asText().contains(of(person).substring("userId=".length())))
                .findFirst()
                .orElseThrow();
        assertThat(event.path("operationType").asText()).isEqualTo("ACTION");
        assertThat(event.path("resourceType").asText()).isEqualTo("API_TOKEN");
        assertThat(event.path("representation").asText()).contains("\"neverExpires\":true");
        assertThat(event.path("authDetails").path("userId").asText()).isEqualTo(root.userId(REALM, admin.username()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"status=lost", "createdBefore=today", "neverExpires=2", "expiresBefore=2030-01-01"})
    void exportWhenAskedWronglyThenInvalidRequest(String query) {
        Http.Answer answer = admin.send("GET", EXPORT + "?" + query, null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
    }

    @Test
    void exportWhenTheFilterHoldsASecretThenRefusedAndNotRecorded() {
        String secret = product.newPersonOf(REALM).create("a").secret();

        Http.Answer answer = admin.send("GET", EXPORT + "?search=" + secret, null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.error()).isEqualTo("invalid_request");
        assertThat(root.events(REALM).ofAdmins("api-tokens/export"))
                .noneMatch(event -> event.toString().contains(secret));
    }

    /** In the first batch as in those that are read after the request. */
    @Test
    void exportByFineGrainedAdminsThenOfThoseOnlyWhomTheyMaySee() {
        String realm = "tabulated-in-part";
        root.createRealm(realm);
        Person member = product.newPersonOf(realm);
        Person stranger = product.newPersonOf(realm);
        for (Person person : List.of(member, stranger)) {
            Person.Created token = person.create("of " + person.username());
            person.revoke(token.id());
            new StoredTokens(product.database).copyRevoked(token.id(), MANY);
        }
        String groupAdmin = root.createUser(realm);
        FineGrained.permit(
                root, realm, groupAdmin, FineGrained.group(root, realm, "team", member.username()), "view-members");
        String mostlyAll = root.createUser(realm);
        FineGrained.permitEverybody(root, realm, mostlyAll, "view");
        FineGrained.deny(root, realm, mostlyAll, root.userId(realm, stranger.username()), "view");

        for (String name : List.of(groupAdmin, mostlyAll)) {
            List<String> seen = names(lines(new Admin(product.server, realm, "cli", name), realm, ""));
            assertThat(seen).as(name).hasSize(MANY + 1).containsOnly("of " + member.username());
        }
        assertThat(names(lines(root, realm, ""))).hasSize(2 * MANY + 2);
    }
}
