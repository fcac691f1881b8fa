package dev.apitokens.systemtests.product;

import dev.apitokens.launcher.LogFile;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The statements that a Keycloak logs, told apart by who sends them: several do at the same time.
 *
 * @param log of a Keycloak that logs at {@link #LEVEL}
 */
public record SqlLog(Path log) {

    /** What goes by way of Hibernate, and what does not. */
    static final String LEVEL = "org.hibernate.SQL:debug,dev.apitokens.keycloak.model.jpa.LookupStatement:debug";

    private static final Pattern CATEGORY = Pattern.compile("\\[(org\\.hibernate\\.SQL|[a-z.]*\\.?LookupStatement)]");

    /** Who sends statements, by the name of the thread. */
    public enum Sender {
        /** Whoever answers requests. */
        REQUEST("\\(executor-thread-"),
        /** Work of ours that nobody waits for. */
        BACKGROUND("\\((kc-api-tokens-|api-token-leak-reports\\))");

        private final Pattern threads;

        Sender(String threads) {
            this.threads = Pattern.compile(threads);
        }

        private boolean hasSent(String line) {
            return threads.matcher(line).lookingAt();
        }
    }

    /** Where the log ends now. */
    public int mark() {
        return file().lines().size();
    }

    /** What was sent since the mark, with {@code ?} for a parameter. */
    public List<String> since(int mark, Sender sender) {
        return file().lines().stream()
                .skip(mark)
                .flatMap(line -> CATEGORY.matcher(line)
                        .results()
                        .limit(1)
                        .map(category -> line.substring(category.end()).strip()))
                .filter(sender::hasSent)
                .map(line -> line.substring(line.indexOf(')') + 1).strip())
                .toList();
    }

    private LogFile file() {
        return new LogFile(log);
    }
}
