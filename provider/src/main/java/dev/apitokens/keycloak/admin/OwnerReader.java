package dev.apitokens.keycloak.admin;

import dev.apitokens.keycloak.model.Outage;
import dev.apitokens.keycloak.model.UpstreamCheck;
import dev.apitokens.keycloak.model.UserStoreUnavailableException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.StorageUnavailableUserModelDelegate;
import org.keycloak.storage.ReadOnlyException;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.adapter.InMemoryUserAdapter;

/**
 * Reads whose tokens are whose, in one session. A directory that does not answer keeps nobody from seeing or ending a token: somebody
 * without a name stands in for whom only it knows, as Keycloak has it for those whom it keeps a copy of. It is asked no second time.
 */
final class OwnerReader {

    private final KeycloakSession session;
    private final Set<String> storesAway = new HashSet<>();

    /** Of people of the session's realm. */
    OwnerReader(KeycloakSession session) {
        this.session = session;
    }

    /** The user, or who stands in for them; null: nobody who is still there. */
    @Nullable
    UserModel find(String userId) {
        RealmModel realm = session.getContext().getRealm();
        if (StorageId.isLocalStorage(userId)) {
            return session.users().getUserById(realm, userId);
        }
        String store = StorageId.providerId(userId);
        if (!storesAway.contains(store)) {
            try {
                return Outage.guard(
                        () -> session.users().getUserById(realm, userId),
                        outage -> new UserStoreUnavailableException());
            } catch (UserStoreUnavailableException e) {
                storesAway.add(store);
            }
        }
        return new StorageUnavailableUserModelDelegate(
                new InMemoryUserAdapter(session, realm, userId), ReadOnlyException::new);
    }

    /** Whether it is somebody who stands in, and of whom nothing is known, neither roles nor groups. */
    static boolean isUnread(UserModel owner) {
        return !StorageId.isLocalStorage(owner.getId()) && UpstreamCheck.isUnknown(owner);
    }
}
