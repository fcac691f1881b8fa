package dev.apitokens.systemtests.console;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout;
import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import dev.apitokens.systemtests.client.Await;
import dev.apitokens.systemtests.client.Deployment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Somebody's browser at one of Keycloak's consoles, in Berlin. What no page may do is complained about in the end. */
abstract class Console implements AutoCloseable {

    private static final double PATIENCE = Await.PATIENCE.toMillis();
    /** Where the browser is. */
    static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    private static final Path SCREENSHOTS = Path.of("target/screenshots");
    private static final String AXE = read(Path.of("../themes/node_modules/axe-core/axe.min.js"));

    private final Chromium chromium;
    private final String locale;
    private final String server;
    final BrowserContext context;
    final Page page;
    private final String url;
    private final List<String> complaints = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private int leavings;

    Console(Chromium chromium, Deployment product, String path, String locale) {
        this.chromium = chromium;
        this.locale = locale;
        server = product.server;
        url = server + path;
        context = chromium.lend(locale);
        page = context.newPage();
        // As long as a test waits for anything: only what never comes takes so long.
        page.setDefaultTimeout(PATIENCE);
        setDefaultAssertionTimeout(PATIENCE);
        page.onRequest(request -> {
            if (!request.url().startsWith(server) && !request.url().startsWith("data:")) {
                complaints.add("left the server's origin: " + request.url());
            }
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> {
            if (dialog.type().equals("beforeunload")) {
                leavings++;
                dialog.accept();
            } else {
                complaints.add("a script of somebody's ran: " + dialog.message());
            }
        });
        page.onConsoleMessage(message -> {
            messages.add(message.text());
            if (message.text().contains("Content Security Policy")) {
                complaints.add(message.text());
            }
        });
    }

    /** What of a page is ours to make accessible: an expression that axe takes. */
    abstract String ours();

    void open(String path) {
        page.navigate(url + path);
    }

    String address(String path) {
        return url + path;
    }

    /** Fills in the login form for somebody whose password is their name. */
    void login(String username) {
        page.locator("#password").waitFor();
        // A login in between knows whose it is.
        if (page.locator("input#username").isVisible()) {
            page.locator("#username").fill(username);
        }
        page.locator("#password").fill(username);
        page.locator("#kc-login").click();
    }

    /** A picture of the page as it is, for people to look at. */
    void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SCREENSHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    /** A picture of what is to be seen without scrolling, once nothing moves any more. */
    Path picture(String name) {
        awaitStill();
        Path file = SCREENSHOTS.resolve("picture-" + name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file));
        return file;
    }

    /** Shows another text wherever the page shows that one. */
    void replaceText(String shown, String other) {
        page.evaluate("""
                ([shown, other]) => {
                    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
                    while (texts.nextNode()) {
                        texts.currentNode.data = texts.currentNode.data.replaceAll(shown, other);
                    }
                }
                """, List.of(shown, other));
    }

    /** Looks for what shuts people out, light and dark, wide and narrow, and takes a picture of each. */
    void assertAccessible(String state) {
        if (page.evaluate("typeof axe").equals("undefined")) {
            page.evaluate(AXE);
        }
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            for (int width : List.of(1280, 390)) {
                String view = state + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width;
                resize(width, 1600);
                awaitStill();
                screenshot(view);
                assertThat(page.evaluate("""
                                async () => (await axe.run(%s, { resultTypes: ["violations"] })).violations.map(({ id, nodes }) =>
                                    id + ": " + nodes.map(({ html }) => html.slice(0, 200)).join(" | "))
                                """.formatted(ours())).toString())
                        .as(view)
                        .isEqualTo("[]");
            }
        }
        page.setViewportSize(1280, 900);
        page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    /** Gives the window another size, in which nothing is too wide: Keycloak's header and navigation take some time for that. */
    final void resize(int width, int height) {
        page.setViewportSize(width, height);
        await("the page to fit " + width + " pixels")
                .pollInSameThread()
                .untilAsserted(() -> assertThat(
                                (int) page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
                        .isLessThanOrEqualTo(0));
    }

    /** Colours and the navigation take their time to change; what turns for ever does not count. */
    private void awaitStill() {
        page.evaluate("""
                async () => {
                    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
                    await Promise.allSettled(document.getAnimations()
                        .filter(({ effect }) => effect.getComputedTiming().endTime !== Infinity)
                        .map(({ finished }) => finished));
                }
                """);
    }

    /** How often the browser asked whether to leave the page; each time, it was left. */
    int leavings() {
        return leavings;
    }

    /** What was written to the browser's console. */
    List<String> messages() {
        return List.copyOf(messages);
    }

    @Override
    public void close() {
        chromium.takeBack(locale, context, server);
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
