package dev.apitokens.systemtests.schema;

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

    /** All of it. */
    public void run() {
        statements.forEach(stored::update);
    }

    /** As far as the tables are ours. */
    void dropTables() {
        statements.stream()
                .filter(statement -> statement.startsWith("DROP TABLE"))
                .forEach(stored::update);
    }
}
