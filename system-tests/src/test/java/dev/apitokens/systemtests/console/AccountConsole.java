package dev.apitokens.systemtests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import dev.apitokens.systemtests.client.Deployment;
import dev.apitokens.systemtests.client.Person;

/** A person's browser at the account console, in Berlin. */
final class AccountConsole extends Console {

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

    Locator name() {
        return page.getByTestId("api-token-name");
    }

    Locator expiration() {
        return page.getByTestId("api-token-expiration");
    }

    Locator createButton() {
        return page.getByTestId("create-token");
    }

    Locator rows() {
        return page.getByTestId("token-row");
    }

    Locator row(String name) {
        return rows().filter(new Locator.FilterOptions().setHasText(name));
    }

    /** Fills the form in and takes the secret from where it is shown. */
    String create(String tokenName) {
        name().fill(tokenName);
        createButton().click();
        // Those that were made before may still be there.
        String secret = page.getByTestId("created-token")
                .filter(new Locator.FilterOptions().setHasText(tokenName))
                .first()
                .getByTestId("token")
                .textContent();
        Person.SECRETS.add(secret);
        return secret;
    }
}
