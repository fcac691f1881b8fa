package dev.apitokens.systemtests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import dev.apitokens.systemtests.product.StoredTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API Tokens page, as a person uses it in a browser. */
class ApiTokensPageIT {

    @RegisterExtension
    private final Consoles consoles = new Consoles();

    private final Product product = Product.shared();
    private final Person person = product.newPerson("editor");
    private String changed = "";

    @AfterEach
    void restore() {
        if (!changed.isEmpty()) {
            set(changed, "");
        }
    }

    @Test
    void createWhenCopiedThenOpensApisUntilRevokedOnThePage() {
        AccountConsole console = signIn();

        String secret = console.create("CI Pipeline");

        assertThat(secret).matches("kcat_[0-9A-Za-z]{49}");
        console.page
                .getByTestId("created-token")
                .getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Copy Token").setExact(true))
                .click();
        assertThat(console.page.getByText("Copied")).isVisible();
        assertThat(console.page.evaluate("navigator.clipboard.readText()")).isEqualTo(secret);
        assertThat(product.graphQl(secret, "{ viewer { username apiToken { name } } }")
                        .body())
                .contains(person.username(), "CI Pipeline");
        assertThat(product.mcpTool(secret, "whoami", Map.of()).body()).contains(person.username());

        console.act("CI Pipeline", "revoke");
        Locator dialog = console.page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("CI Pipeline");
        assertThat(dialog).containsText("is refused from its next call on");
        dialog.getByText("Cancel").click();
        assertThat(console.rows()).hasCount(1);
        assertThat(product.graphQl(secret, "{ viewer { username } }").status()).isEqualTo(200);

        console.act("CI Pipeline", "revoke");
        console.page.getByTestId("confirm-revoke").click();
        assertThat(console.page.getByTestId("last-alert")).containsText("Token \"CI Pipeline\" is revoked");
        assertThat(console.rows()).hasCount(0);
        assertThat(product.graphQl(secret, "{ viewer { username } }").status()).isEqualTo(401);
        assertThat(product.mcpTool(secret, "whoami", Map.of()).status()).isEqualTo(401);
    }

    @Test
    void createWhenReloadedThenSecretIsNowhere() {
        AccountConsole console = signIn();
        String secret = console.create("shown once");
        String random = secret.substring(secret.indexOf('_') + 1);

        String stored = console.page
                .evaluate("JSON.stringify([localStorage, sessionStorage, history.state, document.cookie])")
                .toString();
        assertThat(stored).doesNotContain(random);
        assertThat(console.page.url()).doesNotContain(random);
        console.page.reload();

        assertThat(console.row("shown once")).isVisible();
        assertThat(console.page.content()).doesNotContain(random);
        assertThat(console.messages()).noneMatch(message -> message.contains(random));
    }

    @Test
    void createdTokenThenSnippetsHoldItAndAddresses() {
        AccountConsole console = signIn();
        String secret = console.create("snippets");
        Locator created = console.page.getByTestId("created-token");

        assertThat(created).containsText("it will not be shown again after you leave or refresh this page");
        created.getByTestId("connect-client").selectOption("curl");
        assertThat(created.getByTestId("snippet-secret")).hasText(secret);
        assertThat(created.getByTestId("snippet-shell")).containsText("curl " + product.graphQl.baseUrl() + "/graphql");
        created.getByTestId("connect-api").selectOption("mcp-server");
        for (String client : List.of("claude-code", "claude-desktop", "cursor", "vscode", "zed")) {
            created.getByTestId("connect-client").selectOption(client);
            assertThat(created).containsText(product.mcp.baseUrl() + "/mcp");
            assertThat(created.locator(".api-tokens-connect")
                            .last()
                            .getByText(secret)
                            .first())
                    .isVisible();
        }
        console.assertAccessible("created");
        created.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Copy Token").setExact(true))
                .click();
        console.page.getByTestId("close-created").click();
        assertThat(console.page).hasURL(console.address("/api-tokens"));
        assertThat(created).isHidden();
        assertThat(console.page.getByTestId("view")).isFocused();
    }

