package dev.apitokens.keycloak.audit;

import java.util.List;
import org.keycloak.events.Event;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** Those of the session's realm, in whatever Keycloak's event store is. */
final class StoredRealmEvents implements RealmEvents {

    private final KeycloakSession session;

    StoredRealmEvents(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public boolean areStored() {
        return realm().isEventsEnabled() && session.getProvider(EventStoreProvider.class) != null;
    }

    @Override
    public List<Event> newest(String userId, EventType type, int max) {
        return session.getProvider(EventStoreProvider.class)
                .createQuery()
                .realm(realm().getId())
                .user(userId)
                .type(type)
                .orderByDescTime()
                .maxResults(max)
                .getResultStream()
                .toList();
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }
}
