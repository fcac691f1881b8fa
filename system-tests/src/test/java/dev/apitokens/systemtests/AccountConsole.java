package dev.apitokens.systemtests;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A person's browser at the account console, in Berlin. */
final class AccountConsole implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final String AXE = read(Path.of("../themes/node_modules/axe-core/axe.min.js"));

    private final String server;
    private final String url;
    final BrowserContext context;
    final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();

    private AccountConsole(Browser browser, Product product, String locale) {
        server = product.keycloak.baseUrl().toString();
        url = product.realm("demo") + "/account";
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1280, 900)
                .setLocale(locale)
                .setTimezoneId("Europe/Berlin")
                .setPermissions(List.of("clipboard-read", "clipboard-write")));
        page = context.newPage();
        page.setDefaultTimeout(30_000);
        setDefaultAssertionTimeout(20_000);
        page.onRequest(request -> {
            if (!request.url().startsWith(server) && !request.url().startsWith("data:")) {
                complaints.add("left the server's origin: " + request.url());
            }
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> complaints.add("a script of somebody's ran: " + dialog.message()));
        page.onConsoleMessage(message -> {
            messages.add(message.text());
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
    }

    /** Signs a person in, whose password is their name, at the API Tokens page. */
    static AccountConsole signIn(Chromium chromium, Product product, String username, String locale) {
        AccountConsole console = new AccountConsole(chromium.browser, product, locale);
        console.open("/api-tokens");
        console.login(username);
        assertThat(console.heading()).isVisible();
        return console;
    }

    void open(String path) {
        page.navigate(url + path);
    }

    void login(String username) {
        page.locator("#password").waitFor();
        // A login in between knows whose it is.
        if (page.locator("input#username").isVisible()) {
            page.locator("#username").fill(username);
        }
        page.locator("#password").fill(username);
        page.locator("#kc-login").click();
    }

    String address(String path) {
        return url + path;
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
        String secret = page.getByTestId("token").textContent();
        Person.SECRETS.add(secret);
        return secret;
    }

    /** A picture of the page as it is, for people to look at. */
    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    /** Looks for what shuts people out, light and dark, wide and narrow, and takes a picture of each. */
    void assertAccessible(String state) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : List.of(1280, 390)) {
                page.setViewportSize(width, 1600);
                // Colours and the navigation take their time to change.
                page.waitForTimeout(400);
                String view = state + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT) + "-" + width;
                screenshot(view);
                page.evaluate(AXE);
                assertThat(page.evaluate("""
                                async () => (await axe.run()).violations.map(({ id, nodes }) =>
                                    id + ": " + nodes.map(({ html }) => html.slice(0, 200)).join(" | "))
                                """).toString()).as(view).isEqualTo("[]");
                assertThat((int) page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
                        .as(view + " is too wide")
                        .isLessThanOrEqualTo(0);
            }
        }
        page.setViewportSize(1280, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /** What was written to the browser's console. */
    List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        context.close();
        assertThat(complaints).isEmpty();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