    @Test
    void createdTokenWhenNotCopiedThenAskedBeforeItIsGone() {
        AccountConsole console = signIn();
        console.create("precious");
        Locator created = console.page.getByTestId("created-token");
        Locator dialog = console.page.getByRole(AriaRole.DIALOG);

        console.page.getByTestId("close-created").click();
        assertThat(dialog).containsText("You have not copied the token \"precious\"");
        console.assertAccessible("uncopied");
        dialog.getByText("Cancel").click();
        assertThat(created).isVisible();

        Locator otherPage = console.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Personal info"));
        otherPage.click();
        assertThat(dialog).containsText("precious");
        dialog.getByText("Cancel").click();
        assertThat(created).isVisible();
        assertThat(console.page).hasURL(AccountConsole.A_TOKENS_PAGE);

        console.page.reload();
        assertThat(console.page.getByTestId("details")).isVisible();
        assertThat(created).isHidden();
        assertThat(console.leavings()).isEqualTo(1);

        console.create("copied");
        created.getByRole(
                        AriaRole.BUTTON,
                        new Locator.GetByRoleOptions().setName("Copy Token").setExact(true))
                .click();
        assertThat(created).containsText("Copied");
        otherPage.click();
        assertThat(console.heading()).containsText("Personal info");
    }

    @Test
    void createdTokenWhenTestedThenSaysThatItWorksAndThatItWasUsed() {
        AccountConsole console = signIn();
        String secret = console.create("to be tried");
        Locator outcome = console.page.getByTestId("test-outcome");

        console.page.getByTestId("test-token").click();
        assertThat(outcome).containsText("It works. Waiting for its first use");
        assertThat(product.graphQl(secret, "{ viewer { username } }").status()).isEqualTo(200);
        assertThat(outcome).containsText("Used just now by GraphQL API.");
        console.assertAccessible("tested");

        set("required-role", "nobody has it");
        console.page.getByTestId("test-token").click();
        assertThat(outcome).containsText("You lack a role");
    }

    @Test
    void createdTokenWhenAnotherIsMadeThenBothAreThereUntilRevoked() {
        AccountConsole console = signIn();
        String first = console.create("first");
        String second = console.create("second");

        Locator created = console.page.getByTestId("created-token");
        assertThat(created).containsText("\"second\" is created");
        console.openList();
        Locator atHand = console.page.getByTestId("at-hand");
        assertThat(atHand).hasCount(2);
        console.assertAccessible("created-two");
        atHand.last().getByRole(AriaRole.LINK).click();
        assertThat(created).containsText("\"first\" is created");
        assertThat(console.page.getByTestId("token")).hasText(first);

        console.act("first", "revoke");
        console.page.getByTestId("confirm-revoke").click();
        assertThat(atHand).hasCount(1);
        console.openDetails("second");
        assertThat(console.page.getByTestId("token")).hasText(second);
    }

    @Test
    void createWhenClickedTwiceThenOneToken() {
        AccountConsole console = signIn();
        console.name().fill("once");
        List<Request> posts = new ArrayList<>();
        console.page.onRequest(request -> {
            if (request.method().equals("POST") && request.url().endsWith("/api-tokens")) {
                posts.add(request);
            }
        });

        console.createButton().dblclick();

        assertThat(console.page.getByTestId("token")).isVisible();
        console.takeSecret();
        assertThat(posts).hasSize(1);
        assertThat(person.get("").json()).hasSize(1);
    }

    @Test
    void createWhenWrongThenSaidAtTheField() {
        person.create("taken");
        set("max-per-user", "2");
        AccountConsole console = signIn();

        console.openCreate();
        console.createButton().click();
        assertThat(console.page.locator("#api-token-name-help")).containsText("Enter a name.");
        assertThat(console.name()).isFocused();
        console.name().fill("a".repeat(101));
        assertThat(console.page.locator("#api-token-name-help"))
                .containsText("The name is too long. 101 of 100 characters.");
        console.name().fill("TAKEN");
        console.createButton().click();
        assertThat(console.page.locator("#api-token-name-help")).containsText("You have an active token of this name.");
        assertThat(console.name()).hasAttribute("aria-invalid", "true");
        assertThat(console.name()).hasValue("TAKEN");
        assertThat(console.name()).isFocused();
        console.assertAccessible("refused-name");

        console.expiration().selectOption("date");
        console.name().fill("b");
        console.createButton().click();
        assertThat(console.page.locator("#api-token-expiration-help")).containsText("Enter a date.");
        assertThat(console.expiration()).isFocused();
        console.page.getByTestId("api-token-date").fill("2020-01-01");
        assertThat(console.page.locator("#api-token-expiration-help")).containsText("must be in the future");
        console.expiration().selectOption("never");
        // Meanwhile, somewhere else.
        person.create("the last one");
        console.createButton().click();
        Locator refusal = console.page.getByTestId("create-error");
        assertThat(refusal).containsText("You have 2 active tokens");
        assertThat(refusal).isFocused();
        assertThat(console.name()).hasValue("b");

        console.page.reload();
        assertThat(console.page.getByTestId("refusal")).containsText("You have 2 active tokens");
        assertThat(console.createButton()).hasCount(0);
        console.openList();
        assertThat(console.page.getByTestId("refusal")).containsText("Revoke one first.");
        assertThat(console.newButton()).hasCount(0);
        console.assertAccessible("too-many");
    }

