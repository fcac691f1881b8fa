package dev.apitokens.systemtests.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.launcher.Database;
import dev.apitokens.systemtests.product.StoredTokens;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An empty database that gets the tables of a version before, with data, and then those of now. */
record Migration(Database database) {

    private static final Path BEFORE = Path.of("src/test/resources/schema/api-token-changelog-0.5.0.xml");
    private static final String ID = "0".repeat(36);

    /** What is before it is no state that nodes of now can run beside. */
    private static final String FIRST_WITHOUT_AN_OUTAGE = "0.2.0";

    /** What is before it has names of scopes in the place of their ids. */
    static final String SCOPES_GET_IDS = "0.4.0-scope-ids";

    /** Makes it by a changelog that wrote keys another way, and looks whether all that was there is. */
    void assertKeepsWhatThereIs(Path folder) throws IOException {
        Path before = folder.resolve("before");
        Files.createDirectories(before.resolve("META-INF"));
        Files.copy(BEFORE, before.resolve(Changelog.FILE));
        StoredTokens stored = stored();
        new Changelog(database, before).apply();
        insert(stored);
        List<String> tokens = stored.query("select NAME from API_TOKEN order by NAME");

        updateToNow();
        updateToNow();

        assertThat(stored.query("select NAME from API_TOKEN order by NAME")).isEqualTo(tokens);
        assertThat(stored.query("select SCOPE from API_TOKEN_SCOPE where TOKEN_ID = ?", ID))
                .containsExactly("scope-id");
        assertThat(stored.query("select CLIENT_ID from API_TOKEN_RESOURCE where TOKEN_ID = ?", ID))
                .containsExactly("client-id");
        assertThat(stored.query("select USER_ID from API_TOKEN_OWNER")).containsExactly("user-id");
        assertThat(stored.query(
                        "select coalesce(DESCRIPTION, ADDRESSES, CONTACT_EMAIL, 'nothing') from API_TOKEN where ID = ?",
                        ID))
                .containsExactly("nothing");
        assertNewRowsAreTaken(stored);
    }

    /**
     * Makes it change set by change set, each a state that an installation has stopped at, with rows as full as each could hold. No row
     * loses anything on the way to now; and from a state on that nodes of now can run beside, each step leaves to such nodes what they
     * know, and takes what they write.
     *
     * @param atOnce the tables of a new installation, which these become
     */
    void assertKeepsWhatEachStateHeld(Schema atOnce) {
        StoredTokens stored = stored();
        Changelog changelog = Changelog.ofNow(database);
        List<String> states = changelog.ids();
        List<Schema> schemas = new ArrayList<>();
        List<SampleRow> held = new ArrayList<>();
        for (String state : states) {
            changelog.apply(1);
            Schema schema = Schema.of(database);
            schemas.add(schema);
            for (SampleRow row : SampleRow.of(schema, state)) {
                row.insertInto(stored);
                held.add(row);
            }
            stored.update("insert into CLIENT_SCOPE (ID, NAME, REALM_ID) values ('scope id " + state + "', 'SCOPE "
                    + state + "', 'REALM_ID " + state + "')");
        }
        assertThat(schemas.get(states.size() - 1)).isEqualTo(atOnce);

        List<String> withNames = states.subList(0, states.indexOf(SCOPES_GET_IDS));
        for (SampleRow row : held) {
            SampleRow expected = withNames.stream()
                    .filter(state -> ("SCOPE " + state).equals(row.values().get("SCOPE")))
                    .findFirst()
                    .map(state -> row.with("SCOPE", "scope id " + state))
                    .orElse(row);
            assertThat(stored.rows("select * from " + row.table()))
                    .as(expected.toString())
                    .anySatisfy(found -> assertThat(found).containsAllEntriesOf(expected.values()));
        }
        assertThat(stored.query("select ID from API_TOKEN")).hasSameSizeAs(states);
        assertThat(stored.rows("select * from API_TOKEN where ID = 'ID 0.1.0'"))
                .allSatisfy(row -> assertThat(row)
                        .containsEntry("NAME_SEARCH", "name 0.1.0")
                        .containsEntry("IDLE_SINCE", row.get("CREATED_AT")));
        int first = states.indexOf(FIRST_WITHOUT_AN_OUTAGE);
        assertOlderNodesGoOn(stored, schemas.subList(first, schemas.size()), states.subList(first, states.size()));
    }

