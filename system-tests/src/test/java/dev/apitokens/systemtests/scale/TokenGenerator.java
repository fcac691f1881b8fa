package dev.apitokens.systemtests.scale;

import dev.apitokens.systemtests.product.StoredTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Makes tokens past Keycloak, in PostgreSQL, as many as are wanted.
 *
 * @param database where
 */
record TokenGenerator(StoredTokens database) {

    /** Who has each hundredth. */
    static final String HEAVY_USER = "a-person-with-many";

    private static final List<String> TABLES = List.of(
            "API_TOKEN",
            "API_TOKEN_OWNER",
            "API_TOKEN_RESOURCE",
            "API_TOKEN_SCOPE",
            "API_TOKEN_ORIGIN",
            "API_TOKEN_EARLIER_SECRET",
            "API_TOKEN_LEAK_REPORT");

    /**
     * Makes them, ten of each person, of which two have expired and are kept for a while. Each hundredth is of another kind: one that was
     * revoked, one that was not used, and so on.
     */
    void insert(String realmId, String clientUuid, long tokens) {
        long now = Instant.now().toEpochMilli();
        long day = Duration.ofDays(1).toMillis();
        database.update(
                """
                        insert into API_TOKEN (ID, REALM_ID, USER_ID, NAME, NAME_KEY, NAME_SEARCH, SECRET_HASH, HINT,
                            CREATED_AT, CREATED_BY_CLIENT, EXPIRES_AT, REVOKED_AT, IDLE_SINCE)
                        select left(?, 8) || i, ?,
                            case when i %% 100 = 1 then '%s' else 'person-' || i / 10 end,
                            'n', left(?, 8) || i,
                            case when i %% 100 = 2 then 'ci-' else 'laptop-' end || i,
                            left(?, 8) || i, 'kcat_…' || i %% 10000,
                            %s - i, 'cli',
                            case when i %% 10 in (3, 9) then %s when i %% 100 = 4 then %s when i %% 2 = 0 then %s end,
                            case when i %% 100 = 5 then %s end,
                            case when i %% 100 = 6 then %s else %s end - i
                        from generate_series(1, %s) i
                        """.formatted(
                                HEAVY_USER,
                                now,
                                now - day,
                                now + day,
                                now + 300 * day,
                                now - day,
                                now - 300 * day,
                                now,
                                tokens),
                realmId,
                realmId,
                realmId,
                realmId);
        database.update("""
                        insert into API_TOKEN_RESOURCE (TOKEN_ID, CLIENT_ID)
                        select left(?, 8) || i, ? from generate_series(7, %s, 100) i
                        union all select left(?, 8) || i, 'api-' || i %% 40 from generate_series(8, %s, 10) i
                        """.formatted(tokens, tokens), realmId, clientUuid, realmId);
        database.update("""
                        insert into API_TOKEN_SCOPE (TOKEN_ID, SCOPE)
                        select left(?, 8) || i, 'projects:read' from generate_series(8, %s, 10) i
                        """.formatted(tokens), realmId);
        database.update(
                "insert into API_TOKEN_OWNER (REALM_ID, USER_ID) select distinct REALM_ID, USER_ID from API_TOKEN"
                        + " where REALM_ID = ? on conflict do nothing",
                realmId);
    }

    /** What there is beside tokens: where some were used from, secrets that others had, and reports that are not due for long. */
    void insertMore(String realmId, long tokens) {
        long now = Instant.now().toEpochMilli();
        database.update("""
                        insert into API_TOKEN_ORIGIN (TOKEN_ID, ADDRESS, REALM_ID, USED_AT)
                        select left(?, 8) || i, '192.0.2.' || i / 10 %% 250, ?, %s - i from generate_series(10, %s, 10) i
                        """.formatted(now, tokens), realmId, realmId);
        database.update("""
                        insert into API_TOKEN_EARLIER_SECRET (SECRET_HASH, TOKEN_ID, KEPT_AT)
                        select 'earlier' || left(?, 8) || i, left(?, 8) || i, %s - i from generate_series(12, %s, 50) i
                        """.formatted(now, tokens), realmId, realmId);
        database.update("""
                        insert into API_TOKEN_LEAK_REPORT (ID, REALM_ID, SECRET_HASH, DUE_AT)
                        select left(?, 8) || i, ?, 'reported' || i, %s + i from generate_series(14, %s, 50) i
                        """.formatted(now + Duration.ofDays(1).toMillis(), tokens), realmId, realmId);
    }

    /** Does it without the indexes that hold no constraint, and makes them afterwards: in minutes, and not in hours. */
    void withoutIndexes(Runnable work) {
        List<String> indexes = TABLES.stream()
                .flatMap(table -> database
                        .query(
                                "select pg_get_indexdef(i.indexrelid) from pg_index i where i.indrelid = to_regclass(lower(?))"
                                        + " and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)",
                                table)
                        .stream())
                .toList();
        for (String index : indexes) {
            database.update("drop index " + index.replaceFirst("^CREATE (UNIQUE )?INDEX (\\S+) .*$", "$2"));
        }
        try {
            work.run();
        } finally {
            indexes.forEach(database::update);
        }
    }

    /** Lets PostgreSQL know what there is, as it finds out by itself a little later. */
    void analyze() {
        TABLES.forEach(table -> database.update("vacuum analyze " + table));
    }
}
