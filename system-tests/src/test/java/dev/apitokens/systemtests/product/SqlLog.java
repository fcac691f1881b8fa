package dev.apitokens.systemtests.product;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The statements that a Keycloak logs, told apart by who sends them: several do at the same time.
 *
 * @param log of a Keycloak whose category {@code org.hibernate.SQL} is at DEBUG
 */
public record SqlLog(Path log) {

    private static final String CATEGORY = "[org.hibernate.SQL]";

    /** Who sends statements, by the name of the thread. */
    public enum Sender {
        /** Whoever answers requests. */
        REQUEST("(executor-thread-"),
        /** Work of ours that nobody waits for. */
        BACKGROUND("(kc-api-tokens-");

        private final String thread;

        Sender(String thread) {
            this.thread = thread;
        }
    }

    /** Where the log ends now. */
    public int mark() {
        return lines().size();
    }

    /** What was sent since the mark, as Hibernate writes it: {@code ?} for a parameter. */
    public List<String> since(int mark, Sender sender) {
        return lines().stream()
                .skip(mark)
                .filter(line -> line.contains(CATEGORY))
                .map(line -> line.substring(line.indexOf(CATEGORY) + CATEGORY.length()))
                .map(String::strip)
                .filter(line -> line.startsWith(sender.thread))
                .map(line -> line.substring(line.indexOf(')') + 1).strip())
                .toList();
    }

    private List<String> lines() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
