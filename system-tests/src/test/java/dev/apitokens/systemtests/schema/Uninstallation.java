package dev.apitokens.systemtests.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Layout;
import dev.apitokens.systemtests.product.StoredTokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;

/** What the operators' page says of removing all of it for good, done. */
public record Uninstallation(StoredTokens stored, List<String> statements) {

    public static Uninstallation of(StoredTokens stored) {
        try {
            String script = Files.readString(Layout.find().root().resolve("docs/uninstall.sql"));
            return new Uninstallation(
                    stored,
                    Pattern.compile(";")
                            .splitAsStream(script.replaceAll("(?m)^--.*$", "").strip())
                            .map(String::strip)
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * All of it, by itself: takes away whatever is ours in the database of a Keycloak that is stopped, of each kind something, and leaves
     * all else as it is.
     */
    public void assertTakesOursAndNothingElse() {
        assertTakesOursAndNothingElse(() -> statements.forEach(stored::update));
    }

    /**
     * The same.
     *
     * @param script runs the script some other way
     */
    public void assertTakesOursAndNothingElse(Runnable script) {
        Contents before = Contents.of(stored);
        assertThat(before.ours())
                .contains("API_TOKEN", Changelog.APPLIED, "REALM_ATTRIBUTE", "CLIENT_ATTRIBUTES")
                .contains("ACCOUNT_THEME", "ADMIN_THEME");

        script.run();

        before.withoutOurs().assertIs(Contents.of(stored));
    }

    /** As far as the tables are ours. */
    void dropTables() {
        statements.stream()
                .filter(statement -> statement.startsWith("DROP TABLE"))
                .forEach(stored::update);
    }
}
