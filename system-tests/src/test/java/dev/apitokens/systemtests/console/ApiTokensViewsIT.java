package dev.apitokens.systemtests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Introspection;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.OwnRealm;
import dev.apitokens.systemtests.product.Product;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages that the API Tokens page leads to, and what they say before anybody asks, in a realm of their own. */
@OwnRealm
class ApiTokensViewsIT {

    private static final String REALM = "views";
    private static final String OPEN = "open-api";
    private static final String STRICT = "strict-api";

    @RegisterExtension
    private final Consoles consoles = new Consoles();

    private final Product product = Product.shared();
    private final Admin admin = product.admin();
    private Person person;

    @BeforeEach
    void makeRealm() {
        admin.createRealm(REALM);
        admin.updateRealm(REALM, Map.of("accountTheme", "api-tokens"));
        ClientBuilder.named(OPEN).isResourceServer().createIn(REALM, admin);
        person = Person.login(product.realm(REALM), "cli", admin.createUser(REALM));
    }

    @Test
    void detailsThenExactTimesUsesAndWhyItEnded() {
        Person.Created token = person.create(Map.of("name", "told", "description", "for the night"));
        List<String> addresses = List.of("192.0.2.1", "2001:db8::3");
        addresses.forEach(address -> introspect(token, address));
        await("the uses to be stored")
                .until(() -> person.get("/" + token.id()).json().path("uses").size() == addresses.size());
        AccountConsole console = signIn("en-GB");
        console.openDetails("told");
        Locator details = console.page.getByTestId("details");

        assertThat(console.page).hasURL(AccountConsole.A_TOKENS_PAGE);
        assertThat(console.heading()).hasText("told");
        assertThat(console.page.getByText("for the night")).isVisible();
        assertThat(details).containsText("Full access");
        assertThat(details).containsText("with cli");
        assertThat(details.locator("time").first()).containsText("Central European");
        assertThat(console.page.getByTestId("use")).hasCount(2);
        assertThat(console.page.getByTestId("use").first()).containsText("agent of 2001:db8::3");
        Locator entry = console.page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("API Tokens"));
        assertThat(entry).hasAttribute("aria-current", "page");
        console.assertAccessible("details");

        console.page.getByTestId("revoke").click();
        console.page.getByTestId("confirm-revoke").click();
        assertThat(console.page.getByTestId("last-alert")).containsText("is revoked");
        assertThat(details).containsText("You revoked it.");
        console.page.reload();
        assertThat(details).containsText("You revoked it.");
        assertThat(console.page.getByTestId("revoke")).hasCount(0);
        console.assertAccessible("details-revoked");

