package dev.apitokens.systemtests.scale;

import dev.apitokens.systemtests.client.UnknownSecret;
import dev.apitokens.systemtests.product.StoredTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Makes tokens past Keycloak, in PostgreSQL, as many as are wanted.
 *
 * @param database where
 * @param overlapping whether one token may be of several kinds, as in life, or each kind has tokens of its own that can be counted
 */
record TokenGenerator(StoredTokens database, boolean overlapping) {

    private static final int NAME = 1;
    private static final int END = 2;
    private static final int OWNER = 3;
    private static final int REVOCATION = 4;
    private static final int USE = 5;
    private static final int RESOURCE = 6;

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
     * revoked, one that was not used, and so on. Their ids and hashes are as long, and in as little order, as those that Keycloak makes.
     *
     * @param heavyUser id of who has each hundredth
     */
    void insert(String realmId, String clientUuid, long tokens, String heavyUser) {
        long now = Instant.now().toEpochMilli();
        long day = Duration.ofDays(1).toMillis();
        String name = "case when " + kind(NAME) + " = 2 then 'ci-' else 'laptop-' end || i";
        String end = kind(END);
        database.update(
                """
                        insert into API_TOKEN (ID, REALM_ID, USER_ID, NAME, NAME_KEY, NAME_SEARCH, SECRET_HASH, HINT,
                            CREATED_AT, CREATED_BY_CLIENT, EXPIRES_AT, REVOKED_AT, IDLE_SINCE)
                        select %s, ?, case when %s = 1 then ? else %s end, %s, %s, %s, %s, 'kcat_…' || i %% 10000, %s - i, 'cli',
                            case when %s %% 10 in (3, 9) then %s when %s = 4 then %s when %s %% 2 = 0 then %s end,
                            case when %s = 5 then %s end,
                            case when %s = 6 then %s else %s end - i
                        from generate_series(1, %s) i
                        """.formatted(
                                id(realmId, "i"),
                                kind(OWNER),
                                person(realmId, "i / 10"),
                                name,
                                hash("name", realmId, "i"),
                                name,
                                hash("secret", realmId, "i"),
                                now,
                                end,
                                now - day,
                                end,
                                now + day,
                                end,
                                now + 300 * day,
                                kind(REVOCATION),
                                now - day,
                                kind(USE),
                                now - 300 * day,
                                now,
                                tokens),
                realmId,
                heavyUser);
        database.update("""
                        insert into API_TOKEN_RESOURCE (TOKEN_ID, CLIENT_ID)
                        select %1$s, ? from generate_series(1, %2$s) i where %3$s = 7
                        union all select %1$s, 'api-' || i %% 40 from generate_series(8, %2$s, 10) i where %3$s <> 7
                        """.formatted(id(realmId, "i"), tokens, kind(RESOURCE)), clientUuid);
        database.update("""
                        insert into API_TOKEN_SCOPE (TOKEN_ID, SCOPE)
                        select %s, 'projects:read' from generate_series(8, %s, 10) i
                        """.formatted(id(realmId, "i"), tokens));
        database.update(
                "insert into API_TOKEN_OWNER (REALM_ID, USER_ID) select distinct REALM_ID, USER_ID from API_TOKEN"
                        + " where REALM_ID = ? on conflict do nothing",
                realmId);
    }

    /** Lets Keycloak know the people who have that many tokens. */
    void insertPeople(String realmId, long tokens) {
        database.update("""
                        insert into USER_ENTITY (ID, USERNAME, EMAIL, EMAIL_CONSTRAINT, EMAIL_VERIFIED, ENABLED, FIRST_NAME, LAST_NAME,
                            REALM_ID, CREATED_TIMESTAMP, NOT_BEFORE)
                        select %s, 'person-' || i, 'person-' || i || '@example.org', 'person-' || i || '@example.org', true, true,
                            'Person', 'No. ' || i, ?, %s, 0
                        from generate_series(0, %s) i
                        """.formatted(person(realmId, "i"), Instant.now().toEpochMilli(), tokens / 10), realmId);
        database.update("""
                        insert into USER_ROLE_MAPPING (ROLE_ID, USER_ID)
                        select r.DEFAULT_ROLE, u.ID from USER_ENTITY u join REALM r on r.ID = u.REALM_ID
                        where u.REALM_ID = ? and u.USERNAME like 'person-%'
                        """, realmId);
    }