    @Test
    void expirationThenWordsAndInstantAreLocal() {
        AccountConsole console = signIn();
        int year = Instant.now().atZone(java.time.ZoneOffset.UTC).getYear() + 2;
        console.expiration().selectOption("date");
        console.page.getByTestId("api-token-date").fill(year + "-03-03");

        assertThat(console.page.locator("#api-token-expiration-help"))
                .hasText("Expires on 3 March " + year + " at 00:00 (Central European Standard Time).");
        console.create("dated");

        assertThat(person.get("").json().path(0).path("expiresAt").asText()).isEqualTo(year + "-03-02T23:00:00Z");
        assertThat(console.row("dated")).containsText("3 Mar " + year);
    }

    @Test
    void expirationWhenRealmLimitsThenOnlyWhatItAllows() {
        set("max-lifetime-days", "45");
        Instant earliest = endOfLastOf(30);
        AccountConsole console = signIn();

        assertThat(console.expiration().locator("option").allTextContents())
                .containsExactly("7 days", "30 days", "45 days", "Own date");
        assertThat(console.expiration()).hasValue("30d");
        console.create("limited");
        assertThat(Instant.parse(person.get("").json().path(0).path("expiresAt").asText()))
                .isBetween(earliest, endOfLastOf(30));
    }

    /** When so many days from today are over where the browser is: that of today has a clock change in it, or a midnight passes. */
    private static Instant endOfLastOf(int days) {
        return LocalDate.now(Console.ZONE)
                .plusDays(days + 1)
                .atStartOfDay(Console.ZONE)
                .toInstant();
    }

    @Test
    void expirationWhenRealmSaysNothingThenAMonth() {
        assertThat(signIn().expiration()).hasValue("30d");
    }

    @Test
    void expirationWhenRealmHasDefaultThenPreselected() {
        set("default-lifetime-days", "14");
        AccountConsole console = signIn();

        assertThat(console.expiration()).hasValue("14d");
    }

    @Test
    void deepLinkThenFillsFormInAndCreatesNothing() {
        AccountConsole console = signIn();

        console.open("/api-tokens/new?name=From%20a%20link&expires=90d&description=Reads%20all&resource=mcp-server"
                + "&scope=projects:read");

        assertThat(console.name()).hasValue("From a link");
        assertThat(console.expiration()).hasValue("90d");
        assertThat(console.page.locator("#api-token-description")).hasValue("Reads all");
        assertThat(console.page.getByTestId("api-token-access-limited")).isChecked();
        assertThat(console.page.getByTestId("api-token-access-mcp-server")).isChecked();
        assertThat(console.page.getByTestId("api-token-access-mcp-server-projects:read"))
                .isChecked();
        assertThat(console.page.getByTestId("api-token-access-graphql-api"))
                .not()
                .isChecked();
        assertThat(console.page).hasURL(console.address("/api-tokens/new"));
        assertThat(person.get("").json()).isEmpty();
        assertThat(console.createButton()).isVisible();

        // As handbooks have it from when the form was on the list's page.
        console.open("/api-tokens?name=From%20an%20old%20link");
        assertThat(console.page.getByTestId("api-token-name")).hasValue("From an old link");
        assertThat(console.page).hasURL(console.address("/api-tokens/new"));
        console.page.goBack();
        assertThat(console.createButton()).isVisible();
    }

