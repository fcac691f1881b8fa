package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.policy.Restriction;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How a restriction is spelled in rows, one for each name. What was removed keeps its row, spelled as nothing can be
 * named: so that neither something new of the same name gives back what the old one gave, nor a token has no restriction
 * when all that it was restricted to is gone.
 */
final class RestrictionRows {

    /** What a column holds. */
    private static final int MAX_CHARACTERS = 255;

    /** Between a removed name and the id of what it was; no scope's name and no client's id holds a space. */
    private static final String REMOVED = " ";

    private static final Predicate<String> IS_REMOVED = row -> row.contains(REMOVED);

    private RestrictionRows() {}

    static Restriction read(Set<String> rows) {
        return Restriction.toAnyOf(
                rows.stream().filter(IS_REMOVED.negate()).collect(Collectors.toSet()),
                rows.stream().filter(IS_REMOVED).map(RestrictionRows::name).collect(Collectors.toSet()));
    }

    /** Changes the rows to what the restriction says; those that stay are not written again. */
    static void write(Set<String> rows, Restriction restriction) {
        rows.removeIf(
                row -> !(IS_REMOVED.test(row) ? restriction.removed().contains(name(row)) : isNamed(row, restriction)));
        rows.addAll(restriction.names());
    }

    private static boolean isNamed(String row, Restriction restriction) {
        return restriction.names().contains(row);
    }

    /** The row of what was removed, in the place of its id. */
    static String removed(String id, String name) {
        int room = MAX_CHARACTERS - REMOVED.length() - id.length();
        return name.substring(0, Math.min(name.length(), room)) + REMOVED + id;
    }

    private static String name(String removedRow) {
        return removedRow.substring(0, removedRow.indexOf(REMOVED));
    }
}
