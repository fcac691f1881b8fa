package dev.apitokens.keycloak.model;

import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which of a realm's tokens an admin wants; every part narrows.
 *
 * @param realmId id of the realm
 * @param visibility whose tokens the admin may see
 * @param elsewhere whose of the people of whom Keycloak has no row, where a statement goes by rows
 * @param search what to search for, or null: anything
 * @param userId id of the owner, or null: anybody
 * @param status null: any
 * @param resource id (not client id) of a client that the token is limited to, or null: limited or not
 * @param times when they were made, are used and expire
 * @param ids ids of tokens, or null: all
 */
public record ApiTokenQuery(
        String realmId,
        Visibility visibility,
        Elsewhere elsewhere,
        @Nullable Search search,
        @Nullable String userId,
        ApiToken.@Nullable Status status,
        @Nullable String resource,
        Times times,
        @Nullable Set<String> ids) {

    /**
     * What a token's times have to be; every part narrows.
     *
     * @param createdBefore made before then; null: whenever
     * @param unusedSince not used since then, creation counting as use; null: whenever
     * @param expiresBefore expires before then; null: whenever, or never
     * @param neverExpires whether it has to be one that never expires
     */
    public record Times(
            @Nullable Instant createdBefore,
            @Nullable Instant unusedSince,
            @Nullable Instant expiresBefore,
            boolean neverExpires) {

        /** Whatever they are. */
        public static final Times ANY = new Times(null, null, null, false);

        /** Whether they say something of the end. */
        public boolean limitEnd() {
            return expiresBefore != null || neverExpires;
        }
    }

    /** Whose tokens an admin may see. */
    public enum Visibility {
        /** Everybody's, but for people whom a fine-grained permission denies. */
        EVERYBODY,
        /** Those of the people whom Keycloak's fine-grained admin permissions show to the admin of the session, else none. */
        PERMITTED,
        /** Those of the one service account that is asked for, whose client the admin manages. */
        MANAGED_CLIENT
    }

    /** People whom only their directory knows. By a statement alone it can't be told whom of them an admin may see. */
    public sealed interface Elsewhere {

        /**
         * Some of them.
         *
         * @param userIds their ids, which are asked for only where a statement goes by rows
         */
        record Some(Supplier<Set<String>> userIds) implements Elsewhere {}

        /** Any of them, for whoever asks about each. */
        record Anybody() implements Elsewhere {}
    }

    /**
     * One text, looked for in several places: a token matches by any of them.
     *
     * @param text beginning of a name, or a whole hint
     * @param userIds ids of the people that the text finds
     */
    public record Search(String text, Set<String> userIds) {}

    /**
     * The order of a page.
     *
     * @param by what counts
     * @param ascending smallest, or earliest, first
     */
    public record Order(By by, boolean ascending) {

        /** Newest first. */
        public static final Order NEWEST_FIRST = new Order(By.CREATED_AT, false);

        /** What a page can be ordered by; there is an index for each. */
        public enum By {
            CREATED_AT,
            NAME,
            EXPIRES_AT,
            /** Creation counts as use. */
            LAST_USED_AT
        }
    }

    /** The query with the tokens of one status only. */
    public ApiTokenQuery withStatus(ApiToken.Status wanted) {
        return new ApiTokenQuery(realmId, visibility, elsewhere, search, userId, wanted, resource, times, ids);
    }
}
