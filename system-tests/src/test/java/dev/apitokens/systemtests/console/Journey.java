package dev.apitokens.systemtests.console;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A way that somebody goes through pages, counted in what they click and choose, and timed. */
final class Journey {

    private static final Path FOLDER = Path.of("target/journeys");

    // A click on a label is one, though the browser makes two of it.
    private static final String COUNT = """
            for (const type of ["pointerdown", "change"]) {
                addEventListener(type, ({ target }) => {
                    if (type === "pointerdown" || target.tagName === "SELECT") {
                        journeyActs();
                    }
                }, true);
            }
            """;

    private final Page page;
    private final Instant start = Instant.now();
    private int acts;

    private Journey(Page page) {
        this.page = page;
    }

    /** Begins where the page is now. */
    static Journey begin(Page page) {
        Journey journey = new Journey(page);
        page.exposeFunction("journeyActs", arguments -> ++journey.acts);
        page.addInitScript(COUNT);
        page.evaluate(COUNT);
        return journey;
    }

    /** Writes down how long the way was; answers how many acts it took. */
    int end(String name) {
        // What the page tells comes in the order in which it happens.
        page.evaluate("journeyActs()");
        acts--;
        String line = String.format(
                Locale.ROOT,
                "%s: %d clicks and choices, %.1f s%n",
                name,
                acts,
                Duration.between(start, Instant.now()).toMillis() / 1000.0);
        try {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(name + ".txt"), line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return acts;
    }
}
