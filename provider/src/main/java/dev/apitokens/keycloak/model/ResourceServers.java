package dev.apitokens.keycloak.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The resource servers that a realm has now.
 *
 * @param realm the realm
 * @param byClientUuid each by the id (not client id) of its client
 * @param organizations what the realm's scope for them is called
 */
public record ResourceServers(
        RealmModel realm, Map<String, ResourceServer> byClientUuid, OrganizationScopes organizations) {

    /** Those of the session's realm. */
    public static ResourceServers of(KeycloakSession session) {
        Map<String, ResourceServer> servers = new LinkedHashMap<>();
        ResourceServer.all(session)
                .forEach(server -> servers.put(server.client().getId(), server));
        return new ResourceServers(session.getContext().getRealm(), servers, new OrganizationScopes(session));
    }

    /** Those of them that the token may be used at. */
    public List<ResourceServer> of(ApiToken token) {
        return byClientUuid.entrySet().stream()
                .filter(entry -> token.access().resources().permits(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /**
     * The scopes that the token is restricted to and that any of its resource servers offers: names by what the restriction spells,
     * which is the id of the scope, or that for one organization.
     */
    public Map<String, String> scopes(ApiToken token) {
        Set<String> restricted = token.access().scopes().names();
        Map<String, String> names = of(token).stream()
                .flatMap(server -> server.scopes().stream())
                .filter(scope -> restricted.contains(scope.getId()))
                .collect(Collectors.toMap(ClientScopeModel::getId, ClientScopeModel::getName, (one, same) -> one));
        restricted.stream()
                .filter(OrganizationScopes::isOfOne)
                .forEach(one -> organizations.name(one).ifPresent(name -> names.put(one, name)));
        return names;
    }

    /** The name of the client scope that a restriction spells, or what it spells when there is none. */
    public String scopeName(String restricted) {
        ClientScopeModel scope = realm.getClientScopeById(restricted);
        return scope == null ? organizations.name(restricted).orElse(restricted) : scope.getName();
    }
}
