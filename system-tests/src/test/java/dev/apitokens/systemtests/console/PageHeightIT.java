package dev.apitokens.systemtests.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.BoundingBox;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.OwnRealm;
import dev.apitokens.systemtests.product.Product;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** However many APIs there are, and tokens: no screen is higher than three windows, and nothing is out of reach. */
@OwnRealm
class PageHeightIT {

    private static final int WINDOWS = 3;
    private static final String WIDE = "W".repeat(100);

    @RegisterExtension
    private final Consoles consoles = new Consoles();

    private final Product product = Product.shared();
    private final Admin admin = product.admin();

    /** A window's size. */
    private record Window(int width, int height) {}

    @ParameterizedTest
    @CsvSource({"1,1", "12,200", "40,1", "40,200"})
    void screensThenThreeWindowsAtTheMost(int apis, int tokens) {
        String realm = "apis-" + apis + "-" + tokens;
        Person person = realm(realm, apis, tokens);
        AccountConsole console = consoles.person(realm, person.username(), "en-GB");
        for (Window window : List.of(new Window(1280, 900), new Window(390, 844))) {
            console.resize(window.width(), window.height());
            String state = realm + "-" + window.width();
            console.openList();
            assertFits(console, window, state + "-list");
            assertInSight(console.row(WIDE).getByTestId("actions"), window);
            console.openDetails(WIDE);
            assertFits(console, window, state + "-details");
            console.openConnection();
            assertFits(console, window, state + "-connect");
            console.openCreate();
            assertFits(console, window, state + "-new");
            console.page.getByTestId("api-token-access-limited").check();
            console.page.getByTestId("api-token-access-api-1").check();
            assertFits(console, window, state + "-limited");
            console.create("made at " + window.width());
            assertFits(console, window, state + "-created");
        }
    }

    private Person realm(String realm, int apis, int tokens) {
        admin.createRealm(realm, Map.of("api-tokens.max-per-user", "300"));
        admin.updateRealm(realm, Map.of("accountTheme", "api-tokens"));
        for (int i = 1; i <= apis; i++) {
            ClientBuilder.named("api-" + i)
                    .isResourceServer()
                    .with("name", "The API number " + i)
                    .with("baseUrl", "https://api-" + i + ".example.org/")
                    .createIn(realm, admin);
        }
        Person person = Person.login(product.realm(realm), "cli", admin.createUser(realm));
        for (int i = 1; i < tokens; i++) {
            person.create("token " + i);
        }
        person.create(WIDE);
        return person;
    }

    private static void assertFits(AccountConsole console, Window window, String state) {
        console.picture(state);
        assertThat((int) console.page.evaluate("""
                        Math.max(...[...document.querySelectorAll("html, main, .pf-v5-c-page__main-container")]
                            .map(({ scrollHeight }) => scrollHeight))
                        """)).as(state).isLessThanOrEqualTo(WINDOWS * window.height());
    }

    private static void assertInSight(Locator locator, Window window) {
        BoundingBox box = locator.boundingBox();
        assertThat(box.x).isGreaterThanOrEqualTo(0);
        assertThat(box.x + box.width).isLessThanOrEqualTo(window.width());
    }
}
