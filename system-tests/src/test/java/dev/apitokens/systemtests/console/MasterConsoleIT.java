package dev.apitokens.systemtests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.product.Product;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The console of the server's own realm, for which that realm's theme is changed: others that share the server take turns with it. */
class MasterConsoleIT {

    private static final String REALM = "of-the-server";

    @RegisterExtension
    private final Consoles consoles = new Consoles();

    private final Admin root = Product.shared().admin();

    @Test
    void masterAdminThenSeesSectionOfRealmWithStockTheme() {
        root.createRealm(REALM);
        String somebody = root.createUser(REALM);
        root.updateRealm("master", Map.of("adminTheme", "api-tokens"));
        try {
            AdminConsole console = consoles.admin("master", "admin", "/master/realms");
            console.open("#/" + REALM + "/clients");
            console.navEntry().click();

            assertThat(console.page.getByTestId("view-header")).hasText("API tokens");
            console.search(somebody);
            assertThat(console.page.getByTestId("no-tokens")).containsText("No matching tokens");
        } finally {
            root.updateRealm("master", Map.of("adminTheme", ""));
        }
    }
}