        console.open("/api-tokens/00000000-0000-0000-0000-000000000000");
        assertThat(console.page.getByTestId("failure")).containsText("The token is gone");
        console.openList();
    }

    @Test
    void detailsThenWhatHappenedToTheTokenAsFarAsTheRealmStoresIt() {
        admin.updateRealm(
                REALM,
                Map.of("enabledEventTypes", List.of("UPDATE_CREDENTIAL", "REMOVE_CREDENTIAL", "INTROSPECT_TOKEN")));
        Person.Created token = person.create("told");
        person.create("another");
        introspect(token, "192.0.2.1");
        List.of("once", "twice", "three times", "at last").forEach(name -> person.rename(token.id(), name));
        AccountConsole console = signIn("en-GB");
        console.openDetails("at last");
        Locator events = console.page.getByTestId("event");

        assertThat(events).hasCount(5);
        assertThat(events.first()).containsText("Renamed");
        assertThat(events.last()).containsText("Used");
        assertThat(events.last()).containsText(OPEN);
        console.assertAccessible("history");
        console.page.getByTestId("more-events").click();
        assertThat(events).hasCount(6);
        assertThat(events.last()).containsText("Created");
        assertThat(console.page.getByTestId("more-events")).hasCount(0);

        console.page.getByTestId("revoke").click();
        console.page.getByTestId("confirm-revoke").click();
        assertThat(events).hasCount(7);
        assertThat(events.first()).containsText("You revoked it.");
        console.assertAccessible("history-revoked");
        admin.updateRealm(REALM, Map.of("eventsEnabled", false));
        console.page.reload();
        assertThat(console.page.getByTestId("history")).containsText("No record is kept here.");
    }

    private void introspect(Person.Created token, String address) {
        Introspection.at(
                product.realm(REALM) + "/protocol/openid-connect/token/introspect",
                OPEN,
                Map.of("token", token.secret(), "client_address", address, "user_agent", "agent of " + address));
    }

    @Test
    void formWhenAnApiAsksForLimitsThenLimitedIsPreselectedAndEachChoiceSaysWhatItMeans() {
        ClientBuilder.named(STRICT)
                .isResourceServer()
                .attribute("api-tokens.limited-only", "true")
                .createIn(REALM, admin);
        AccountConsole console = signIn("en-GB");
        console.openCreate();

        assertThat(console.page.getByTestId("api-token-access-limited")).isChecked();
        Locator access = console.page.getByRole(AriaRole.RADIOGROUP);
        assertThat(access)
                .containsText("Everything that you may do at these APIs, now and later. Not accepted by strict-api.");
        assertThat(access).containsText("Only what is chosen here.");
        console.name().fill("careful");
        console.createButton().click();
        assertThat(console.page.getByTestId("api-token-access-" + OPEN)).isFocused();
        console.assertAccessible("limited-preselected");
        console.page.getByTestId("api-token-access-" + STRICT).check();
        console.create("careful");
        assertThat(console.page.getByTestId("details")).containsText(STRICT);

        admin.setting(REALM, "full-access-allowed", "false");
        console.page.reload();
        console.openCreate();
        assertThat(console.page.getByTestId("api-token-access-full")).hasCount(0);
        assertThat(console.page.getByTestId("api-token-access-" + OPEN)).isVisible();
    }

    @Test
    void formWhenRoleIsMissingThenSaidBeforeAndNotOffered() {
        admin.call("POST", "/" + REALM + "/roles", Map.of("name", "token-user"));
        admin.setting(REALM, "required-role", "token-user");
        AccountConsole console = signIn("en-GB");

        assertThat(console.page.getByTestId("refusal")).containsText("You may not create API tokens.");
        assertThat(console.newButton()).hasCount(0);
        console.open("/api-tokens/new");
        assertThat(console.page.getByTestId("refusal")).containsText("You may not create API tokens.");
        assertThat(console.createButton()).hasCount(0);
        console.assertAccessible("role-missing");
    }

    @Test
    void templatesThenFillTheFormIn() {
        admin.setting(REALM, "templates", "CI, for a month?name=CI&expires=30d&resource=open-api##Laptop?name=Laptop");
        AccountConsole console = signIn("en-GB");
        console.openCreate();
        Locator templates = console.page.getByTestId("templates");
        assertThat(templates.getByRole(AriaRole.LINK)).hasText(new String[] {"CI, for a month", "Laptop"});
        console.assertAccessible("templates");

        templates.getByText("CI, for a month").click();
        assertThat(console.name()).hasValue("CI");
        assertThat(console.expiration()).hasValue("30d");
        assertThat(console.page.getByTestId("api-token-access-" + OPEN)).isChecked();
        templates.getByText("Laptop").click();
        assertThat(console.name()).hasValue("Laptop");
        assertThat(console.page.getByTestId("api-token-access-full")).isChecked();
        assertThat(person.get("").json()).isEmpty();

        admin.setting(REALM, "templates", "no template");
        console.page.reload();
        assertThat(console.createButton()).isVisible();
        assertThat(templates).hasCount(0);
        assertThat(admin.get("/" + REALM + "/api-tokens/settings/unreadable").findValuesAsText("member"))
                .containsExactly("templates");
    }

    @Test
    void pageWhenPersonHasNoRoleOfTheAccountThenOneSentenceAndNoLoginAgain() {
        admin.realmRole("DELETE", REALM, person.username(), "default-roles-" + REALM);
        AccountConsole console = signIn("en-GB");
        Locator failure = console.page.getByTestId("failure");

        assertThat(failure).containsText("You may not manage your account here.");
        console.page.getByTestId("try-again").click();
        assertThat(failure).containsText("You may not manage your account here.");
        assertThat(console.page).hasURL(console.address("/api-tokens"));
        console.assertAccessible("no-account-role");
    }

    @Test
    void pageWhenRightToLeftThenCodesTokensAndAddressesAreNot() {
        admin.updateRealm(
                REALM,
                Map.of(
                        "internationalizationEnabled",
                        true,
                        "supportedLocales",
                        List.of("ar", "en"),
                        "defaultLocale",
                        "ar"));
        Person.Created token =
                person.create(Map.of("name", "bound", "addresses", List.of("192.0.2.0/24", "2001:db8::/32")));
        introspect(token, "192.0.2.7");
        await("the use to be stored")
                .until(() -> person.get("/" + token.id()).json().path("uses").size() == 1);
        AccountConsole console = signIn("ar");
        assertThat(console.page.locator("html")).hasAttribute("dir", "rtl");

        assertThat(console.row("bound")).isVisible();
        assertLeftToRight(console);
        Locator row = console.row("bound");
        assertThat(row.getByTestId("actions").boundingBox().x)
                .isLessThan(row.locator("a").boundingBox().x);
        console.assertAccessible("rtl-list");
        console.openDetails("bound");
        assertLeftToRight(console);
        console.assertAccessible("rtl-details");
        console.create("made from right to left");
        assertLeftToRight(console);
        console.assertAccessible("rtl-created");
        console.act("bound", "narrow");
        assertThat(console.page.getByTestId("api-token-less-addresses")).hasAttribute("dir", "ltr");
        console.assertAccessible("rtl-narrow");
    }

    private static void assertLeftToRight(AccountConsole console) {
        assertThat(console.page.locator("main code").count()).isPositive();
        assertThat(console.page.evaluate("""
            [...document.querySelectorAll("main code, main pre")]
                .filter((code) => getComputedStyle(code).direction !== "ltr")
                .map(({ textContent }) => textContent)
                .join()
            """)).isEqualTo("");
    }

    private AccountConsole signIn(String locale) {
        return consoles.person(REALM, person.username(), locale);
    }
}