    @Test
    void listWhenSomethingEndedElsewhereThenSeenOnComingBack() {
        Person.Created token = person.create("ended elsewhere");
        AccountConsole console = signIn();
        console.name().fill("half typed");
        assertThat(console.row("ended elsewhere")).isVisible();

        person.revoke(token.id());
        console.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))");

        assertThat(console.rows()).hasCount(0);
        assertThat(console.name()).hasValue("half typed");
    }

    @Test
    void pageWhenNoApiTakesTokensThenSaysSoAndOffersNoForm() {
        List<String> servers = new ArrayList<>();
        person.get("/settings")
                .json()
                .path("resourceServers")
                .forEach(server -> servers.add(server.path("id").asText()));
        servers.forEach(server -> takeTokens(server, false));
        try {
            AccountConsole console = signIn();

            assertThat(console.page.getByText("No API takes tokens yet")).isVisible();
            assertThat(console.newButton()).hasCount(0);
            console.assertAccessible("no-api");
            console.open("/api-tokens/new");
            assertThat(console.page.getByText("No API takes tokens yet")).isVisible();
            assertThat(console.createButton()).hasCount(0);
        } finally {
            servers.forEach(server -> takeTokens(server, true));
        }
    }

    private void takeTokens(String clientId, boolean mayBeUsed) {
        Admin admin = product.admin();
        String path = "/demo/clients/" + admin.clientUuid("demo", clientId);
        ObjectNode client = admin.get(path).deepCopy();
        client.withObject("/attributes").put("api-tokens.enabled", String.valueOf(mayBeUsed));
        admin.call("PUT", path, client);
    }

    @Test
    void waysInThenAllLeadToThePage() {
        AccountConsole console = signIn();
        console.open("/");
        assertThat(console.heading()).containsText("Personal info");

        console.page.getByTestId("options-toggle").click();
        console.page.getByTestId("menu-api-tokens").click();
        assertThat(console.newButton()).isVisible();
        assertThat(console.page).hasURL(Pattern.compile(".*/account/api-tokens$"));

        console.open("/");
        console.page
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("API Tokens"))
                .click();
        assertThat(console.newButton()).isVisible();

        console.open("/");
        // By then the console has asked for the session, which leads away from the page and back.
        assertThat(console.heading()).containsText("Personal info");
        console.open("/#/api-tokens");
        console.page.reload();
        assertThat(console.newButton()).isVisible();
        assertThat(console.page).hasURL(console.address("/api-tokens"));
    }

    @Test
    void listThenNewestFirstWithStatesAndFilter() {
        for (int i = 1; i <= 9; i++) {
            person.create("token " + i);
        }
        Person.Created old = person.create("expired one");
        person.create(Map.of(
                "name",
                "ends soon",
                "expiresAt",
                Instant.now().plus(80, ChronoUnit.HOURS).toString()));
        Person.Created used = person.create("used one");
        person.revoke(person.create("revoked one").id());
        StoredTokens database = new StoredTokens(product.database);
        long now = Instant.now().toEpochMilli();
        database.expire(old.id());
        database.update(
                "update API_TOKEN set LAST_USED_AT = ?, LAST_USED_BY = 'graphql-api' where ID = ?",
                String.valueOf(now - 2 * 3600 * 1000 - 60_000),
                used.id());
        AccountConsole console = signIn();

        assertThat(console.rows()).hasCount(10);
        assertThat(console.rows().first()).containsText("used one");
        console.page.getByTestId("next-page").click();
        assertThat(console.rows()).hasText(new Pattern[] {Pattern.compile("token 1.*")});
        assertThat(console.page.getByTestId("pages")).containsText("11 to 11 of 11");
        console.openDetails("token 1");
        console.page.goBack();
        assertThat(console.rows()).hasCount(1);
        console.page.getByTestId("previous-page").click();
        console.page.getByTestId("order").selectOption("expiresAt");
        assertThat(console.rows().first()).containsText("ends soon");
        console.page.getByTestId("order").selectOption("lastUsedAt");
        assertThat(console.rows().first()).containsText("used one");
        assertThat(console.row("used one")).containsText("2 hours ago, GraphQL API");
        assertThat(console.row("ends soon")).containsText("Expires in 3 days");
        assertThat(console.row("token 9")).containsText("Never");
        assertThat(console.row("token 9")).containsText("kcat_…");
        assertThat(console.row("expired one")).hasCount(0);

        assertThat(console.shown(true)).hasText("Inactive (2)");
        assertThat(console.row("expired one")).containsText("Expired");
        assertThat(console.row("revoked one")).containsText("Revoked");
        console.assertAccessible("list");
        assertThat(console.shown(false)).hasText("Active (11)");

        console.page.getByLabel("Filter by name").fill("ENDS");
        assertThat(console.rows()).hasCount(1);
        console.page.getByLabel("Filter by name").fill("nothing like it");
        assertThat(console.page.getByTestId("no-tokens")).containsText("No token of this name");
    }

    @Test
    void listWhenBlockedThenSaysWhyAndWhatToDoAndItCounts() {
        person.create("endless one");
        person.create(Map.of(
                "name",
                "short one",
                "expiresAt",
                Instant.now().plus(20, ChronoUnit.DAYS).toString()));
        set("max-lifetime-days", "30");
        AccountConsole console = signIn();

        assertThat(console.row("endless one")).containsText("Blocked");
        assertThat(console.row("endless one")).containsText("Rotate it with an earlier expiration date");
        Locator blocked = console.actions("endless one");
        assertThat(blocked.getByTestId("rotate")).isVisible();
        assertThat(blocked.getByTestId("revoke")).isVisible();
        console.page.keyboard().press("Escape");
        assertThat(console.row("short one")).not().containsText("Blocked");
        assertThat(console.page.getByText("2 of 50")).isVisible();
        console.assertAccessible("blocked");
    }

    @Test
    void listWhenManyEndedThenInParts() {
        person.create("in use");
        Person.Created old = person.create("of long ago");
        person.revoke(old.id());
        new StoredTokens(product.database).copyRevoked(old.id(), 299);
        AccountConsole console = signIn();

        assertThat(console.shown(true)).hasText("Inactive (199+)");
        assertThat(console.page.getByTestId("pages")).containsText("1 to 10 of 199+");
        console.page.getByText("Show more tokens").click();

        assertThat(console.page.getByTestId("shown").locator("option:checked")).hasText("Inactive (300)");
        assertThat(console.rows()).hasCount(10);
        assertThat(console.page.getByTestId("pages")).containsText("1 to 10 of 300");
        assertThat(console.page.getByText("Show more tokens")).hasCount(0);
    }

    @Test
    void emptyThenSaysWhatTokensAreFor() {
        AccountConsole console = signIn();

        assertThat(console.page.getByTestId("no-tokens")).containsText("without your password");
        console.assertAccessible("empty");
    }

    @Test
    void renameThenSameTokenWithNewName() {
        Person.Created token = person.create("before");
        person.create("other");
        AccountConsole console = signIn();

        console.act("before", "rename");
        Locator field = console.page.getByTestId("api-token-new-name");
        assertThat(field).hasValue("before");
        field.fill("Other");
        console.page.getByTestId("confirm-rename").click();
        assertThat(console.page.locator("#api-token-new-name-help"))
                .containsText("You have an active token of this name.");
        console.assertAccessible("rename");
        field.fill("after");
        field.press("Enter");

        assertThat(console.row("after")).isVisible();
        assertThat(console.page.getByTestId("last-alert")).containsText("Token renamed to \"after\"");
        assertThat(product.introspect(token.secret()).body()).contains("\"name\":\"after\"");
    }

    @Test
    void descriptionThenShownAndChangedWithTheName() {
        AccountConsole console = signIn();
        console.name().fill("described");
        Locator description = console.page.getByTestId("api-token-description");
        description.fill("x".repeat(501));
        assertThat(console.page.locator("#api-token-description-help")).containsText("501 of 500");
        assertThat(description).hasAttribute("aria-invalid", "true");
        console.createButton().click();
        assertThat(console.page.getByTestId("token")).hasCount(0);
        description.fill("deploys <b>the shop</b>\nevery night");
        console.assertAccessible("description");
        console.createButton().click();
        console.takeSecret();

        assertThat(console.row("described")).containsText("deploys <b>the shop</b>");
        assertThat(person.get("").json().path(0).path("description").asText())
                .isEqualTo("deploys <b>the shop</b>\nevery night");
        console.act("described", "rename");
        console.page.getByTestId("api-token-new-description").fill("");
        console.page.getByTestId("confirm-rename").click();
        assertThat(console.page.getByTestId("last-alert")).isVisible();
        assertThat(person.get("").json().path(0).path("description").isNull()).isTrue();
    }

    @Test
    void renewWhenExpiredThenANewLifeUnderTheSameName() {
        Person.Created old = person.create("expired one");
        Instant now = Instant.now();
        new StoredTokens(product.database)
                .update(
                        "update API_TOKEN set EXPIRES_AT = ?, CREATED_AT = "
                                + now.minus(10, ChronoUnit.DAYS).toEpochMilli() + " where ID = ?",
                        String.valueOf(now.toEpochMilli() - 1000),
                        old.id());
        AccountConsole console = signIn();
        console.shown(true);

        console.act("expired one", "renew");
        assertThat(console.page.getByRole(AriaRole.DIALOG)).containsText("comes back to life");
        assertThat(console.page.getByTestId("api-token-grace")).hasCount(0);
        console.assertAccessible("renew");
        console.page.getByTestId("confirm-rotate").click();

        String secret = console.takeSecret();
        assertThat(product.introspect(secret).json().path("active").asBoolean()).isTrue();
        assertThat(person.get("/" + old.id()).json().path("status").asText()).isEqualTo("active");
        console.shown(false);
        assertThat(console.actions("expired one").getByTestId("revoke")).isVisible();
    }

    @Test
    void rotateThenTheSameLifetimeIsPreselectedAndNeverNobodysAccident() {
        Instant inTwentyDays = Instant.now().plus(20, ChronoUnit.DAYS);
        Person.Created token = person.create(Map.of("name", "of twenty days", "expiresAt", inTwentyDays.toString()));
        AccountConsole console = signIn();

        console.act("of twenty days", "rotate");
        assertThat(console.page.getByTestId("api-token-new-expiration")).hasValue("same");
        assertThat(console.page.locator("#api-token-new-expiration option:checked"))
                .hasText("The same lifetime once more");
        assertThat(console.page.locator("#api-token-new-expiration-help")).containsText("Expires on");
        console.page.getByTestId("confirm-rotate").click();

        console.takeSecret();
        assertThat(Instant.parse(
                        person.get("/" + token.id()).json().path("expiresAt").asText()))
                .isBetween(inTwentyDays.minusSeconds(1), Instant.now().plus(20, ChronoUnit.DAYS));
    }

    @Test
    void revokeWhenServerIsOutOfReachThenRowStaysAndSaysWhy() {
        person.create("kept");
        AccountConsole console = signIn();
        console.act("kept", "revoke");
        console.context.setOffline(true);

        console.page.getByTestId("confirm-revoke").click();

        Locator dialog = console.page.getByRole(AriaRole.DIALOG);
        assertThat(dialog).containsText("The server can't be reached");
        console.assertAccessible("revoke-failed");
        console.context.setOffline(false);
        dialog.getByText("Cancel").click();
        assertThat(console.row("kept")).isVisible();
        assertThat(console.row("kept").getByTestId("actions")).isFocused();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<img src=x onerror=alert(1)>", "\"'&", "🚀👩‍🚀", "$t(signOut) {{name}}", "a\u200Fb"})
    void nameWhenHostileThenShownAsText(String name) {
        AccountConsole console = signIn();

        console.create(name);

        assertThat(console.page.getByTestId("created-token").locator("h2"))
                .hasText("Token \"" + name + "\" is created");
        assertThat(console.heading()).hasText(name);
        assertThat(console.row(name).locator("bdi")).hasText(name);
        console.act(name, "revoke");
        assertThat(console.page.getByRole(AriaRole.DIALOG)).containsText(name);
        console.page.getByTestId("confirm-revoke").click();
        assertThat(console.page.getByTestId("last-alert")).containsText(name);
        assertThat(console.page.locator("img[src=x]")).hasCount(0);
    }

    @Test
    void listWhenAnotherPersonThenNothingOfTheFirst() {
        person.create("mine alone");
        String other = product.newPerson().username();
        AccountConsole console = consoles.person(other, "en-GB");

        assertThat(console.page.getByTestId("no-tokens")).isVisible();
        assertThat(console.page.content()).doesNotContain("mine alone");
    }

    @Test
    void createWhenLoginIsTooOldThenLoginAndFormAsItWas() {
        AccountConsole console = signIn();
        set("max-auth-age-seconds", "1");
        console.page.reload();
        Await.past(Instant.now().plusSeconds(2));
        console.name().fill("after login");
        console.expiration().selectOption("60d");

        console.createButton().click();
        console.page.locator("#password").waitFor();
        // From here on the login is recent enough, however slow the machine is.
        set("max-auth-age-seconds", "3600");
        console.login(person.username());

        assertThat(console.name()).hasValue("after login");
        assertThat(console.expiration()).hasValue("60d");
        console.createButton().click();
        assertThat(console.page.getByTestId("token")).isVisible();
        console.takeSecret();
    }

    @Test
    void pageWhenGermanThenAllOfIt() {
        AccountConsole console = consoles.person(person.username(), "de-DE");

        assertThat(console.heading()).hasText("API-Tokens");
        console.openCreate();
        assertThat(console.createButton()).hasText("Token erstellen");
        console.expiration().selectOption("30d");
        assertThat(console.page.locator("#api-token-expiration-help")).containsText("Läuft ab am");
        assertThat(console.page.locator("#api-token-expiration-help")).containsText("Mitteleuropäische");
        console.page.getByTestId("api-token-access-limited").check();
        console.page.getByTestId("api-token-access-graphql-api").check();
        assertThat(console.page.getByText("Ihre Projekte ansehen")).isVisible();
        console.page.getByTestId("api-token-access-full").check();
        console.create("Nächtlicher Lauf");
        assertThat(console.page.getByTestId("created-token")).containsText("Kopieren Sie es jetzt");
        assertThat(console.page.locator("main")).not().containsText("apiTokens");
        console.assertAccessible("german");
        console.openList();
        assertThat(console.page.locator("main")).not().containsText("apiTokens");
        console.act("Nächtlicher Lauf", "revoke");
        assertThat(console.page.getByRole(AriaRole.DIALOG)).containsText("„Nächtlicher Lauf“ widerrufen?");
        console.page.getByTestId("confirm-revoke").click();
        assertThat(console.page.getByTestId("last-alert")).containsText("ist widerrufen");
    }

    @ParameterizedTest
    @CsvSource({"fr-FR, Jetons API, Voir vos projets", "es-ES, Tokens de API, Ver sus proyectos"})
    void pageWhenAnotherLanguageThenAllOfIt(String locale, String title, String scope) {
        AccountConsole console = consoles.person(person.username(), locale);

        assertThat(console.heading()).hasText(title);
        console.openCreate();
        console.page.getByTestId("api-token-access-limited").check();
        console.page.getByTestId("api-token-access-graphql-api").check();
        assertThat(console.page.getByText(scope)).isVisible();
        console.page.getByTestId("api-token-access-full").check();
        console.create("a");
        assertThat(console.page.locator("main")).not().containsText("apiTokens");
        console.assertAccessible("language-" + locale);
    }

    @Test
    void loadWhenServerIsOutOfReachThenTryAgain() {
        AccountConsole console = signIn();
        console.page.route("**/realms/demo/api-tokens/**", route -> route.abort());
        console.page.reload();

        assertThat(console.page.getByTestId("failure")).containsText("The server can't be reached");
        console.assertAccessible("unreachable");
        console.page.unroute("**/realms/demo/api-tokens/**");
        console.page.getByTestId("try-again").click();
        assertThat(console.newButton()).isVisible();
    }

    @Test
    void loadWhenSlowThenSkeleton() {
        AccountConsole console = signIn();
        List<Route> held = new ArrayList<>();
        console.page.route("**/realms/demo/api-tokens/settings", held::add);
        console.page.reload();

        // The answer comes only when the skeleton has been seen, however slow the machine is.
        assertThat(console.page.getByTestId("loading")).isVisible();
        console.assertAccessible("loading");
        held.forEach(Route::resume);
        assertThat(console.newButton()).isVisible();
    }

    @Test
    void createWhenOfflineThenSaidAndNothingLost() {
        AccountConsole console = signIn();
        console.name().fill("typed");
        console.context.setOffline(true);
        console.createButton().click();

        assertThat(console.page.getByTestId("create-error")).containsText("The server can't be reached");
        assertThat(console.name()).hasValue("typed");
        console.context.setOffline(false);
        console.createButton().click();
        assertThat(console.page.getByTestId("token")).isVisible();
        console.takeSecret();
    }

    @Test
    void createWhenSessionHasEndedThenSignInAndFormAsItWas() {
        AccountConsole console = signIn();
        console.name().fill("typed before");
        Admin admin = product.admin();
        admin.call("POST", "/demo/users/" + admin.userId("demo", person.username()) + "/logout", null);

        console.createButton().click();
        Locator signIn = console.page.getByText("Sign in", new Page.GetByTextOptions().setExact(true));
        Locator password = console.page.locator("#password");
        assertThat(signIn.or(password)).isVisible();
        if (signIn.isVisible()) {
            signIn.click();
        }
        console.login(person.username());

        assertThat(console.name()).hasValue("typed before");
    }

    @Test
    void pageWhenSwitchedOffThenSaysSoAndOffersNoForm() {
        set("enabled", "false");
        AccountConsole console = signIn();

        assertThat(console.page.getByText("API tokens are switched off.")).isVisible();
        console.assertAccessible("switched-off");
        assertThat(console.newButton()).hasCount(0);
    }

    @Test
    void connectionDetailsThenEachServerWithAddressTransportAndAuthentication() {
        AccountConsole console = signIn();
        console.openConnection();
        Locator mcp = console.page.getByTestId("connection-mcp-server");
        Locator graphQl = console.page.getByTestId("connection-graphql-api");
        Locator api = console.page.getByTestId("connect-api");

        api.selectOption("graphql-api");
        assertThat(graphQl).containsText(product.graphQl.baseUrl() + "/graphql");
        assertThat(graphQl).containsText("HTTPS POST (GraphQL)");
        api.selectOption("mcp-server");
        assertThat(mcp).containsText("MCP server");
        assertThat(mcp).containsText(product.mcp.baseUrl() + "/mcp");
        assertThat(mcp).containsText("Streamable HTTP (JSON mode)");
        assertThat(mcp).containsText("Authorization: Bearer <your-token>");
        mcp.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Copy MCP server: Endpoint URL"))
                .click();
        assertThat(mcp.getByText("Copied")).isVisible();
        assertThat(console.page.evaluate("navigator.clipboard.readText()")).isEqualTo(product.mcp.baseUrl() + "/mcp");
    }

    @Test
    void keyboardThenCreatesAndRevokes() {
        AccountConsole console = signIn();
        console.name().focus();
        console.page.keyboard().type("by keyboard");
        console.page.keyboard().press("Enter");
        assertThat(console.page.getByTestId("token")).isVisible();
        console.takeSecret();
        assertThat(console.page.locator("*:focus")).containsText("by keyboard");

        Locator toggle = console.row("by keyboard").getByTestId("actions");
        chooseRevoke(console, toggle);
        Locator dialog = console.page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.locator("*:focus")).hasCount(1);
        console.page.keyboard().press("Escape");
        assertThat(dialog).isHidden();
        assertThat(toggle).isFocused();
        chooseRevoke(console, toggle);
        for (int i = 0;
                i < 10
                        && !dialog.getByTestId("confirm-revoke")
                                .evaluate("e => e === document.activeElement")
                                .equals(true);
                i++) {
            console.page.keyboard().press("Tab");
        }
        console.page.keyboard().press("Enter");
        assertThat(console.rows()).hasCount(0);
        assertThat(console.page.getByTestId("tokens-heading")).isFocused();
    }

    private static void chooseRevoke(AccountConsole console, Locator toggle) {
        Locator focused = console.page.locator("*:focus");
        toggle.focus();
        console.page.keyboard().press("Enter");
        // The menu has taken the focus when it is there.
        assertThat(focused).hasText("Rename");
        console.page.keyboard().press("ArrowUp");
        assertThat(focused).hasText("Revoke");
        console.page.keyboard().press("Enter");
    }

    @ParameterizedTest
    @CsvSource({
        "/, Personal info",
        "/account-security/signing-in, Signing in",
        "/account-security/device-activity, Device activity",
        "/applications, Application",
        "/groups, Groups"
    })
    void stockPageThenStillWorks(String path, String title) {
        // Keycloak's account console shows Groups to those who are in one.
        Admin admin = product.admin();
        String group = admin.call("POST", "/demo/groups", Map.of("name", person.username()))
                .header("Location");
        admin.call(
                "PUT",
                "/demo/users/" + admin.userId("demo", person.username()) + "/groups/"
                        + group.substring(group.lastIndexOf('/') + 1),
                null);
        AccountConsole console = signIn();

        console.open(path);

        assertThat(console.heading()).hasText(title);
        console.screenshot("stock-" + title.toLowerCase(java.util.Locale.ROOT).replace(' ', '-'));
    }

    @Test
    void themeWhenParentOfAnotherThenPageIsThere() throws IOException {
        Path theme = Files.createDirectories(product.keycloak.home().resolve("themes/child-of-api-tokens/account"));
        Files.writeString(theme.resolve("theme.properties"), "parent=api-tokens\nlogoUrl=https://example.org/\n");
        product.admin().updateRealm("demo", Map.of("accountTheme", "child-of-api-tokens"));
        try {
            AccountConsole console = signIn();

            assertThat(console.newButton()).isVisible();
            assertThat(console.page.locator("a[href='https://example.org/']")).isVisible();
            assertThat(console.page.content()).contains("/account/child-of-api-tokens/");
        } finally {
            product.admin().updateRealm("demo", Map.of("accountTheme", "api-tokens"));
        }
    }

    @Test
    void navigationWhenNarrowThenOpensAndCloses() {
        AccountConsole console = signIn();
        console.page.setViewportSize(390, 900);
        Locator link = console.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("API Tokens"));
        assertThat(link).isHidden();

        Locator toggle = console.page.locator(".pf-v5-c-masthead__toggle button");
        toggle.click();
        assertThat(link).isVisible();
        console.screenshot("navigation-390");
        toggle.click();
        assertThat(link).isHidden();
    }

    private AccountConsole signIn() {
        return consoles.person(person.username(), "en-GB");
    }

    private void set(String setting, String value) {
        changed = setting;
        product.admin().setting("demo", setting, value);
    }
}
