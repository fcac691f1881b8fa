package dev.apitokens.systemtests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Person;
import java.net.URI;
import java.util.regex.Pattern;

/** A person's browser at the account console, in Berlin. */
final class AccountConsole extends Console {

    /** The address of the page of any token. */
    static final Pattern A_TOKENS_PAGE = Pattern.compile(".*/account/api-tokens/[0-9a-f-]{36}$");

    private static final String LIST = "/account/api-tokens";
    private static final Pattern OURS = Pattern.compile(".*" + LIST + ".*");

    private AccountConsole(Chromium chromium, Deployment product, String realm, String locale) {
        super(chromium, product, "/realms/" + realm + "/account", locale);
    }

    @Override
    String ours() {
        return "document";
    }

    /** Signs a person in, whose password is their name, at the API Tokens page. */
    static AccountConsole signIn(Chromium chromium, Deployment product, String username, String locale) {
        return signIn(chromium, product, "demo", username, locale);
    }

    /** The same in another realm. */
    static AccountConsole signIn(Chromium chromium, Deployment product, String realm, String username, String locale) {
        AccountConsole console = new AccountConsole(chromium, product, realm, locale);
        console.open("/api-tokens");
        console.login(username);
        assertThat(console.heading()).isVisible();
        return console;
    }

    Locator heading() {
        return page.getByTestId("page-heading");
    }

    /** Goes to the list by the page's own link, if it is not there. */
    void openList() {
        if (!isAt(LIST)) {
            page.getByTestId("to-list").click();
        }
        page.getByTestId("tokens-heading").waitFor();
    }

    /** Goes to the form by the page's own button, if it is not there. */
    void openCreate() {
        if (!isAt(LIST + "/new")) {
            openList();
            newButton().click();
            page.getByTestId("api-token-name").waitFor();
        }
    }

    /** Goes to what a token's row leads to. */
    void openDetails(String tokenName) {
        row(tokenName).locator("a").click();
        page.getByTestId("details").waitFor();
    }

    /** Goes to where it is said how tokens are used. */
    void openConnection() {
        openList();
        page.getByTestId("connection").click();
    }

    private boolean isAt(String path) {
        // A login, or what was clicked last, may still be on its way.
        page.waitForURL(OURS);
        return URI.create(page.url()).getPath().endsWith(path);
    }

    /** What leads to the form. */
    Locator newButton() {
        return page.getByTestId("new-token");
    }

    /** The name in the form, where this goes. */
    Locator name() {
        openCreate();
        return page.getByTestId("api-token-name");
    }

    /** The expiration in the form, where this goes. */
    Locator expiration() {
        openCreate();
        return page.getByTestId("api-token-expiration");
    }

    Locator createButton() {
        return page.getByTestId("create-token");
    }

    Locator rows() {
        return page.getByTestId("token-row");
    }

    /** A row of the list, where this goes. */
    Locator row(String name) {
        openList();
        return rows().filter(new Locator.FilterOptions().setHasText(name));
    }

    /** Opens what can be done with a token of the list. */
    Locator actions(String tokenName) {
        Locator row = row(tokenName);
        row.getByTestId("actions").click();
        return row;
    }

    /** Chooses what is done with a token of the list. */
    void act(String tokenName, String action) {
        actions(tokenName).getByTestId(action).click();
    }

    /** Shows the tokens that have ended, or the others. */
    Locator shown(boolean ended) {
        openList();
        Locator shown = page.getByTestId("shown");
        shown.selectOption(String.valueOf(ended));
        return shown.locator("option:checked");
    }

    /** Fills the form in and takes the secret from where it is shown. */
    String create(String tokenName) {
        name().fill(tokenName);
        createButton().click();
        return takeSecret();
    }

    /** The secret that is shown on the page of its token. */
    String takeSecret() {
        String secret = page.getByTestId("token").textContent();
        Person.SECRETS.add(secret);
        return secret;
    }
}
