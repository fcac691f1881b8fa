package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.policy.Setting;
import org.jboss.logging.Logger;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Lets the settings of a realm that name a realm role follow it to its new name, in the transaction that renames it. Left behind, a limit
 * would be nobody's, and those whom it is there for would have what the realm gives everybody.
 */
final class RoleRenameListener implements ProviderEventListener {

    private static final Logger LOG = Logger.getLogger(RoleRenameListener.class);

    @Override
    public void onEvent(ProviderEvent event) {
        // Settings of a realm name no role of a client.
        if (event instanceof RoleModel.RoleNameChangeEvent renamed
                && renamed.getClientId() == null
                && !renamed.getNewName().equals(renamed.getPreviousName())) {
            follow(renamed.getRealm(), renamed.getPreviousName(), renamed.getNewName());
        }
    }

    private static void follow(RealmModel realm, String before, String now) {
        for (Setting<Integer> setting : Setting.BY_ROLE) {
            String limit = realm.getAttribute(setting.attributeOf(before));
            if (limit == null) {
                continue;
            }
            if (now.length() > setting.longestRole()) {
                LOG.warnf("Realm '%s': the new name of role '%s' is too long for its limit", realm.getName(), before);
                continue;
            }
            realm.removeAttribute(setting.attributeOf(before));
            realm.setAttribute(setting.attributeOf(now), limit);
        }
        if (before.equals(realm.getAttribute(Setting.REQUIRED_ROLE.attribute()))) {
            realm.setAttribute(Setting.REQUIRED_ROLE.attribute(), now);
        }
    }
}
