package dev.apitokens.systemtests.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.Route;
import dev.apitokens.systemtests.product.Programs;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The machine's own Chromium, driven by Playwright. */
final class Chromium implements AutoCloseable {

    /** The first has no window that it could show, and so no parts of one that take a third of the processor time. */
    private static final List<String> NAMES =
            List.of("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome");

    private final Playwright playwright;
    private final Browser browser;
    private final Map<String, Deque<BrowserContext>> free = new HashMap<>();

    private Chromium(Path executable) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    static Chromium launch() {
        return new Chromium(find().orElseThrow(() ->
                new IllegalStateException("Chromium is missing: install Debian's package chromium-headless-shell.")));
    }

    private static Optional<Path> find() {
        return NAMES.stream().map(Programs::find).flatMap(Optional::stream).findFirst();
    }

    /**
     * A browser in Berlin that nobody has signed in at; what it has loaded before it need not load again.
     *
     * @param locale its language
     */
    BrowserContext lend(String locale) {
        BrowserContext used =
                free.computeIfAbsent(locale, key -> new ArrayDeque<>()).poll();
        return used != null
                ? used
                : browser.newContext(new Browser.NewContextOptions()
                        .setViewportSize(1280, 900)
                        .setLocale(locale)
                        .setTimezoneId(Console.ZONE.getId())
                        .setPermissions(List.of("clipboard-read", "clipboard-write")));
    }

    /** Takes a lent one back, without its pages, its cookies and what its pages have stored. */
    void takeBack(String locale, BrowserContext context, String origin) {
        context.setOffline(false);
        context.pages().forEach(Page::close);
        Page page = context.newPage();
        page.route(
                "**",
                route -> route.fulfill(
                        new Route.FulfillOptions().setContentType("text/html").setBody("")));
        page.navigate(origin);
        page.evaluate("localStorage.clear()");
        page.close();
        context.clearCookies();
        free.computeIfAbsent(locale, key -> new ArrayDeque<>()).add(context);
    }

    @Override
    public void close() {
        playwright.close();
    }
}
