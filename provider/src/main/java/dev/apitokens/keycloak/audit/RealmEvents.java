package dev.apitokens.keycloak.audit;

import java.util.List;
import org.keycloak.events.Event;
import org.keycloak.events.EventType;

/** The user events of a realm that Keycloak has stored. */
interface RealmEvents {

    /** Whether the realm stores user events at all. */
    boolean areStored();

    /**
     * The newest of a user's, the newest first.
     *
     * @param max how many at the most
     */
    List<Event> newest(String userId, EventType type, int max);
}
