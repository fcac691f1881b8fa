package dev.apitokens.keycloak.admin;

import jakarta.ws.rs.ForbiddenException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.services.resources.admin.fgap.AdminPermissions;

/**
 * The admin of a request, for sessions of its own: what the request's session has read cannot be asked any more once its
 * transaction has ended.
 *
 * @param realmId of the admin, which need not be the realm of the tokens
 */
record SameAdmin(String realmId, String userId, String clientUuid, AccessToken token) {

    static SameAdmin of(AdminAuth admin) {
        return new SameAdmin(
                admin.getRealm().getId(),
                admin.getUser().getId(),
                admin.getClient().getId(),
                admin.getToken());
    }

    /**
     * What they may do now in the realm of that session.
     *
     * @throws ForbiddenException when they are gone
     */
    AdminAccess access(KeycloakSession session) {
        RealmModel realm = session.realms().getRealm(realmId);
        UserModel user = realm == null ? null : session.users().getUserById(realm, userId);
        ClientModel client = realm == null ? null : realm.getClientById(clientUuid);
        RealmModel ofTokens = session.getContext().getRealm();
        if (user == null || client == null || ofTokens == null) {
            throw new ForbiddenException();
        }
        return new AdminAccess(
                session,
                ofTokens,
                AdminPermissions.evaluator(session, ofTokens, new AdminAuth(realm, token, user, client)));
    }
}
