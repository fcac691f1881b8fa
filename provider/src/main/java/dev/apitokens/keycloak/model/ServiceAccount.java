package dev.apitokens.keycloak.model;

import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/**
 * The user that Keycloak keeps for a client, to act by itself. Its tokens are a machine's.
 *
 * @param user the user, who is nobody
 * @param client whose it is
 */
public record ServiceAccount(UserModel user, ClientModel client) {

    /** Whether the user is that of a client, be it still there or not. */
    public static boolean is(UserModel user) {
        return user.getServiceAccountClientLink() != null;
    }

    /** The service account that the user is, or empty when they are a person or their client is gone. */
    public static Optional<ServiceAccount> of(RealmModel realm, UserModel user) {
        return Optional.ofNullable(user.getServiceAccountClientLink())
                .map(realm::getClientById)
                .map(client -> new ServiceAccount(user, client));
    }

    /** The service account of the client, or empty when it has none. */
    public static Optional<ServiceAccount> of(KeycloakSession session, ClientModel client) {
        return client.isServiceAccountsEnabled()
                ? Optional.ofNullable(session.users().getServiceAccount(client))
                        .map(user -> new ServiceAccount(user, client))
                : Optional.empty();
    }

    /** Whether it may act: not with a client that is disabled, or has its service account switched off. */
    public boolean isEnabled() {
        return client.isEnabled() && client.isServiceAccountsEnabled() && user.isEnabled();
    }
}
