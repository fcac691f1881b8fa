package dev.apitokens.systemtests.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.systemtests.product.StoredTokens;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Every row of Keycloak's database, which must have stopped.
 *
 * @param rows by the names of the tables, in capital letters; those of one table in an order of their own
 */
record Contents(SortedMap<String, List<Map<String, String>>> rows) {

    private static final String TABLES = "select TABLE_NAME from INFORMATION_SCHEMA.TABLES where TABLE_TYPE = 'BASE"
            + " TABLE' and lower(TABLE_SCHEMA) not in ('information_schema', 'pg_catalog', 'performance_schema',"
            + " 'mysql', 'sys')";

    private static final String NAME = "api-tokens";
    private static final Set<String> SETTINGS = Set.of("REALM_ATTRIBUTE", "CLIENT_ATTRIBUTES");
    private static final List<String> THEMES = List.of("ACCOUNT_THEME", "ADMIN_THEME");

    /** They tell of what was done, and where somebody was when they logged in. */
    private static final Set<String> HISTORY =
            Set.of("EVENT_ENTITY", "ADMIN_EVENT_ENTITY", "OFFLINE_USER_SESSION", "OFFLINE_CLIENT_SESSION");

    static Contents of(StoredTokens stored) {
        SortedMap<String, List<Map<String, String>>> rows = new TreeMap<>();
        for (String table : stored.query(TABLES)) {
            rows.put(table.toUpperCase(Locale.ROOT), inOrder(stored.rows("select * from " + table).stream()));
        }
        return new Contents(rows);
    }

    private static List<Map<String, String>> inOrder(Stream<Map<String, String>> rows) {
        return rows.sorted(Comparator.comparing(Map::toString)).toList();
    }

    private List<Map<String, String>> in(String table) {
        return rows.getOrDefault(table, List.of());
    }

    /** What ours are: tables with rows, and rows and values of Keycloak's tables. */
    List<String> ours() {
        return Stream.of(
                        rows.keySet().stream()
                                .filter(table -> isOurs(table) && !in(table).isEmpty()),
                        SETTINGS.stream().filter(table -> in(table).stream().anyMatch(Contents::isSetting)),
                        THEMES.stream()
                                .filter(theme -> in("REALM").stream().anyMatch(realm -> NAME.equals(realm.get(theme)))))
                .flatMap(kinds -> kinds)
                .toList();
    }

    /** The same without them. */
    Contents withoutOurs() {
        SortedMap<String, List<Map<String, String>>> left = new TreeMap<>();
        rows.forEach((table, all) -> {
            if (!isOurs(table)) {
                left.put(
                        table,
                        inOrder(all.stream()
                                .filter(row -> !SETTINGS.contains(table) || !isSetting(row))
                                .map(row -> table.equals("REALM") ? withoutThemes(row) : row)));
            }
        });
        return new Contents(left);
    }

    /** That it is what there is, and nothing of it names us, in whatever column. */
    void assertIs(Contents now) {
        assertThat(now.rows.keySet()).isEqualTo(rows.keySet());
        rows.forEach((table, all) -> {
            assertThat(now.in(table)).as(table).isEqualTo(all);
            if (!HISTORY.contains(table)) {
                assertThat(all).as(table).noneMatch(row -> row.toString().contains(NAME));
            }
        });
    }

    private static boolean isOurs(String table) {
        return table.startsWith("API_TOKEN") || table.equals(Changelog.APPLIED);
    }

    private static boolean isSetting(Map<String, String> attribute) {
        return attribute.getOrDefault("NAME", "").startsWith(NAME + ".");
    }

    private static Map<String, String> withoutThemes(Map<String, String> realm) {
        Map<String, String> changed = new TreeMap<>(realm);
        THEMES.forEach(theme -> changed.computeIfPresent(theme, (column, name) -> name.equals(NAME) ? "null" : name));
        return changed;
    }
}
