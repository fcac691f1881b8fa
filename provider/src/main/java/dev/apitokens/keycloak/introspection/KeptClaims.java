package dev.apitokens.keycloak.introspection;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Claims of one person that were made before. Bounded, and never of another version than the one asked for. */
final class KeptClaims {

    /** Resource servers and limits of one person's tokens that are kept; who has more has the others made anew. */
    static final int MOST = 8;

    private final Map<At, Entry> entries = new ConcurrentHashMap<>();

    /**
     * What else claims depend on than the person.
     *
     * @param issuer as this request names it
     */
    record At(String clientUuid, Set<String> optionalScopes, String issuer) {}

    private record Entry(Version version, PersonClaims claims) {}

    /**
     * How far Keycloak's cache of everything but people had come.
     *
     * @param begun when the request began to read from it: it goes on with what it has read
     * @param now before anything is read for the claims
     */
    record Version(long begun, long now) {

        /** Whether nothing changed in between, so that all that the request has read is of that version. */
        private boolean isOne() {
            return begun == now;
        }
    }

    /** Claims that would be made now, or empty when that is not known. */
    Optional<PersonClaims> find(At at, Version version) {
        @Nullable Entry known = entries.get(at);
        return known != null && known.version().now() == version.now() ? Optional.of(known.claims()) : Optional.empty();
    }

    /** Keeps what was just made, if it may be used again. */
    void keep(At at, Version version, PersonClaims made) {
        if (!made.isReusable() || !version.isOne()) {
            return;
        }
        if (entries.size() >= MOST) {
            entries.values().removeIf(entry -> entry.version().now() != version.now());
        }
        if (entries.size() < MOST || entries.containsKey(at)) {
            entries.put(at, new Entry(version, made));
        }
    }
}
