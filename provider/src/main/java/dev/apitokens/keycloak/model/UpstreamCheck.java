package dev.apitokens.keycloak.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.cache.CachedUserModel;
import org.keycloak.models.utils.StorageUnavailableUserModelDelegate;
import org.keycloak.models.utils.UserModelDelegate;
import org.keycloak.storage.DatastoreProvider;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.StoreManagers;
import org.keycloak.storage.UserStorageUtil;

/**
 * Finds the person of a token. Whom Keycloak has from another store, a directory above all, and keeps in its cache for as
 * long as nobody logs in, is looked for there again now and then: who left must not go on by their tokens.
 */
public final class UpstreamCheck {

    /** The option of the server, in seconds, and where it is. */
    public static final String CONFIG_INTERVAL = "upstream-check-interval";

    public static final String CONFIG_SPI = "api-token-lifecycle";
    public static final String CONFIG_PROVIDER = "default";

    /** What applies without the option. */
    public static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(5);

    /** The server's options do not change while it runs. */
    private static final class Configured {
        static final Duration INTERVAL = Duration.ofSeconds(Config.scope(CONFIG_SPI, CONFIG_PROVIDER)
                .getInt(CONFIG_INTERVAL, Math.toIntExact(DEFAULT_INTERVAL.toSeconds())));
    }

    private final KeycloakSession session;
    private final Duration interval;

    UpstreamCheck(KeycloakSession session, Duration interval) {
        this.session = session;
        this.interval = interval;
    }

    public static UpstreamCheck of(KeycloakSession session) {
        return new UpstreamCheck(session, Configured.INTERVAL);
    }

    /**
     * The person of that id, or empty when there is none.
     *
     * @throws UserStoreUnavailableException when it cannot be told
     */
    public Optional<UserModel> find(RealmModel realm, String userId, Instant now) {
        UserModel user = session.users().getUserById(realm, userId);
        requireStore(user);
        if (user instanceof CachedUserModel cached && isFromUpstream(cached) && isOld(cached, now)) {
            user = ask(realm, cached);
        }
        return Optional.ofNullable(user);
    }

    private static boolean isFromUpstream(UserModel user) {
        return user.getFederationLink() != null || !StorageId.isLocalStorage(user.getId());
    }

    private boolean isOld(CachedUserModel user, Instant now) {
        return now.toEpochMilli() - user.getCacheTimestamp() > interval.toMillis();
    }

    private @Nullable UserModel ask(RealmModel realm, CachedUserModel cached) {
        UserModel found = ((StoreManagers) session.getProvider(DatastoreProvider.class))
                .userStorageManager()
                .getUserById(realm, cached.getId());
        requireStore(found);
        // Not as what it is: to evict one of its own, Keycloak looks for the person anew, and fails when there is none.
        UserStorageUtil.userCache(session).evict(realm, new UserModelDelegate(cached));
        return found;
    }

    // Keycloak stands in a disabled user when a federated store does not answer; that is an outage and no decision.
    private static void requireStore(@Nullable UserModel user) {
        if (user != null && isUnknown(user)) {
            throw new UserStoreUnavailableException();
        }
    }

    /** Whether the user stands in for one whose store did not answer, so that nothing that is read of them is true. */
    public static boolean isUnknown(UserModel user) {
        UserModel candidate = user;
        while (candidate instanceof UserModelDelegate delegate) {
            if (delegate instanceof StorageUnavailableUserModelDelegate) {
                return true;
            }
            candidate = delegate.getDelegate();
        }
        return false;
    }
}
