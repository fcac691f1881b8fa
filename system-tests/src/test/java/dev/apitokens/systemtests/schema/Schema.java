package dev.apitokens.systemtests.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Database;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Our tables as they are in a database, in capital letters.
 *
 * @param tables the columns of each, by their names
 * @param indexes the columns of each, by table and name
 */
record Schema(SortedMap<String, SortedMap<String, Column>> tables, SortedMap<String, Index> indexes) {

    /**
     * A column.
     *
     * @param isOptional whether a row can be made by who does not know it
     */
    record Column(String type, int size, boolean isNullable, boolean isOptional) {

        boolean isNumber() {
            return type.startsWith("INT") || type.startsWith("BIGINT");
        }

        /** Whether whatever the other one takes is taken, too: it may have become longer. */
        boolean covers(Column before) {
            return size >= before.size && equals(new Column(before.type, size, before.isNullable, before.isOptional));
        }
    }

    /** An index, or what a constraint has in place of one. */
    record Index(String table, boolean isUnique, List<String> columns) {}

    static Schema of(Database database) {
        try (Connection connection =
                DriverManager.getConnection(database.url(), database.user(), database.password())) {
            return new Reader(connection.getMetaData(), connection.getCatalog(), connection.getSchema()).read();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Of a table, by their names; none when it is not there. */
    SortedMap<String, Column> columns(String table) {
        return tables.getOrDefault(table, new TreeMap<>());
    }

    /** That a node which knows only what was there before can go on: it finds all of it, and can leave out what is new. */
    void assertAddsTo(Schema before) {
        before.tables.forEach((table, columns) -> {
            columns.forEach((name, column) -> assertThat(columns(table).get(name))
                    .as("%s.%s", table, name)
                    .matches(now -> now.covers(column)));
            columns(table)
                    .forEach((name, column) -> assertThat(columns.containsKey(name) || column.isOptional())
                            .as("%s.%s is new and may be left out", table, name)
                            .isTrue());
        });
        indexes.forEach((name, index) -> assertThat(!index.isUnique()
                        || !before.tables.containsKey(index.table())
                        || before.indexes.containsValue(index))
                .as("%s forbids no row that could be made before", name)
                .isTrue());
    }

    private record Reader(
            DatabaseMetaData metaData,
            @Nullable String catalog,
            @Nullable String schema) {

        private static final String OURS = "API_TOKEN";

        Schema read() throws SQLException {
            SortedMap<String, SortedMap<String, Column>> tables = new TreeMap<>();
            SortedMap<String, Index> indexes = new TreeMap<>();
            for (String table : names()) {
                tables.put(capitals(table), columns(table));
                indexes(table, indexes);
            }
            return new Schema(tables, indexes);
        }

        private List<String> names() throws SQLException {
            List<String> names = new ArrayList<>();
            try (ResultSet rows = metaData.getTables(catalog, schema, "%", null)) {
                while (rows.next()) {
                    String name = rows.getString("TABLE_NAME");
                    // PostgreSQL has its indexes in this list as well.
                    if (capitals(name).startsWith(OURS)
                            && rows.getString("TABLE_TYPE").endsWith("TABLE")) {
                        names.add(name);
                    }
                }
            }
            return names;
        }

        private SortedMap<String, Column> columns(String table) throws SQLException {
            SortedMap<String, Column> columns = new TreeMap<>();
            try (ResultSet rows = metaData.getColumns(catalog, schema, table, "%")) {
                while (rows.next()) {
                    boolean isNullable = rows.getInt("NULLABLE") == DatabaseMetaData.columnNullable;
                    columns.put(
                            capitals(rows.getString("COLUMN_NAME")),
                            new Column(
                                    capitals(rows.getString("TYPE_NAME")),
                                    rows.getInt("COLUMN_SIZE"),
                                    isNullable,
                                    isNullable || rows.getString("COLUMN_DEF") != null));
                }
            }
            return columns;
        }

        private void indexes(String table, Map<String, Index> all) throws SQLException {
            try (ResultSet rows = metaData.getIndexInfo(catalog, schema, table, false, true)) {
                while (rows.next()) {
                    String column = rows.getString("COLUMN_NAME");
                    if (column != null) {
                        all.computeIfAbsent(
                                        capitals(table) + ": " + name(rows.getString("INDEX_NAME")),
                                        name -> new Index(capitals(table), isUnique(rows), new ArrayList<>()))
                                .columns()
                                .add(capitals(column));
                    }
                }
            }
        }

        private static boolean isUnique(ResultSet row) {
            try {
                return !row.getBoolean("NON_UNIQUE");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /** H2 makes names for what belongs to a constraint, which are other ones each time. */
        private static String name(String index) {
            return capitals(index).replaceFirst("(_INDEX|PRIMARY_KEY)_[0-9A-F]+$", "$1");
        }

        private static String capitals(String name) {
            return name.toUpperCase(Locale.ROOT);
        }
    }
}
