package dev.apitokens.keycloak.introspection;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.cache.CachedUserModel;
import org.keycloak.models.cache.infinispan.InfinispanCacheRealmProviderFactory;
import org.keycloak.models.cache.infinispan.RealmCacheSession;

/**
 * Claims that were made before and would be the same now. They are kept with Keycloak's own cached copy of the person, and are
 * gone with it; and they are used while nothing at all in its cache of realms, clients, scopes, mappers, roles and groups has
 * changed. So they are known to be old when Keycloak's own caches know, on each node. Where Keycloak does not cache, nothing is kept.
 */
final class ClaimsCache {

    private static final String KEY = ClaimsCache.class.getName();

    /** Resource servers and limits of one person's tokens that are kept; who has more has them made anew. */
    private static final int MOST_OF_A_PERSON = 32;

    private final AtomicLong clearings = new AtomicLong();
    private volatile boolean isListening;

    /**
     * What else claims depend on than the person.
     *
     * @param issuer as this request names it
     */
    record At(String clientUuid, Set<String> optionalScopes, String issuer) {}

    /** How far Keycloak's cache of everything but people had come when the claims were made, and how often it was cleared. */
    private record Version(long changes, long clearings) {}

    private record Entry(Version version, PersonClaims claims) {}

    PersonClaims get(KeycloakSession session, UserModel person, At at, Supplier<PersonClaims> make) {
        if (!(person instanceof CachedUserModel cached)
                || !(session.getProvider(CacheRealmProvider.class) instanceof RealmCacheSession realms)) {
            return make.get();
        }
        listenForClearings(session);
        // Before anything is read for the claims: what changes from now on makes another version.
        Version version = new Version(realms.getCache().getCurrentCounter(), clearings.get());
        Map<At, Entry> entries = entriesOf(cached);
        Entry known = entries.get(at);
        if (known != null && known.version().equals(version)) {
            return known.claims();
        }
        PersonClaims made = make.get();
        if (made.isReusable() && (known != null || entries.size() < MOST_OF_A_PERSON)) {
            entries.put(at, new Entry(version, made));
        }
        return made;
    }

    @SuppressWarnings("unchecked") // whatever somebody wants to keep with a person
    private static Map<At, Entry> entriesOf(CachedUserModel cached) {
        return (Map<At, Entry>) cached.getCachedWith().computeIfAbsent(KEY, none -> new ConcurrentHashMap<>());
    }

    /** Clearing Keycloak's cache of realms is no change to it, but who does that has changed something behind it. */
    private void listenForClearings(KeycloakSession session) {
        if (!isListening) {
            listenOnce(session.getProvider(ClusterProvider.class));
        }
    }

    /** Nobody keeps anything before it listens: what is cleared meanwhile would be missed. */
    private synchronized void listenOnce(ClusterProvider cluster) {
        if (!isListening) {
            cluster.registerListener(
                    InfinispanCacheRealmProviderFactory.REALM_CLEAR_CACHE_EVENTS, event -> clearings.incrementAndGet());
            isListening = true;
        }
    }
}
