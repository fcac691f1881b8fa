package dev.apitokens.keycloak.admin;

import dev.apitokens.keycloak.rest.RequestText;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageId;
import org.keycloak.storage.UserStorageProvider;

/**
 * Ids of those whom an admin may see of the people whom only their directory knows. Keycloak's own filter goes by the rows of users, and
 * these have none: each is looked at, once in a request.
 */
final class PeopleElsewhere implements Supplier<Set<String>> {

    /** How many owners of tokens are looked at, as many as a search for people finds. */
    private static final int MOST = FilterReader.MOST_IDS;

    private final AdminRequest request;
    private final @Nullable String userId;
    private @Nullable Set<String> visible;

    /** @param userId the one owner who counts, or null: anybody */
    PeopleElsewhere(AdminRequest request, @Nullable String userId) {
        this.request = request;
        this.userId = RequestText.blankToNull(userId);
    }

    @Override
    public Set<String> get() {
        if (visible == null) {
            visible = owners().stream().filter(this::isVisible).collect(Collectors.toSet());
        }
        return visible;
    }

    private Collection<String> owners() {
        if (userId != null) {
            return StorageId.isLocalStorage(userId) ? List.of() : List.of(userId);
        }
        RealmModel realm = request.realm();
        // Only those that say so keep copies.
        boolean isAnyoneElsewhere = realm.getComponentsStream(realm.getId(), UserStorageProvider.class.getName())
                .anyMatch(store -> !store.get("importEnabled", false));
        return isAnyoneElsewhere ? request.store().housekeeping().owners().elsewhere(realm.getId(), MOST) : List.of();
    }

    private boolean isVisible(String id) {
        UserModel user = request.access().owners().find(id);
        return (user == null || !OwnerReader.isUnread(user)) && request.access().mayView(user);
    }
}
