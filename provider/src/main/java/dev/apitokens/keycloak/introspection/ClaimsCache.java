package dev.apitokens.keycloak.introspection;

import dev.apitokens.keycloak.audit.TokenMetrics;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.cluster.ClusterProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CacheRealmProvider;
import org.keycloak.models.cache.CachedUserModel;
import org.keycloak.models.cache.infinispan.InfinispanCacheRealmProviderFactory;
import org.keycloak.models.cache.infinispan.RealmCacheManager;
import org.keycloak.models.cache.infinispan.RealmCacheSession;

/**
 * Claims that were made before and would be the same now. They are kept with Keycloak's own cached copy of the person, and are
 * gone with it; and they are used while nothing at all in its cache of realms, clients, scopes, mappers, roles and groups has
 * changed. So they are known to be old when Keycloak's own caches know, on each node. What a request that began before a change made is not
 * kept, for it goes on with what it had read. Where Keycloak does not cache, nothing is kept.
 */
final class ClaimsCache {

    private static final String KEY = ClaimsCache.class.getName();

    private volatile boolean isListening;

    PersonClaims get(KeycloakSession session, UserModel person, KeptClaims.At at, Supplier<PersonClaims> make) {
        if (!(person instanceof CachedUserModel cached)
                || !(session.getProvider(CacheRealmProvider.class) instanceof RealmCacheSession realms)) {
            return make.get();
        }
        listenForClearings(session, realms.getCache());
        KeptClaims kept = keptWith(cached);
        KeptClaims.Version version = new KeptClaims.Version(
                realms.getStartupRevision(), realms.getCache().getCurrentCounter());
        Optional<PersonClaims> known = kept.find(at, version);
        if (known.isPresent()) {
            TokenMetrics.claims(session.getContext().getRealm().getName(), "reused");
            return known.get();
        }
        PersonClaims made = make.get();
        kept.keep(at, version, made);
        return made;
    }

    /** Among what others want to keep with a person. */
    @SuppressWarnings("unchecked") // a map of anything
    private static KeptClaims keptWith(CachedUserModel cached) {
        return (KeptClaims) cached.getCachedWith().computeIfAbsent(KEY, none -> new KeptClaims());
    }

    /**
     * Clearing Keycloak's cache of realms is no change to it, but who does that has changed something behind it. It is made one after
     * Keycloak has cleared it: it listens for longer.
     */
    private void listenForClearings(KeycloakSession session, RealmCacheManager cache) {
        if (!isListening) {
            listenOnce(session.getProvider(ClusterProvider.class), cache);
        }
    }

    /** Nobody keeps anything before it listens: what is cleared meanwhile would be missed. */
    private synchronized void listenOnce(ClusterProvider cluster, RealmCacheManager cache) {
        if (!isListening) {
            cluster.registerListener(
                    InfinispanCacheRealmProviderFactory.REALM_CLEAR_CACHE_EVENTS, event -> cache.invalidateObject(KEY));
            isListening = true;
        }
    }
}
