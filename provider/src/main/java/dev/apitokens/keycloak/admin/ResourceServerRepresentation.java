package dev.apitokens.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.apitokens.keycloak.model.ResourceServer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.util.ResolveRelative;

/**
 * A resource server, as admins see it.
 *
 * @param id of its client, which is not the client id
 * @param name of the client, or null: it has none
 * @param type {@code graphql}, {@code mcp} or {@code http}
 * @param endpoint its base URL, or null when it has none
 * @param scopes names of those that a token may be limited to there
 * @param check whether reverse proxies may ask whether a token is good for it
 * @param exchange whether it is a gateway as well
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record ResourceServerRepresentation(
        String id,
        String clientId,
        @Nullable String name,
        String type,
        @Nullable String endpoint,
        List<String> scopes,
        boolean check,
        boolean exchange) {

    static ResourceServerRepresentation of(ResourceServer server, KeycloakSession session) {
        ClientModel client = server.client();
        return new ResourceServerRepresentation(
                client.getId(),
                client.getClientId(),
                client.getName(),
                server.type(),
                ResolveRelative.resolveRelativeUri(session, client.getRootUrl(), client.getBaseUrl()),
                server.offeredScopes().stream().map(ClientScopeModel::getName).toList(),
                server.isChecked(),
                ResourceServer.isGateway(client));
    }
}