    private static void assertOlderNodesGoOn(StoredTokens stored, List<Schema> schemas, List<String> states) {
        for (int i = 1; i < states.size(); i++) {
            schemas.get(i).assertAddsTo(schemas.get(i - 1));
        }
        for (int i = 0; i < states.size(); i++) {
            SampleRow.of(schemas.get(i), "next " + states.get(i)).forEach(row -> row.insertInto(stored));
        }
    }

    /** Makes it at once, as a new installation does. */
    Schema assertIsMadeAtOnce() {
        StoredTokens stored = stored();
        updateToNow();
        insert(stored);
        assertNewRowsAreTaken(stored);
        return Schema.of(database);
    }

    /** Drops the tables as the operators' page says, and makes them again. */
    void assertIsMadeAgain() {
        Schema made = Schema.of(database);
        Uninstallation.of(new StoredTokens(database)).dropTables();
        assertThat(Schema.of(database).tables()).isEmpty();

        updateToNow();

        assertThat(Schema.of(database)).isEqualTo(made);
    }

    /** Takes the last change set back, to where an installation was that has not got it yet, and makes it again. */
    void assertIsTakenBackAndMadeAgain() {
        Schema made = Schema.of(database);
        Changelog.ofNow(database).takeBack(1);
        assertThat(Schema.of(database)).isNotEqualTo(made);

        updateToNow();

        assertThat(Schema.of(database)).isEqualTo(made);
    }

    /** With the one table of Keycloak's own that a change looks into. */
    private StoredTokens stored() {
        StoredTokens stored = new StoredTokens(database);
        stored.update("create table CLIENT_SCOPE (ID varchar(36) not null primary key, NAME varchar(255), REALM_ID"
                + " varchar(36))");
        return stored;
    }

    private static void assertNewRowsAreTaken(StoredTokens stored) {
        stored.update("update API_TOKEN set NAME = ?, DESCRIPTION = ? where ID = ?", "ä 漢 🔑", "für 漢 🔑", ID);
        assertThat(stored.query("select DESCRIPTION from API_TOKEN where ID = ?", ID))
                .containsExactly("für 漢 🔑");
        assertThat(stored.query("select NAME from API_TOKEN where ID = ?", ID)).containsExactly("ä 漢 🔑");
        stored.update(
                "insert into API_TOKEN_ORIGIN (TOKEN_ID, ADDRESS, REALM_ID, USED_AT) values (?, '192.0.2.7', 'realm',"
                        + " 1)",
                ID);
        stored.update(
                "insert into API_TOKEN_EARLIER_SECRET (SECRET_HASH, TOKEN_ID, KEPT_AT) values ('earlier', ?, 1)", ID);
        stored.update("delete from API_TOKEN where ID = ?", ID);
        assertThat(stored.query("select ADDRESS from API_TOKEN_ORIGIN")).isEmpty();
        assertThat(stored.query("select SECRET_HASH from API_TOKEN_EARLIER_SECRET"))
                .isEmpty();
        assertThat(stored.query("select SCOPE from API_TOKEN_SCOPE")).isEmpty();
    }

    private static void insert(StoredTokens stored) {
        stored.update(
                "insert into API_TOKEN (ID, REALM_ID, USER_ID, NAME, NAME_KEY, NAME_SEARCH, SECRET_HASH, HINT,"
                        + " CREATED_AT, CREATED_BY_CLIENT, IDLE_SINCE) values (?, 'realm', 'user-id', 'CI', 'key', 'ci',"
                        + " 'hash', 'kcat_', 1, 'account-console', 1)",
                ID);
        stored.update("insert into API_TOKEN_SCOPE (TOKEN_ID, SCOPE) values (?, 'scope-id')", ID);
        stored.update("insert into API_TOKEN_RESOURCE (TOKEN_ID, CLIENT_ID) values (?, 'client-id')", ID);
        stored.update("insert into API_TOKEN_OWNER (REALM_ID, USER_ID) values ('realm', 'user-id')");
    }

    private void updateToNow() {
        Changelog.ofNow(database).apply();
    }
}
