package dev.apitokens.keycloak.admin;

import dev.apitokens.keycloak.rest.ApiTokenRepresentation;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Tokens as lines of CSV (RFC 4180), which people open in a spreadsheet: the names in it are other people's. */
final class TokenTable {

    /** Its media type. */
    static final String CSV = "text/csv;charset=utf-8;header=present";

    /**
     * Where a cell begins for some spreadsheet, which may go by semicolons or tabs, whatever stands around the cell, with
     * what makes it a formula.
     */
    private static final Pattern FORMULA =
            Pattern.compile("(?<![^;\\t\\r\\n])(?=[\"\\h]*[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20]|[\\t\\r\\n])");

    /**
     * What a line tells of a token.
     *
     * @param title what the member of its representation is called
     * @param cell its value; null: none
     */
    private record Column(String title, Function<AdminApiTokenRepresentation, @Nullable String> cell) {}

    private static final List<Column> COLUMNS = List.of(
            new Column("id", of(ApiTokenRepresentation::id)),
            new Column("name", of(ApiTokenRepresentation::name)),
            new Column("description", of(ApiTokenRepresentation::description)),
            new Column("hint", of(ApiTokenRepresentation::hint)),
            new Column("status", of(ApiTokenRepresentation::status)),
            new Column("blockedReason", of(ApiTokenRepresentation::blockedReason)),
            new Column("userId", AdminApiTokenRepresentation::userId),
            new Column("username", AdminApiTokenRepresentation::username),
            new Column("clientId", AdminApiTokenRepresentation::clientId),
            new Column("contact", AdminApiTokenRepresentation::contact),
            new Column("scopes", listOf(ApiTokenRepresentation::scopes)),
            new Column("resources", listOf(ApiTokenRepresentation::resources)),
            new Column("removedScopes", listOf(ApiTokenRepresentation::removedScopes)),
            new Column("removedResources", listOf(ApiTokenRepresentation::removedResources)),
            new Column("addresses", listOf(ApiTokenRepresentation::addresses)),
            new Column("createdAt", of(ApiTokenRepresentation::createdAt)),
            new Column("createdByClient", of(ApiTokenRepresentation::createdByClient)),
            new Column("expiresAt", of(ApiTokenRepresentation::expiresAt)),
            new Column("rotatedAt", of(ApiTokenRepresentation::rotatedAt)),
            new Column("lastUsedAt", of(ApiTokenRepresentation::lastUsedAt)),
            new Column("lastUsedBy", of(ApiTokenRepresentation::lastUsedBy)),
            new Column("lastAddress", of(TokenTable::lastAddress)),
            new Column("revokedAt", of(ApiTokenRepresentation::revokedAt)),
            new Column("revokedBy", AdminApiTokenRepresentation::revokedBy),
            new Column("revocationReason", of(ApiTokenRepresentation::revocationReason)));

    private TokenTable() {}

    /** The first line, which says what the others tell. */
    static String header() {
        return line(COLUMNS.stream().map(Column::title));
    }

    /** The line of a token. */
    static String line(AdminApiTokenRepresentation token) {
        return line(COLUMNS.stream()
                .map(column -> Objects.requireNonNullElse(column.cell().apply(token), "")));
    }

    private static String line(Stream<String> cells) {
        return cells.map(TokenTable::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** A cell that nothing takes for a formula. */
    static String cell(String text) {
        return '"' + FORMULA.matcher(text).replaceAll("'").replace("\"", "\"\"") + '"';
    }

    private static Function<AdminApiTokenRepresentation, @Nullable String> of(
            Function<ApiTokenRepresentation, @Nullable String> member) {
        return token -> member.apply(token.token());
    }

    private static Function<AdminApiTokenRepresentation, @Nullable String> listOf(
            Function<ApiTokenRepresentation, List<String>> member) {
        return token -> String.join(" ", member.apply(token.token()));
    }

    private static @Nullable String lastAddress(ApiTokenRepresentation token) {
        return token.uses().isEmpty() ? null : token.uses().get(0).address();
    }
}
