package dev.apitokens.systemtests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The API Tokens page while the answer to a change takes its time, and when it never comes. */
class LostAnswersIT {

    /** Of what makes a secret. */
    private static final Pattern ISSUE = Pattern.compile(".*/realms/demo/api-tokens(/[^/]+/rotate)?$");

    @RegisterExtension
    private final Consoles consoles = new Consoles();

    private final Person person = Product.shared().newPerson("editor");

    @Test
    void rotateWhenAnswerTakesItsTimeThenTheDialogStaysAndTheSecretIsShown() {
        person.create("turning");
        AccountConsole console = consoles.person(person.username(), "en-GB");
        console.openDetails("turning");
        List<Route> held = new ArrayList<>();
        console.page.route(ISSUE, held::add);
        console.page.getByTestId("rotate").click();
        Locator rotate = console.page.getByTestId("rotate-dialog");
        console.page.waitForRequest(
                ISSUE, () -> console.page.getByTestId("confirm-rotate").click());

        console.page.keyboard().press("Escape");
        console.page.getByTestId("cancel-rotate").click(new Locator.ClickOptions().setForce(true));
        assertThat(rotate).isVisible();
        console.assertAccessible("rotating");
        held.forEach(Route::resume);

        console.takeSecret();
        assertThat(rotate).isHidden();
    }

    @Test
    void createWhenAnswerTakesItsTimeThenWhoLeavesIsAskedAndTheSecretIsShown() {
        AccountConsole console = consoles.person(person.username(), "en-GB");
        console.name().fill("slow");
        List<Route> held = new ArrayList<>();
        console.page.route(ISSUE, held::add);
        console.page.waitForRequest(ISSUE, () -> console.createButton().click());

        console.page
                .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Personal info"))
                .click();
        Locator asked = console.page.getByTestId("go-on-dialog");
        assertThat(asked).containsText("A secret is on its way");
        console.assertAccessible("issuing");
        held.forEach(Route::resume);

        console.takeSecret();
        assertThat(asked).isHidden();
        assertThat(console.page).hasURL(AccountConsole.A_TOKENS_PAGE);
    }

    @Test
    void createWhenAnswerIsLostThenTheListHasTheTokenAtOnce() {
        AccountConsole console = consoles.person(person.username(), "en-GB");
        console.name().fill("unheard of");
        console.page.route(
                ISSUE,
                route -> {
                    // It is made, and nobody hears of it.
                    route.fetch();
                    route.abort();
                },
                new Page.RouteOptions().setTimes(1));
        console.createButton().click();
        assertThat(console.page.getByTestId("create-error")).containsText("The server can't be reached");
        console.createButton().click();
        assertThat(console.page.locator("#api-token-name-help")).containsText("You have an active token of this name.");

        console.page.getByText("Cancel").click();
        assertThat(console.row("unheard of")).isVisible();
        assertThat(person.get("").json()).hasSize(1);
    }
}
