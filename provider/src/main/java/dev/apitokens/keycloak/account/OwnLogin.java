package dev.apitokens.keycloak.account;

import org.keycloak.models.ImpersonationSessionNote;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.LoginProtocol;

/**
 * Whether somebody is there by a login of their own. Keycloak makes sessions for people in other ways as well: by
 * impersonation, by exchanging tokens (with a requested subject, or from another issuer), by assertions. Such a session can do
 * what its maker was trusted with, for as long as it lasts; an API token would outlast it.
 */
final class OwnLogin {

    private OwnLogin() {}

    /**
     * What proves it: the session says that a login protocol made it (OpenID Connect or SAML, also by a password at the token
     * endpoint, by an identity provider or on a device), which only an authentication of Keycloak's writes. A word that
     * nobody here knows is no proof.
     */
    static boolean isProvedBy(UserSessionModel login, KeycloakSession session) {
        String method = login.getAuthMethod();
        return method != null
                && session.getKeycloakSessionFactory().getProviderFactory(LoginProtocol.class, method) != null
                && login.getNote(ImpersonationSessionNote.IMPERSONATOR_ID.toString()) == null;
    }
}
