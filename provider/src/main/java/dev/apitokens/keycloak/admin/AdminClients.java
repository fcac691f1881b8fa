package dev.apitokens.keycloak.admin;

import dev.apitokens.keycloak.model.ServiceAccount;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** The clients of a realm that an admin names, as far as they may; whether there is one is told to nobody else. */
final class AdminClients {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;

    AdminClients(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
    }

    /**
     * The service account of a client that the admin manages.
     *
     * @param clientId client id, or null: none was given
     * @throws ApiTokenErrorException when there is none
     */
    ServiceAccount requireServiceAccount(@Nullable String clientId) {
        if (clientId == null) {
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.BAD_REQUEST,
                    "clientId is required: an admin makes tokens for service accounts only");
        }
        ClientModel client = realm.getClientByClientId(clientId);
        if (client == null) {
            permissions.clients().requireManage();
            throw noSuchClient();
        }
        permissions.clients().requireManage(client);
        return ServiceAccount.of(session, client)
                .orElseThrow(() -> ApiTokenErrorException.invalidRequest(
                        Response.Status.CONFLICT, "The client has no service account"));
    }

    /**
     * A client that the admin may see.
     *
     * @throws ApiTokenErrorException when there is none of that client id
     */
    ClientModel requireViewClient(String clientId) {
        ClientModel client = realm.getClientByClientId(clientId);
        if (client == null) {
            permissions.clients().requireView();
            throw noSuchClient();
        }
        permissions.clients().requireView(client);
        return client;
    }

    private static ApiTokenErrorException noSuchClient() {
        return ApiTokenErrorException.of(ApiTokenError.NOT_FOUND, "There is no such client in this realm");
    }
}
