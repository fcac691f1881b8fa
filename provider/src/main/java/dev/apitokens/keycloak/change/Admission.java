package dev.apitokens.keycloak.change;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * Whether somebody who was let in by an access token would be let in still: the wait for the lock may have been long, and they
 * disabled, signed out or given a new password meanwhile.
 */
public final class Admission {

    private Admission() {}

    /**
     * Whether they are there and may be, and the access token is none that somebody has taken back.
     *
     * @param person as the session reads them, or null: gone
     * @param issuedAt when the access token was issued, to the second
     */
    public static boolean holds(
            KeycloakSession session, RealmModel realm, @Nullable UserModel person, Instant issuedAt) {
        return person != null
                && person.isEnabled()
                && issuedAt.getEpochSecond() >= realm.getNotBefore()
                && issuedAt.getEpochSecond() >= session.users().getNotBeforeOfUser(realm, person);
    }

    /** Whether the login, as the session reads it, goes on; null: it is gone. */
    public static boolean goesOn(RealmModel realm, @Nullable UserSessionModel login) {
        return login != null && AuthenticationManager.isSessionValid(realm, login);
    }
}
