package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.SettingsChange;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Compares the attributes of a realm or of a client that an admin, or a tool, has just updated with those that they had: which the
 * database still has, as long as the update is not committed.
 */
final class SettingsChangeListener implements EventListenerProvider {

    private static final Logger LOG = Logger.getLogger(SettingsChangeListener.class);
    private static final Pattern CLIENT = Pattern.compile("clients/([^/]+)");

    private final KeycloakSession session;

    SettingsChangeListener(KeycloakSession session) {
        this.session = session;
    }

    @Override
    public void onEvent(Event event) {
        // People change no settings.
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getOperationType() != OperationType.UPDATE || event.getError() != null) {
            return;
        }
        try {
            if (event.getResourceType() == ResourceType.REALM) {
                compare(event, RealmModel::getAttributes, null);
            } else if (event.getResourceType() == ResourceType.CLIENT && event.getResourcePath() != null) {
                Matcher client = CLIENT.matcher(event.getResourcePath());
                if (client.matches()) {
                    compareClient(event, client.group(1));
                }
            }
        } catch (RuntimeException e) {
            // An update of something else must not fail because this could not be told.
            LOG.warn("Whether settings of API tokens were changed could not be told", e);
        }
    }

    private void compareClient(AdminEvent event, String clientUuid) {
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        ClientModel client = realm == null ? null : realm.getClientById(clientUuid);
        if (client != null) {
            compare(event, of -> attributes(of.getClientById(clientUuid)), client.getClientId());
        }
    }

    private static Map<String, String> attributes(@Nullable ClientModel client) {
        return client == null ? Map.of() : client.getAttributes();
    }

    private void compare(
            AdminEvent event, Function<RealmModel, Map<String, String>> attributes, @Nullable String clientId) {
        RealmModel realm = session.realms().getRealm(event.getRealmId());
        if (realm == null) {
            return;
        }
        Map<String, String> before = KeycloakModelUtils.runJobInTransactionWithResult(
                session.getKeycloakSessionFactory(), own -> before(own, event.getRealmId(), attributes));
        SettingsChange change = SettingsChange.between(before, attributes.apply(realm));
        if (!change.isNone()) {
            change.tell(session, realm, event, clientId);
        }
    }

    private static Map<String, String> before(
            KeycloakSession own, String realmId, Function<RealmModel, Map<String, String>> attributes) {
        RealmModel realm = own.realms().getRealm(realmId);
        own.getContext().setRealm(realm);
        return realm == null ? Map.of() : Map.copyOf(attributes.apply(realm));
    }

    @Override
    public void close() {}
}
