package dev.apitokens.keycloak.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.policy.Setting;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventStoreProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.util.JsonSerialization;

/**
 * What an update of a realm or of a client did to attributes of ours. Who owns all attributes of either, a tool with a file for one,
 * takes ours away with the others, and nobody would see that limits are gone.
 */
public final class SettingsChange {

    private static final Logger LOG = Logger.getLogger(SettingsChange.class);
    private static final String RESOURCE_TYPE = "API_TOKEN_SETTINGS";
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private final Map<String, Change> changes;

    private SettingsChange(Map<String, Change> changes) {
        this.changes = changes;
    }

    /** Null: not set. */
    private record Change(@Nullable String from, @Nullable String to) {}

    /** What of the attributes that are for API tokens differs; an empty text counts as nothing set. */
    public static SettingsChange between(Map<String, String> before, Map<String, String> after) {
        Map<String, Change> changes = new TreeMap<>();
        for (String name : Stream.concat(before.keySet().stream(), after.keySet().stream())
                .filter(name -> name.startsWith(Setting.NAMESPACE))
                .collect(Collectors.toCollection(TreeSet::new))) {
            Change change = new Change(set(before.get(name)), set(after.get(name)));
            if (!Objects.equals(change.from(), change.to())) {
                changes.put(name, change);
            }
        }
        return new SettingsChange(changes);
    }

    private static @Nullable String set(@Nullable String value) {
        return value == null || value.isEmpty() ? null : value;
    }

    public boolean isNone() {
        return changes.isEmpty();
    }

    /**
     * Tells of it by a line in the log for each attribute and one admin event, in the session's transaction.
     *
     * @param cause the admin event of the update
     * @param clientId client id of the client, or null: the realm's own
     */
    public void tell(KeycloakSession session, RealmModel realm, AdminEvent cause, @Nullable String clientId) {
        ObjectNode representation = JsonSerialization.createObjectNode();
        changes.forEach((name, change) -> {
            LOG.infof(
                    "Realm '%s'%s: '%s' was %s and is %s",
                    realm.getName(),
                    clientId == null ? "" : ", client '" + clientId + "'",
                    told(name),
                    logged(change.from()),
                    logged(change.to()));
            representation
                    .putObject(told(name))
                    .put("from", change.from() == null ? null : told(change.from()))
                    .put("to", change.to() == null ? null : told(change.to()));
        });
        AdminEvent event = new AdminEvent(cause);
        event.setId(null);
        event.setOperationType(OperationType.UPDATE);
        event.setResourceTypeAsString(RESOURCE_TYPE);
        event.setResourcePath(clientId == null ? "api-tokens/settings" : "api-tokens/resource-servers/" + clientId);
        event.setRepresentation(representation.toString());
        send(session, realm, event);
    }

    private static void send(KeycloakSession session, RealmModel realm, AdminEvent event) {
        boolean withRepresentation = realm.isAdminEventsDetailsEnabled();
        if (realm.isAdminEventsEnabled()) {
            session.getProvider(EventStoreProvider.class).onEvent(event, withRepresentation);
        }
        realm.getEventsListenersStream()
                .map(id -> session.getProvider(EventListenerProvider.class, id))
                .filter(Objects::nonNull)
                .forEach(listener -> listener.onEvent(event, withRepresentation));
    }

    private static String logged(@Nullable String value) {
        return value == null ? "not set" : "'" + told(value) + "'";
    }

    /** What somebody pasted there may be a secret, or two lines. */
    private static String told(String text) {
        return ApiTokenSecret.isIn(text) ? "(a token)" : CONTROL.matcher(text).replaceAll(" ");
    }
}