    /**
     * Gives some of that many tokens secrets that are known: active ones without limits, each of another person.
     *
     * @return the secrets
     */
    List<String> secrets(String realmId, long tokens, int some) {
        return LongStream.range(0, some)
                .mapToObj(number -> {
                    String secret = UnknownSecret.secret();
                    // Of each ten, the last is without limits.
                    String i = String.valueOf(10 + number * (tokens / 10 / some) * 10);
                    database.update(
                            "update API_TOKEN set SECRET_HASH = encode(sha256(?::bytea), 'hex'), REVOKED_AT = null,"
                                    + " EXPIRES_AT = null where ID = " + id(realmId, i),
                            secret);
                    return secret;
                })
                .toList();
    }

    /** A number below a hundred, each of which is as often as the others. */
    private String kind(int of) {
        return overlapping ? "abs(hashint8extended(i, " + of + ") % 100)" : "i % 100";
    }

    private static String id(String realmId, String i) {
        return uuid("token", realmId, i);
    }

    private static String person(String realmId, String i) {
        return uuid("person", realmId, i);
    }

    private static String uuid(String of, String realmId, String i) {
        return "md5('" + of + " " + realmId + " ' || " + i + ")::uuid::text";
    }

    private static String hash(String of, String realmId, String i) {
        return "encode(sha256(('" + of + " " + realmId + " ' || " + i + ")::bytea), 'hex')";
    }

    /** What there is beside tokens: where some were used from, secrets that others had, and reports that are not due for long. */
    void insertMore(String realmId, long tokens) {
        long now = Instant.now().toEpochMilli();
        database.update("""
                        insert into API_TOKEN_ORIGIN (TOKEN_ID, ADDRESS, REALM_ID, USED_AT)
                        select %s, '192.0.2.' || i / 10 %% 250, ?, %s - i from generate_series(10, %s, 10) i
                        """.formatted(id(realmId, "i"), now, tokens), realmId);
        database.update("""
                        insert into API_TOKEN_EARLIER_SECRET (SECRET_HASH, TOKEN_ID, KEPT_AT)
                        select %s, %s, %s - i from generate_series(12, %s, 50) i
                        """.formatted(hash("earlier", realmId, "i"), id(realmId, "i"), now, tokens));
        database.update(
                """
                        insert into API_TOKEN_LEAK_REPORT (ID, REALM_ID, SECRET_HASH, DUE_AT)
                        select %s, ?, %s, %s + i from generate_series(14, %s, 50) i
                        """.formatted(
                                uuid("report", realmId, "i"),
                                hash("reported", realmId, "i"),
                                now + Duration.ofDays(1).toMillis(),
                                tokens),
                realmId);
    }

    /** Does it without indexes and constraints, and makes them afterwards: in minutes, and not in hours. */
    void withoutIndexes(Runnable work) {
        List<String> again = new ArrayList<>();
        // What refers to a key goes before it, and comes back after it.
        for (String kinds : List.of("'f'", "'p', 'u'")) {
            for (String table : TABLES) {
                for (Map<String, String> constraint :
                        database.rows("select conname, pg_get_constraintdef(oid) as definition"
                                + " from pg_constraint where contype in (" + kinds + ") and conrelid = to_regclass('"
                                + table.toLowerCase(Locale.ROOT) + "')")) {
                    String name = constraint.get("CONNAME");
                    database.update("alter table " + table + " drop constraint " + name);
                    again.add(
                            0, "alter table " + table + " add constraint " + name + " " + constraint.get("DEFINITION"));
                }
            }
        }
        for (String table : TABLES) {
            for (Map<String, String> index : database.rows("select indexrelid::regclass::text as name,"
                    + " pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = to_regclass('"
                    + table.toLowerCase(Locale.ROOT) + "')")) {
                database.update("drop index " + index.get("NAME"));
                again.add(Objects.requireNonNull(index.get("DEFINITION")));
            }
        }
        try {
            work.run();
        } finally {
            again.forEach(database::update);
        }
    }

    /** Lets PostgreSQL know what there is, as it finds out by itself a little later. */
    void analyze() {
        Stream.concat(TABLES.stream(), Stream.of("USER_ENTITY", "USER_ROLE_MAPPING"))
                .forEach(table -> database.update("vacuum analyze " + table));
    }
}
