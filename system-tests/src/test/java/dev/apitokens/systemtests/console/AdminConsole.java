package dev.apitokens.systemtests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import dev.apitokens.systemtests.client.Deployment;

/** An admin's browser at the admin console. */
final class AdminConsole extends Console {

    private AdminConsole(Chromium chromium, Deployment product, String realm, String locale) {
        super(chromium, product, "/admin/" + realm + "/console/", locale);
    }

    /** Signs an admin in, whose password is their name, at a page of a realm's own console. */
    static AdminConsole signIn(Chromium chromium, Deployment product, String realm, String username, String page) {
        AdminConsole console = new AdminConsole(chromium, product, realm, "en-GB");
        console.open("#" + page);
        console.login(username);
        assertThat(console.page.getByTestId("currentRealm")).isVisible();
        return console;
    }

    /** Keycloak's header, navigation and banners have faults of their own. */
    @Override
    String ours() {
        return "document.querySelector('[role=dialog]') ?? document.querySelector('main')";
    }

    Locator navEntry() {
        return page.getByTestId("nav-item-api-tokens");
    }

    Locator tab(String name) {
        return page.getByTestId("tab-" + name);
    }

    Locator rows() {
        return page.getByTestId("token-row");
    }

    /** The row of the token that has this very name; the hint of another one may be any four characters. */
    Locator row(String name) {
        return rows().filter(new Locator.FilterOptions()
                .setHas(page.getByText(name, new Page.GetByTextOptions().setExact(true))));
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    Locator alert() {
        return page.getByTestId("last-alert");
    }

    Locator setting(String member) {
        return page.locator("#setting-" + member);
    }

    void search(String text) {
        page.locator("#filter-search").fill(text);
        page.locator("#filter-search").press("Enter");
    }

    /** Shows the fields of the filter below the toolbar. */
    void openFilters() {
        Locator toggle = page.getByTestId("filters");
        if (toggle.getAttribute("aria-expanded").equals("false")) {
            toggle.click();
        }
    }

    void filterByStatus(String status) {
        openFilters();
        page.locator("#filter-status").selectOption(status);
    }

    void filterByDay(String member, String day) {
        openFilters();
        page.locator("#filter-" + member).fill(day);
        page.locator("#filter-" + member).press("Enter");
    }

    /** Shows columns of the list that are hidden, and hides those that are shown. */
    void switchColumns(String... columns) {
        page.getByTestId("columns").click();
        for (String column : columns) {
            page.getByTestId("column-" + column).click();
        }
        page.getByTestId("columns").click();
    }

    /** One of the further actions above the list, in the menu that this opens. */
    Locator more(String action) {
        page.getByTestId("more-actions").click();
        assertThat(page.getByTestId("export")).isVisible();
        return page.getByTestId(action);
    }

    void confirm() {
        page.getByTestId("confirm-revoke").click();
    }
}
