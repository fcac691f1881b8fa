package dev.apitokens.keycloak.admin;

import dev.apitokens.keycloak.change.Admission;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotAuthorizedException;
import java.time.Instant;
import java.util.Objects;
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
     * @throws ForbiddenException when they are gone, or disabled
     */
    AdminAccess access(KeycloakSession session) {
        RealmModel realm = session.realms().getRealm(realmId);
        UserModel user = realm == null ? null : session.users().getUserById(realm, userId);
        ClientModel client = realm == null ? null : realm.getClientById(clientUuid);
        RealmModel ofTokens = session.getContext().getRealm();
        if (user == null || !user.isEnabled() || client == null || ofTokens == null) {
            throw new ForbiddenException();
        }
        // Whose permissions count, as in the request.
        session.getContext().setBearerToken(token);
        return new AdminAccess(
                session,
                ofTokens,
                AdminPermissions.evaluator(session, ofTokens, new AdminAuth(realm, token, user, client)));
    }

    /**
     * The same for a change that waited for a lock, whose admin was let in and may no longer be: see {@link Admission}.
     *
     * @throws NotAuthorizedException when they would not be
     */
    AdminAccess stillIn(KeycloakSession session) {
        RealmModel realm = session.realms().getRealm(realmId);
        UserModel user = realm == null ? null : session.users().getUserById(realm, userId);
        Instant issuedAt = Instant.ofEpochSecond(Objects.requireNonNullElse(token.getIat(), 0L));
        if (realm == null || !Admission.holds(session, realm, user, issuedAt) || !isLoggedIn(session, realm)) {
            throw new NotAuthorizedException("Bearer");
        }
        return access(session);
    }

    /** A program's access token is of no session. */
    private boolean isLoggedIn(KeycloakSession session, RealmModel realm) {
        String login = token.getSessionId();
        return login == null
                || Admission.goesOn(realm, session.sessions().getUserSession(realm, login))
                || Admission.goesOn(realm, session.sessions().getOfflineUserSession(realm, login));
    }
}
