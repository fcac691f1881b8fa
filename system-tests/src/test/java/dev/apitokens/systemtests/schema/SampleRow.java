package dev.apitokens.systemtests.schema;

import static java.util.stream.Collectors.joining;

import dev.apitokens.systemtests.product.StoredTokens;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A row of one of our tables as full as it can be: something is in each column that the table has. */
record SampleRow(String table, Map<String, String> values) {

    /**
     * One for each table, those that are referred to first.
     *
     * @param key tells them from others
     */
    static List<SampleRow> of(Schema schema, String key) {
        List<SampleRow> rows = new ArrayList<>();
        schema.tables().forEach((table, columns) -> {
            Map<String, String> values = new LinkedHashMap<>();
            columns.forEach((name, column) -> values.put(name, value(name, column, key)));
            rows.add(new SampleRow(table, values));
        });
        return rows;
    }

    private static String value(String name, Schema.Column column, String key) {
        if (column.isNumber()) {
            return String.valueOf(name.hashCode() & 0xffff);
        }
        // Rows about a token refer to it, and it is not found under somebody else's realm.
        String text = (name.equals("TOKEN_ID") ? "ID" : name) + " " + key;
        return text.substring(0, Math.min(text.length(), column.size()));
    }

    void insertInto(StoredTokens stored) {
        stored.update("insert into " + table + " (" + String.join(", ", values.keySet()) + ") values ("
                + values.values().stream().map(SampleRow::literal).collect(joining(", ")) + ")");
    }

    private static String literal(String value) {
        return value.matches("\\d+") ? value : "'" + value + "'";
    }

    /** The same with another value. */
    SampleRow with(String column, String value) {
        Map<String, String> changed = new LinkedHashMap<>(values);
        changed.put(column, value);
        return new SampleRow(table, changed);
    }
}
