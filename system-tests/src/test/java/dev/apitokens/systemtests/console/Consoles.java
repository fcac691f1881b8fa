package dev.apitokens.systemtests.console;

import dev.apitokens.systemtests.product.Product;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The consoles that a test opens at the product: each is closed after it, and complains then. Each thread of tests has one Chromium for
 * all of its classes, for it is the only one that may use it.
 */
final class Consoles implements BeforeEachCallback, AfterEachCallback {

    private static final ExtensionContext.Namespace CHROMIUM = ExtensionContext.Namespace.create(Consoles.class);

    private final List<Console> open = new ArrayList<>();
    private @Nullable Chromium chromium;

    @Override
    public void beforeEach(ExtensionContext context) {
        chromium = context.getRoot()
                .getStore(CHROMIUM)
                .computeIfAbsent(Thread.currentThread(), thread -> Chromium.launch(), Chromium.class);
    }

    /** Signs a person of the demo in, whose password is their name, at the API Tokens page. */
    AccountConsole person(String username, String locale) {
        return person("demo", username, locale);
    }

    /** The same in another realm. */
    AccountConsole person(String realm, String username, String locale) {
        return track(AccountConsole.signIn(chromium(), Product.shared(), realm, username, locale));
    }

    /** Signs an admin in, whose password is their name, at a page of a realm's own console. */
    AdminConsole admin(String realm, String username, String page) {
        return track(AdminConsole.signIn(chromium(), Product.shared(), realm, username, page));
    }

    private Chromium chromium() {
        return Objects.requireNonNull(chromium);
    }

    private <T extends Console> T track(T console) {
        open.add(console);
        return console;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        List<Console> opened = List.copyOf(open);
        open.clear();
        opened.forEach(Console::close);
    }
}
