package dev.apitokens.systemtests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.OwnRealm;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section API tokens of the admin console, as an admin uses it in a browser. */
@OwnRealm
// The longest of these, and whoever has done all the rest begins with the last.
@Order(OwnRealm.AFTER_OTHERS + 1)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminConsoleIT {

    private static final String REALM = "administered";
    private static final String SECTION = "/" + REALM + "/api-tokens";

    @RegisterExtension
    private final Consoles consoles = new Consoles();

    private final Product product = Product.shared();
    private final Admin root = product.admin();
    private String realmAdmin;
    private Person person;

    @BeforeAll
    void prepare() {
        root.createRealm(REALM);
        root.updateRealm(
                REALM,
                Map.of(
                        "adminTheme",
                        "api-tokens",
                        "internationalizationEnabled",
                        true,
                        "supportedLocales",
                        List.of("en", "de")));
        ClientBuilder.named("graphql-api").isResourceServer().createIn(REALM, root);
        realmAdmin = newAdmin("realm-admin");
    }

    @BeforeEach
    void newPerson() {
        person = Person.login(product.realm(REALM), "cli", root.createUser(REALM));
    }

    @Test
    void listThenWhoseTokensTheyAreWithTheirState() {
        Person.Created used = person.create("used one");
        person.create(Map.of("name", "dated", "expiresAt", "2099-03-03T12:00:00Z"));
        person.revoke(person.create("revoked one").id());
        new StoredTokens(product.database)
                .update(
                        "update API_TOKEN set LAST_USED_AT = ?, LAST_USED_BY = 'graphql-api' where ID = ?",
                        String.valueOf(Instant.now()
                                .minus(2, ChronoUnit.HOURS)
                                .minusSeconds(60)
                                .toEpochMilli()),
                        used.id());
        AdminConsole console = signIn();

        console.search(person.username());

        assertThat(console.rows()).hasCount(3);
        assertThat(console.row("used one")).containsText(person.username());
        assertThat(console.row("used one"))
                .containsText(used.json().path("hint").asText());
        assertThat(console.row("used one")).containsText("2 hours ago, graphql-api");
        assertThat(console.row("used one")).containsText("Active");
        assertThat(console.row("dated")).containsText("3 Mar 2099");
        assertThat(console.row("revoked one")).containsText("Revoked");
        assertThat(console.row("revoked one").getByTestId("revoke")).hasCount(0);
        console.assertAccessible("admin-list");

        console.row("used one")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(person.username()))
                .click();
        assertThat(console.page.getByTestId("view-header")).hasText(person.username());
    }

    @Test
    void listWhenBlockedThenSaysWhyAndSoDoesTheLookUp() {
        Person.Created token = person.create("of somebody who left");
        root.updateUser(REALM, person.username(), Map.of("enabled", false));
        AdminConsole console = signIn();

        console.search(person.username());
        console.filterByStatus("active");

        assertThat(console.page.locator("#filter-status option:checked")).hasText("Active or blocked");
        assertThat(console.rows()).hasCount(1);
        assertThat(console.row("of somebody who left")).containsText("Blocked");
        assertThat(console.row("of somebody who left")).containsText("Its owner is disabled.");
        assertThat(console.row("of somebody who left").getByTestId("revoke")).isVisible();
        console.assertAccessible("admin-blocked");

        console.tab("leaked").click();
        console.page.locator("#leaked-token").fill(token.secret());
        console.page.locator("#leaked-token").press("Enter");
        assertThat(console.page.getByTestId("found-token")).containsText("Its owner is disabled.");
        console.page.getByTestId("revoke-found").click();
        console.confirm();
        assertThat(console.page.getByTestId("found-token")).containsText("Revoked");
        assertThat(console.page.getByTestId("found-token")).not().containsText("Its owner is disabled.");
    }

    @Test
    void detailsThenAllThatIsKnownOfAToken() {
        Person.Created token = person.create(Map.of("name", "known one", "resources", List.of("graphql-api")));
        person.rotate(token.id(), Map.of());
        root.call("DELETE", SECTION + "/" + token.id(), null);
        AdminConsole console = signIn();
        console.search(person.username());

        console.row("known one").getByTestId("details").click();

        Locator details = console.page.getByRole(AriaRole.DIALOG);
        assertThat(details).containsText("Token known one");
        assertThat(details).containsText("An administrator revoked it.");
        assertThat(details).containsText("graphql-api");
        assertThat(details).containsText("Created with the client");
        assertThat(details).containsText("Last rotation");
        console.assertAccessible("admin-details");
        details.getByText("Close").last().click();
        assertThat(details).hasCount(0);
        assertThat(console.row("known one").getByTestId("details")).isFocused();
    }

    @Test
    void filtersThenOnlyWhatMatches() {
        person.create(Map.of("name", "limited", "resources", List.of("graphql-api")));
        person.create(Map.of(
                "name",
                "soon",
                "expiresAt",
                Instant.now().plus(2, ChronoUnit.DAYS).toString()));
        Person.Created idle = person.create("idle");
        person.revoke(person.create("revoked one").id());
        new StoredTokens(product.database)
                .update("update API_TOKEN set IDLE_SINCE = IDLE_SINCE - 864000000 where ID = ?", idle.id());
        AdminConsole console = signIn();
        Locator chips = console.page.getByTestId("filter-chips");
        console.search(person.username());
        assertThat(console.rows()).hasCount(4);

        console.filterByStatus("revoked");
        assertThat(console.rows()).hasCount(1);
        assertThat(console.row("revoked one")).isVisible();
        assertThat(console.more("revoke-matching")).hasCount(0);
        console.page.keyboard().press("Escape");
        assertThat(chips).containsText("Status: Revoked");
        console.page.locator("#filter-status").selectOption("");

        // Of those that there are, one applies at once.
        assertThat(console.page.locator("#resource-servers option[value=graphql-api]"))
                .hasCount(1);
        console.page.locator("#filter-resource").fill("graphql-api");
        assertThat(console.rows()).hasCount(1);
        assertThat(console.row("limited")).isVisible();
        assertThat(chips).containsText("Resource server: graphql-api");
        console.page.locator("#filter-resource").fill("no-such-client");
        console.page.locator("#filter-resource").press("Enter");
        assertThat(console.page.getByTestId("failure")).containsText("no client of this ID");

        console.page.getByTestId("clear-filter").click();
        console.search(person.username());
        console.filterByDay("unusedSince", day(-5));
        assertThat(console.rows()).hasCount(1);
        assertThat(console.row("idle")).isVisible();
        console.page.locator("#filter-unusedSince").fill("");
        console.filterByDay("expiresBefore", day(4));
        assertThat(console.rows()).hasCount(1);
        assertThat(console.row("soon")).isVisible();
        console.page.locator("#filter-expiresBefore").fill("");
        console.page.locator("#filter-neverExpires").check();
        assertThat(console.rows()).hasCount(3);
        assertThat(console.row("soon")).hasCount(0);
        console.filterByDay("createdBefore", day(-5));
        assertThat(console.page.getByTestId("no-tokens")).isVisible();
        console.assertAccessible("admin-filters");
        // One by one from what they are narrowed by.
        console.page
                .getByTestId("chip-createdBefore")
                .getByRole(AriaRole.BUTTON)
                .click();
        assertThat(console.rows()).hasCount(3);
        console.page.locator("#filter-neverExpires").uncheck();
        console.search("");
        console.page.locator("#filter-userId").fill(root.userId(REALM, person.username()));
        console.page.locator("#filter-userId").press("Enter");
        assertThat(console.rows()).hasCount(4);

        console.search("nobody and nothing");
        assertThat(console.page.getByTestId("no-tokens")).containsText("No matching tokens");
        console.assertAccessible("admin-no-match");
        console.page.getByTestId("no-tokens").getByText("Clear all filters").click();
        assertThat(console.page.locator("#filter-search")).hasValue("");
        assertThat(console.rows().first()).isVisible();
    }

    @Test
    void dayWhenTypedThenAppliesOnceNotWithEachDigitOfTheYear() {
        person.create("kept");
        AdminConsole console = signIn();
        console.search(person.username());
        assertThat(console.rows()).hasCount(1);
        console.openFilters();
        List<String> lists = new ArrayList<>();
        console.page.onRequest(request -> {
            if (request.url().contains("/api-tokens?")) {
                lists.add(request.url());
            }
        });
        int steps = (int) console.page.evaluate("history.length");

        // In the order of any country.
        console.page.locator("#filter-unusedSince").pressSequentially("02022020");
        assertThat(console.page.locator("#filter-unusedSince")).hasValue("2020-02-02");
        assertThat(console.rows()).hasCount(1);
        assertThat(lists).isEmpty();
        console.page.locator("#filter-unusedSince").press("Enter");

        assertThat(console.page.getByTestId("no-tokens")).isVisible();
        assertThat(lists).hasSize(1).allMatch(url -> url.contains("unusedSince=2020-02-01"));
        assertThat(console.page.evaluate("history.length")).isEqualTo(steps + 1);
    }

    @Test
    void columnsThenThoseThatWereChosenWhichTheBrowserRemembers() {
        Person.Created told = person.create(Map.of("name", "told", "resources", List.of("graphql-api")));
        new StoredTokens(product.database).usedFrom(told.id(), "192.0.2.7");
        root.call("DELETE", SECTION + "/" + told.id(), null);
        person.revoke(person.create("own").id());
        String hint = told.json().path("hint").asText();
        AdminConsole console = signIn();
        console.search(person.username());
        assertThat(console.row("told")).containsText(hint);
        assertThat(console.row("told")).not().containsText("graphql-api");

        console.switchColumns("hint", "access", "createdWith", "lastAddress", "revokedBy", "reason");

        assertThat(console.row("told")).not().containsText(hint);
        for (String cell : List.of("graphql-api", "cli", "192.0.2.7", "An administrator revoked it.")) {
            assertThat(console.row("told")).containsText(cell);
        }
        assertThat(console.row("own")).containsText("Full access");
        assertThat(console.row("own").getByText(person.username())).hasCount(2);
        console.assertAccessible("admin-columns");
        console.page.reload();
        assertThat(console.row("told")).containsText("192.0.2.7");
        assertThat(console.row("told")).not().containsText(hint);
        console.page.getByTestId("columns").click();
        console.screenshot("admin-column-picker");
    }

    @Test
    void refreshThenWhatIsThereNow() {
        person.create("first");
        AdminConsole console = signIn();
        console.search(person.username());
        assertThat(console.rows()).hasCount(1);
        person.create("second");

        console.page.getByTestId("refresh").click();

        assertThat(console.rows()).hasCount(2);
    }

    @Test
    void exportThenATableOfWhatTheFilterFinds() throws IOException {
        person.create("exported");
        person.revoke(person.create("revoked one").id());
        AdminConsole console = signIn();
        console.search(person.username());
        console.filterByStatus("active");
        assertThat(console.rows()).hasCount(1);
        Locator export = console.more("export");
        console.screenshot("admin-more-actions");

        Download table = console.page.waitForDownload(export::click);

        assertThat(table.suggestedFilename()).isEqualTo("api-tokens-" + REALM + ".csv");
        assertThat(Files.readString(table.path()))
                .startsWith("\uFEFF\"id\",\"name\"")
                .contains("\"exported\"", person.username())
                .doesNotContain("revoked one");
    }

    @Test
    void overviewThenNumbersThatLeadToTheirTokens() {
        String realm = "overviewed";
        root.createRealm(realm);
        root.updateRealm(realm, Map.of("adminTheme", "api-tokens"));
        ClientBuilder.named("graphql-api").isResourceServer().createIn(realm, root);
        String viewer = root.createUser(realm);
        root.adminRoles(realm, viewer, "view-users");
        Person owner = Person.login(product.realm(realm), "cli", root.createUser(realm));
        StoredTokens stored = new StoredTokens(product.database);
        owner.create("eternal");
        owner.create(Map.of(
                "name",
                "soon",
                "expiresAt",
                Instant.now().plus(10, ChronoUnit.DAYS).toString()));
        stored.update(
                "update API_TOKEN set CREATED_AT = CREATED_AT - 8640000000, IDLE_SINCE = IDLE_SINCE - 8640000000"
                        + " where ID = ?",
                owner.create("old").id());
        stored.expire(owner.create("expired one").id());
        owner.revoke(owner.create("revoked one").id());
        AdminConsole console = consoles.admin(realm, viewer, "/" + realm + "/api-tokens/overview");

        Map.of(
                        "active", 3,
                        "expired", 1,
                        "revoked", 1,
                        "older-30", 1,
                        "older-90", 1,
                        "older-365", 0,
                        "never-expires", 2,
                        "unused", 1,
                        "expiring", 1)
                .forEach((id, count) ->
                        assertThat(console.page.getByTestId("count-" + id)).hasText(String.valueOf(count)));
        assertThat(console.page.getByTestId("owner")).hasCount(1);
        assertThat(console.page.getByTestId("owner")).containsText(owner.username());
        assertThat(console.page.getByTestId("overview")).containsText("Which of them are blocked");
        console.assertAccessible("admin-overview");

        console.page.getByTestId("count-expiring").click();
        assertThat(console.rows()).hasCount(1);
        assertThat(console.row("soon")).isVisible();
        assertThat(console.page.getByTestId("filter-chips")).containsText("Status: Active or blocked");
        console.page.goBack();
        console.page.getByTestId("count-owner").click();
        assertThat(console.rows()).hasCount(3);
        console.page.goBack();
        console.page.getByTestId("count-never-expires").click();
        assertThat(console.rows()).hasCount(2);
        assertThat(console.row("soon")).hasCount(0);
    }

    @Test
    void pagesWhenTooManyToCountThenSaysSo() {
        Person.Created old = person.create("of long ago");
        person.revoke(old.id());
        new StoredTokens(product.database).copyRevoked(old.id(), 10_000);
        AdminConsole console = signIn();

        console.search(person.username());
        assertThat(console.rows()).hasCount(20);
        assertThat(console.page.getByTestId("pages-top")).containsText("1 - 20 of more than 10000");
        console.page.getByTestId("pages-bottom").getByLabel("Go to next page").click();

        assertThat(console.page.getByTestId("pages-top")).containsText("21 - 40 of more than 10000");
        console.screenshot("admin-more-than-can-be-counted");
    }

    @Test
    void pagesThenSortedByTheServer() {
        for (int i = 10; i < 35; i++) {
            person.create("token " + i);
        }
        AdminConsole console = signIn();
        console.search(person.username());
        assertThat(console.rows()).hasCount(20);
        assertThat(console.rows().first()).containsText("token 34");

        console.page
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Name"))
                .click();
        assertThat(console.rows().first()).containsText("token 10");
        console.page.getByTestId("pages-bottom").getByLabel("Go to next page").click();
        assertThat(console.rows()).hasCount(5);
        assertThat(console.rows().first()).containsText("token 30");

        // The address says it all: Back, a reload and a link to a colleague work.
        console.page.goBack();
        assertThat(console.rows()).hasCount(20);
        assertThat(console.rows().first()).containsText("token 10");
        console.page.goForward();
        assertThat(console.rows()).hasCount(5);
        // Keycloak's console asks for the session then, which is one more step of the browser's history.
        console.page.reload();
        assertThat(console.rows()).hasCount(5);
        assertThat(console.rows().first()).containsText("token 30");

        console.page
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Name"))
                .click();
        assertThat(console.rows().first()).containsText("token 34");
    }

    @Test
    void revokeWhenOneSelectedOrAllMatchingThenDialogSaysHowMany() {
        Person.Created one = person.create("one");
        Person.Created second = person.create("second");
        Person.Created third = person.create("third");
        Person.Created fourth = person.create("fourth");
        Person.Created fifth = person.create("fifth");
        Person other = Person.login(product.realm(REALM), "cli", root.createUser(REALM));
        Person.Created untouched = other.create("untouched");
        AdminConsole console = signIn();
        console.search(person.username());

        console.row("one").getByTestId("revoke").click();
        assertThat(console.dialog()).containsText("Revoke \"one\"?");
        assertThat(console.dialog()).containsText(person.username());
        console.assertAccessible("admin-revoke");
        console.dialog().getByText("Cancel").click();
        assertThat(isActive(one)).isTrue();
        console.row("one").getByTestId("revoke").click();
        console.confirm();
        assertThat(console.alert()).containsText("1 token is revoked");
        assertThat(console.row("one")).containsText("Revoked");
        assertThat(isActive(one)).isFalse();

        console.page.getByLabel("Select second").check();
        console.page.getByLabel("Select third").check();
        console.page.getByTestId("revoke-selected").click();
        assertThat(console.dialog()).containsText("Revoke 2 tokens?");
        assertThat(console.dialog()).containsText("\"third\" of " + person.username());
        console.confirm();
        assertThat(console.row("third")).containsText("Revoked");
        assertThat(List.of(isActive(second), isActive(third))).containsOnly(false);
        assertThat(isActive(fourth)).isTrue();

        console.more("revoke-matching").click();
        assertThat(console.dialog()).containsText("Revoke 2 tokens?");
        assertThat(console.page.getByTestId("revoke-conditions")).containsText("Status: Active");
        assertThat(console.page.getByTestId("revoke-conditions")).containsText("Search: " + person.username());
        assertThat(console.page.getByTestId("confirm-revoke")).isDisabled();
        console.page.locator("#revoke-number").fill("3");
        assertThat(console.page.getByTestId("confirm-revoke")).isDisabled();
        console.assertAccessible("admin-revoke-matching");
        console.page.locator("#revoke-number").fill("2");
        console.confirm();
        assertThat(console.alert().first()).containsText("2 tokens are revoked");
        assertThat(console.page.getByTestId("revoke")).hasCount(0);
        assertThat(List.of(isActive(fourth), isActive(fifth))).containsOnly(false);
        assertThat(isActive(untouched)).isTrue();
    }

    @Test
    void leakedTokenThenFoundAndRevokedAndNowhereElse() {
        Person.Created token = person.create("leaked one");
        String random = token.secret().substring(token.secret().indexOf('_') + 1);
        AdminConsole console = signIn();
        List<String> urls = new ArrayList<>();
        console.page.onRequest(request -> urls.add(request.url()));

        // Not even by mistake into the address of a search.
        console.search(token.secret());
        assertThat(console.page.locator("#filter-search-help")).containsText("a whole token");
        console.tab("leaked").click();
        console.page.locator("#leaked-token").fill("kcat_no-token");
        console.page.getByTestId("find-token").click();
        assertThat(console.page.getByTestId("find-refused")).containsText("no API token");
        assertThat(console.page.locator("#leaked-token")).hasAttribute("type", "password");
        console.page.locator("#leaked-token").fill(" Authorization: Bearer " + token.secret() + " ");
        console.page.locator("#leaked-token").press("Enter");

        Locator found = console.page.getByTestId("found-token");
        assertThat(found).containsText(person.username());
        assertThat(found).containsText("leaked one");
        assertThat(console.page.locator("#leaked-token")).hasValue("");
        console.assertAccessible("admin-found");
        console.page.getByTestId("revoke-found").click();
        console.confirm();
        assertThat(found).containsText("Revoked");
        assertThat(isActive(token)).isFalse();
        assertThat(urls).isNotEmpty().noneMatch(url -> url.contains(random));
        assertThat(console.page.url()).doesNotContain(random);
        assertThat(console.page
                        .evaluate("JSON.stringify([localStorage, sessionStorage, history.state, document.cookie])")
                        .toString())
                .doesNotContain(random);
        assertThat(console.page.content()).doesNotContain(random);
        assertThat(console.messages()).noneMatch(message -> message.contains(random));
    }

    @Test
    void machineTokenThenMadeShownOnceAndRotated() {
        String machine = ClientBuilder.unique().hasServiceAccount().createIn(REALM, root);
        AdminConsole console = signIn();

        console.page.getByTestId("create-machine-token").click();
        assertThat(console.page.getByTestId("confirm-machine")).isDisabled();
        console.page.locator("#machine-clientId").fill(machine);
        console.page.locator("#machine-name").fill("deployment");
        console.page.locator("#machine-description").fill("of the web shop");
        console.page.locator("#machine-contact").fill("nobody");
        console.page.locator("#machine-resources").fill("graphql-api");
        console.page.getByTestId("confirm-machine").click();
        assertThat(console.dialog()).containsText("has to be an e-mail address");
        console.assertAccessible("admin-machine");
        console.page.locator("#machine-contact").fill("ci@example.org");
        console.page.getByTestId("confirm-machine").click();

        String secret = issued(console);
        console.assertAccessible("admin-machine-issued");
        assertThat(isActive(secret)).isTrue();
        console.page.keyboard().press("Escape");
        assertThat(console.dialog()).containsText("Go on without the token?");
        console.page.keyboard().press("Escape");
        copyAndClose(console);
        assertThat(console.page.content()).doesNotContain(secret);
        assertThat(console.row("deployment")).containsText("of the web shop");
        assertThat(console.row("deployment")).containsText("service-account-" + machine);

        console.search("deployment");
        console.row("deployment").getByTestId("rotate").click();
        console.page.getByTestId("confirm-rotate").click();
        String next = issued(console);
        assertThat(next).isNotEqualTo(secret);
        assertThat(isActive(next)).isTrue();
        assertThat(isActive(secret)).isFalse();
        console.page.goBack();
        assertThat(console.dialog()).containsText("Go on without the token?");
        console.dialog().getByText("Cancel").click();
        copyAndClose(console);
        assertThat(console.page.locator("#api-tokens-content")).isFocused();
        assertThat(console.page.evaluate("navigator.clipboard.readText()")).isEqualTo(next);
        person.create("of a person");
        console.search(person.username());
        assertThat(console.row("of a person").getByTestId("rotate")).hasCount(0);
    }

    @Test
    void machineTokenOnThePageOfItsClientThenForThatOne() {
        String machine = ClientBuilder.unique().hasServiceAccount().createIn(REALM, root);
        String without = ClientBuilder.unique().createIn(REALM, root);
        AdminConsole console = signIn(realmAdmin, clientPage(without));
        assertThat(console.page.getByTestId("view-header")).hasText(without);
        assertThat(console.page.getByTestId("create-for-client")).hasCount(0);

        console.open("#" + clientPage(machine));
        console.page.getByTestId("create-for-client").click();
        assertThat(console.page.locator("#machine-clientId")).hasValue(machine);
        console.page.locator("#machine-name").fill("made there");
        console.page.getByTestId("confirm-machine").click();

        String secret = issued(console);
        assertThat(isActive(secret)).isTrue();
        copyAndClose(console);
        assertThat(console.page.getByTestId("create-for-client")).isFocused();
        assertThat(console.page.content()).doesNotContain(secret);
    }

    @Test
    void resourceServerThenLinkToTheTokensThatAreLimitedToIt() {
        person.create(Map.of("name", "only there", "resources", List.of("graphql-api")));
        AdminConsole console = signIn(realmAdmin, clientPage("graphql-api"));

        console.page.getByTestId("tokens-of-client").click();

        assertThat(console.page.getByTestId("chip-resource")).containsText("graphql-api");
        assertThat(console.row("only there")).isVisible();
    }

    private String clientPage(String clientId) {
        return "/" + REALM + "/clients/" + root.clientUuid(REALM, clientId) + "/settings";
    }

    private static String issued(AdminConsole console) {
        String secret =
                console.page.getByTestId("issued-token").locator("input").inputValue();
        Person.SECRETS.add(secret);
        return secret;
    }

    /** Closes what shows a secret, which asks nothing once that is copied. */
    private static void copyAndClose(AdminConsole console) {
        Locator issued = console.page.getByTestId("issued-token");
        issued.getByText("Copy", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(issued).containsText("Copied");
        console.page.getByTestId("close-issued").click();
        assertThat(console.dialog()).hasCount(0);
    }

    private boolean isActive(String secret) {
        return Introspection.at(
                        product.realm(REALM) + "/protocol/openid-connect/token/introspect", "graphql-api", secret)
                .json()
                .path("active")
                .asBoolean();
    }

    @Test
    void limitsByRoleThenSavedOrRefused() {
        root.call("POST", "/" + REALM + "/roles", Map.of("name", "trusted"));
        AdminConsole console = signIn();
        console.tab("settings").click();

        console.page.getByTestId("add-limit").click();
        console.page.locator("#limit-role-0").fill("nobody has it");
        console.page.locator("#limit-maxPerUser-0").fill("100");
        console.page.getByTestId("save-limits").click();
        assertThat(console.page.getByTestId("limits-refused")).containsText("Nothing is saved");
        console.assertAccessible("admin-limits");
        console.page.locator("#limit-role-0").fill("trusted");
        console.page.getByTestId("save-limits").click();
        assertThat(console.alert()).containsText("The settings are saved");
        assertThat(settings().at("/limitsByRole/trusted/maxPerUser").asInt()).isEqualTo(100);

        console.page.getByTestId("role-limit").getByText("Remove").click();
        console.page.getByTestId("save-limits").click();
        Await.await("the limits to be gone")
                .until(() -> settings().path("limitsByRole").isNull());
    }

    @Test
    void settingsWhenOneCannotBeReadThenSaysWhatApplies() {
        root.setting(REALM, "max-per-user", "many");
        try {
            AdminConsole console = signIn();
            console.tab("settings").click();

            assertThat(console.page.getByTestId("unreadable-settings"))
                    .containsText(
                            "api-tokens.max-per-user: 1 applies, because it restricts most. Expected: a whole number");
            console.assertAccessible("admin-settings-unreadable");
        } finally {
            root.setting(REALM, "max-per-user", "");
        }
    }

    @Test
    void settingsThenSavedForTheNextCallOrRefusedAtTheirFields() {
        AdminConsole console = signIn();
        console.tab("settings").click();
        assertThat(console.setting("maxPerUser")).hasAttribute("placeholder", "Default: 50");
        assertThat(console.page.getByTestId("save-settings")).isDisabled();

        console.setting("maxPerUser").fill("many");
        console.setting("prefix").fill("UPPER");
        console.setting("retentionDays").fill("60");
        console.page.getByTestId("save-settings").click();
        assertThat(console.page.getByTestId("settings-refused")).containsText("Nothing is saved");
        assertThat(console.page.locator("#setting-maxPerUser-help"))
                .containsText("Enter a whole number from 1 to 10000.");
        assertThat(console.page.locator("#setting-prefix-help")).containsText("Enter a lower-case letter");
        assertThat(console.setting("prefix")).isFocused();
        assertThat(console.setting("retentionDays")).hasAttribute("aria-invalid", "false");
        console.assertAccessible("admin-settings-refused");
        assertThat(settings().path("retentionDays").isNull()).isTrue();

        try {
            console.setting("prefix").fill("acme");
            console.setting("maxPerUser").fill("1");
            console.page.getByTestId("save-settings").click();
            assertThat(console.alert()).containsText("The settings are saved");
            assertThat(settings().path("retentionDays").asInt()).isEqualTo(60);
            assertThat(person.create("first").secret()).startsWith("acme_");
            assertThat(person.post(Map.of("name", "second")).error()).isEqualTo("too_many_tokens");

            console.page.reload();
            assertThat(console.setting("maxPerUser")).hasValue("1");
            for (String member : List.of("prefix", "maxPerUser", "retentionDays")) {
                console.setting(member).fill("");
            }
            console.page.getByTestId("save-settings").click();
            assertThat(console.alert()).isVisible();
            assertThat(settings().path("maxPerUser").isNull()).isTrue();
            assertThat(person.post(Map.of("name", "second")).status()).isEqualTo(201);
        } finally {
            for (String name : List.of("prefix", "max-per-user", "retention-days")) {
                root.setting(REALM, name, "");
            }
        }
    }

    @Test
    void templatesThenOfferedToPeopleOrRefusedWithTheirText() {
        root.updateRealm(REALM, Map.of("accountTheme", "api-tokens"));
        AdminConsole console = signIn();
        console.tab("settings").click();
        Locator templates = console.setting("templates");
        String good = "CI for a month?name=CI&expires=30d&resource=graphql-api";
        templates.fill(good + "\nno template");
        console.page.getByTestId("save-settings").click();
        assertThat(console.page.locator("#setting-templates-help")).containsText("Enter up to 20 lines");
        assertThat(templates).hasValue(good + "\nno template");
        assertThat(templates).isFocused();
        assertThat(settings().path("templates").isNull()).isTrue();
        console.assertAccessible("admin-templates-refused");

        try {
            templates.fill(good);
            console.page.getByTestId("save-settings").click();
            assertThat(console.alert()).containsText("The settings are saved");
            AccountConsole account = consoles.person(REALM, person.username(), "en-GB");
            account.openCreate();
            account.page.getByTestId("templates").getByText("CI for a month").click();
            assertThat(account.name()).hasValue("CI");
            assertThat(account.expiration()).hasValue("30d");
            assertThat(account.page.getByTestId("api-token-access-graphql-api")).isChecked();
            console.page.reload();
            assertThat(templates).hasValue(good);
        } finally {
            root.setting(REALM, "templates", "");
        }
    }

    @Test
    void adminWhenWithoutRolesThenNoEntryAndNoSection() {
        AdminConsole console = signIn(newAdmin("view-clients"), "/" + REALM + "/clients");

        assertThat(console.page.getByTestId("nav-item-clients")).isVisible();
        assertThat(console.page.getByTestId("view-header")).hasText("Clients");
        assertThat(console.navEntry()).hasCount(0);
        console.open("#" + SECTION);
        assertThat(console.page.locator("main")).containsText("view-users, manage-clients or view-realm");
        assertThat(console.rows()).hasCount(0);
    }

    @Test
    void adminWhenMayOnlyViewThenNothingToChange() {
        person.create("seen");
        AdminConsole users = signIn(newAdmin("view-users"), SECTION);
        users.search(person.username());
        assertThat(users.row("seen")).isVisible();
        assertThat(users.page.getByTestId("revoke")).hasCount(0);
        assertThat(users.more("revoke-matching")).hasCount(0);
        users.page.keyboard().press("Escape");
        assertThat(users.page.getByTestId("create-machine-token")).hasCount(0);
        assertThat(users.page.locator("main input[type=checkbox]")).hasCount(0);
        assertThat(users.tab("leaked")).isVisible();
        assertThat(users.tab("settings")).hasCount(0);
        users.screenshot("admin-view-users");

        AdminConsole realm = signIn(newAdmin("view-realm"), SECTION);
        assertThat(realm.navEntry()).isVisible();
        assertThat(realm.setting("maxPerUser")).isDisabled();
        assertThat(realm.setting("enabled")).isDisabled();
        assertThat(realm.page.getByTestId("save-settings")).hasCount(0);
        assertThat(realm.tab("tokens")).hasCount(0);
        realm.assertAccessible("admin-view-realm");
    }

    @ParameterizedTest
    @CsvSource({
        "clients, Clients",
        "client-scopes, Client scopes",
        "roles, Realm roles",
        "users, Users",
        "groups, Groups",
        "sessions, Sessions",
        "events, Events",
        "realm-settings, administered",
        "authentication, Authentication",
        "identity-providers, Identity providers",
        "user-federation, User federation"
    })
    void stockSectionThenStillThere(String path, String title) {
        AdminConsole console = signIn();

        console.page.getByTestId("nav-item-" + path).click();

        assertThat(console.page.getByTestId("view-header")).hasText(title);
        assertThat(console.navEntry()).isVisible();
        console.screenshot("admin-stock-" + path);
    }

    @Test
    void germanThenAllOfIt() {
        person.create("deutsch");
        String german = newAdmin("realm-admin");
        root.updateUser(REALM, german, Map.of("attributes", Map.of("locale", List.of("de"))));
        AdminConsole console = signIn(german, SECTION);

        assertThat(console.navEntry()).hasText("API-Tokens");
        console.search(person.username());
        assertThat(console.row("deutsch")).containsText("Aktiv");
        console.row("deutsch").getByTestId("revoke").click();
        assertThat(console.dialog()).containsText("„deutsch“ widerrufen?");
        assertThat(console.dialog().getByLabel("Close")).hasCount(0);
        console.dialog().getByText("Abbrechen").click();
        assertThat(console.page.getByTestId("pages-bottom")).containsText("1 - 1 von 1");
        assertThat(console.page.getByTestId("pages-bottom").getByLabel("Zur nächsten Seite"))
                .isVisible();
        console.tab("settings").click();
        assertThat(console.page.getByText("Tokens je Person")).isVisible();
        assertThat(console.page.locator("main")).not().containsText("apiTokens");
        console.screenshot("admin-german");
    }

    @Test
    void listWhenSlowOrOutOfReachThenSaysSo() {
        person.create("kept");
        AdminConsole console = signIn();
        console.search(person.username());
        assertThat(console.row("kept")).isVisible();
        List<Route> held = new ArrayList<>();
        console.page.route("**/api-tokens?*", held::add);
        console.page.reload();
        assertThat(console.page.getByTestId("loading")).isVisible();
        console.page.unroute("**/api-tokens?*");
        held.forEach(Route::resume);
        assertThat(console.rows().first()).isVisible();

        console.search(person.username());
        assertThat(console.rows()).hasCount(1);
        console.row("kept").getByTestId("revoke").click();
        console.context.setOffline(true);
        console.confirm();
        assertThat(console.dialog()).containsText("The server can't be reached");
        console.dialog().getByText("Cancel").click();
        console.more("export").click();
        assertThat(console.alert()).containsText("The server can't be reached");
        console.filterByStatus("active");
        assertThat(console.page.getByTestId("failure")).containsText("The server can't be reached");
        console.assertAccessible("admin-unreachable");
        console.context.setOffline(false);
        console.page.getByTestId("try-again").click();
        assertThat(console.row("kept")).isVisible();
    }

    @Test
    void keyboardThenSelectsAndRevokes() {
        Person.Created token = person.create("by keyboard");
        AdminConsole console = signIn();
        console.search(person.username());
        assertThat(console.rows()).hasCount(1);
        List<Request> revocations = new ArrayList<>();
        console.page.onRequest(request -> {
            if (request.method().equals("POST") && request.url().endsWith("/revoke")) {
                revocations.add(request);
            }
        });

        console.page.getByLabel("Select by keyboard").focus();
        console.page.keyboard().press("Space");
        console.page.getByTestId("revoke-selected").focus();
        console.page.keyboard().press("Enter");
        assertThat(console.dialog().locator("*:focus")).hasCount(1);
        console.page.keyboard().press("Escape");
        assertThat(console.dialog()).isHidden();
        assertThat(console.page.getByTestId("revoke-selected")).isFocused();
        console.page.keyboard().press("Enter");
        console.page.getByTestId("confirm-revoke").focus();
        console.page.keyboard().press("Enter");

        assertThat(console.row("by keyboard")).containsText("Revoked");
        assertThat(console.page.locator("#api-tokens-content")).isFocused();
        assertThat(revocations).hasSize(1);
        assertThat(isActive(token)).isFalse();
    }

    private AdminConsole signIn() {
        return signIn(realmAdmin, SECTION);
    }

    private AdminConsole signIn(String username, String page) {
        return consoles.admin(REALM, username, page);
    }

    private String newAdmin(String... roles) {
        String name = root.createUser(REALM);
        root.adminRoles(REALM, name, roles);
        return name;
    }

    private boolean isActive(Person.Created token) {
        return isActive(token.secret());
    }

    private JsonNode settings() {
        return root.get("/" + REALM + "/api-tokens/settings");
    }

    private static String day(int fromNow) {
        return LocalDate.now(Console.ZONE).plusDays(fromNow).toString();
    }
}
