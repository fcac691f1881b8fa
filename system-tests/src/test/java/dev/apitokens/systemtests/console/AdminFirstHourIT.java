package dev.apitokens.systemtests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
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
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;

/** From a realm that knows nothing of API tokens to the first one that is used, with a browser and nothing else. */
@OwnRealm
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminFirstHourIT {

    private static final String REALM = "first-hour";

    @RegisterExtension
    private final Consoles consoles = new Consoles();

    private final Product product = Product.shared();
    private final Admin root = product.admin();
    private String realmAdmin;
    private AdminConsole console;

    @BeforeEach
    void freshRealm() {
        root.createRealm(REALM);
        root.updateRealm(REALM, Map.of("adminTheme", "api-tokens", "accountTheme", "api-tokens"));
        ClientBuilder.named("orders").createIn(REALM, root);
        ClientBuilder.named("website").isPublic().createIn(REALM, root);
        realmAdmin = root.createUser(REALM);
        root.adminRoles(REALM, realmAdmin, "realm-admin");
        console = consoles.admin(REALM, realmAdmin, "/" + REALM + "/api-tokens");
    }

    private void makeResourceServer() {
        console.page.getByTestId("add-server").click();
        console.page.locator("#server-clientId").fill("orders");
        console.page.locator("#server-type").selectOption("graphql");
        console.page.locator("#server-address").fill("https://orders.example.org/graphql");
        console.page.getByTestId("confirm-server").click();
        assertThat(console.page.getByTestId("server-row")).hasCount(1);
    }

    @Test
    void freshRealmThenLedToTheFirstTokenThatIsUsed() {
        Journey journey = Journey.begin(console.page);
        console.page.getByTestId("to-servers").click();
        assertThat(console.page.getByTestId("no-servers")).isVisible();
        console.assertAccessible("servers-none");
        makeResourceServer();
        assertThat(console.page.locator("#api-tokens-content")).isFocused();

        Locator row = console.page.getByTestId("server-row");
        assertThat(row).containsText("orders");
        assertThat(row).containsText("graphql");
        assertThat(row).containsText("https://orders.example.org/graphql");
        console.assertAccessible("servers");
        row.getByTestId("try-server").click();
        console.page.getByTestId("confirm-trial").click();
        assertThat(console.page.getByTestId("trial-outcome"))
                .containsText("A token of " + realmAdmin + " would be active.");
        assertThat(console.page.getByTestId("trial-outcome")).containsText("\"aud\"");
        console.assertAccessible("servers-trial");
        assertThat(journey.end("from-a-fresh-realm-to-a-token-that-would-be-active"))
                .isLessThanOrEqualTo(7);

        String secret = consoles.person(REALM, realmAdmin, "en-GB").create("the first one");
        assertThat(Introspection.at(
                                product.realm(REALM) + "/protocol/openid-connect/token/introspect",
                                "orders",
                                Map.of("token", secret))
                        .json()
                        .path("username")
                        .asText())
                .isEqualTo(realmAdmin);
    }

    @Test
    void serverWhenChangedThenAllElseStaysAndTokensAreCounted() {
        console.tab("servers").click();
        makeResourceServer();
        Person person = Person.login(product.realm(REALM), "cli", root.createUser(REALM));
        person.create(Map.of("name", "for orders", "resources", List.of("orders")));

        console.page.getByTestId("change-server").click();
        assertThat(console.page.locator("#server-address")).hasValue("https://orders.example.org/graphql");
        console.page.locator("#server-check").check();
        console.page.getByTestId("confirm-server").click();
        assertThat(console.page.getByTestId("server-row")).containsText("On");
        assertThat(root.get("/" + REALM + "/clients?clientId=orders")
                        .at("/0/attributes/api-tokens.check")
                        .asText())
                .isEqualTo("true");
        console.page.reload();
        console.page
                .getByTestId("server-row")
                .locator("a[href*='resource=orders']")
                .click();
        assertThat(console.row("for orders")).isVisible();

        console.tab("servers").click();
        console.page.getByTestId("change-server").click();
        assertThat(console.page.locator("#server-address")).hasValue("https://orders.example.org/graphql");
        console.page.locator("#server-isTaking").uncheck();
        console.page.getByTestId("confirm-server").click();
        assertThat(console.page.getByTestId("no-servers")).isVisible();
        assertThat(console.page.locator("#api-tokens-content")).isFocused();
    }

    @Test
    void personThenLinkToTheirTokens() {
        ClientBuilder.named("api").isResourceServer().createIn(REALM, root);
        String username = root.createUser(REALM);
        Person.login(product.realm(REALM), "cli", username).create("of that person");

        console.open("#/" + REALM + "/users/" + root.userId(REALM, username) + "/settings");
        console.page.getByTestId("tokens-of-person").click();

        assertThat(console.rows()).hasCount(1);
        assertThat(console.row("of that person")).isVisible();
    }

    @Test
    void clientWhenPublicOrUnknownThenNoResourceServer() {
        console.tab("servers").click();
        console.page.getByTestId("add-server").click();
        for (String clientId : new String[] {"website", "nothing of that name"}) {
            console.page.locator("#server-clientId").fill(clientId);
            console.page.getByTestId("confirm-server").click();
            assertThat(console.dialog()).containsText("There is no confidential client of that client ID.");
        }
    }

    @Test
    void serverWhenKeycloakRefusesOrCannotBeReachedThenSaysWhatIsWrong() {
        console.tab("servers").click();
        console.page.getByTestId("add-server").click();
        console.page.locator("#server-clientId").fill("orders");
        console.page.locator("#server-address").fill("https://a b");
        console.page.getByTestId("confirm-server").click();
        assertThat(console.dialog()).containsText("Base URL is not a valid URL");
        console.assertAccessible("servers-refused");
        console.dialog().getByText("Cancel").click();

        makeResourceServer();
        console.context.setOffline(true);
        console.page.getByTestId("change-server").click();
        assertThat(console.dialog()).containsText("The server can't be reached");
        assertThat(console.page.locator("#server-address")).hasCount(0);
        console.context.setOffline(false);
        console.dialog().getByTestId("try-again").click();
        assertThat(console.page.locator("#server-address")).hasValue("https://orders.example.org/graphql");
    }
}
