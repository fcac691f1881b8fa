package dev.apitokens.keycloak.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The resource servers that a realm has now.
 *
 * @param realm the realm
 * @param byClientUuid each by the id (not client id) of its client
 */
public record ResourceServers(RealmModel realm, Map<String, ResourceServer> byClientUuid) {

    /** Those of the session's realm. */
    public static ResourceServers of(KeycloakSession session) {
        Map<String, ResourceServer> servers = new LinkedHashMap<>();
        ResourceServer.all(session)
                .forEach(server -> servers.put(server.client().getId(), server));
        return new ResourceServers(session.getContext().getRealm(), servers);
    }

    /** Those of them that the token may be used at. */
    public List<ResourceServer> of(ApiToken token) {
        return byClientUuid.entrySet().stream()
                .filter(entry -> token.access().resources().permits(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** The scopes that the token is restricted to and that any of its resource servers offers: names by id. */
    public Map<String, String> scopes(ApiToken token) {
        return of(token).stream()
                .flatMap(server -> server.scopes().stream())
                .filter(scope -> token.access().scopes().names().contains(scope.getId()))
                .collect(Collectors.toMap(ClientScopeModel::getId, ClientScopeModel::getName, (one, same) -> one));
    }

    /** The name of the client scope with that id, or the id when there is none. */
    public String scopeName(String id) {
        ClientScopeModel scope = realm.getClientScopeById(id);
        return scope == null ? id : scope.getName();
    }
}
