package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.model.OrganizationScopes;
import dev.apitokens.keycloak.model.ResourceServer;
import java.util.List;
import java.util.stream.Stream;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.util.ResolveRelative;

/** The resource servers of the realm, as a person is told of them. */
final class OfferedResources {

    private OfferedResources() {}

    static List<SettingsRepresentation.Resource> to(UserModel user, KeycloakSession session) {
        ConsentTexts texts = ConsentTexts.of(session, user);
        List<SettingsRepresentation.Scope> organizations = new OrganizationScopes(session)
                .of(user)
                .map(organization ->
                        new SettingsRepresentation.Scope(OrganizationScopes.name(organization), organization.getName()))
                .toList();
        return ResourceServer.all(session)
                .filter(server -> server.admits(user))
                .map(server -> SettingsRepresentation.resource(
                        server,
                        texts.name(server.client()),
                        endpoint(session, server.client()),
                        Stream.concat(
                                        server.offeredScopes().stream()
                                                .map(scope -> new SettingsRepresentation.Scope(
                                                        scope.getName(), texts.of(scope))),
                                        new OrganizationScopes(session)
                                                .at(server).map(scope -> organizations).stream()
                                                        .flatMap(List::stream))
                                .toList()))
                .toList();
    }

    private static String endpoint(KeycloakSession session, ClientModel client) {
        return ResolveRelative.resolveRelativeUri(session, client.getRootUrl(), client.getBaseUrl());
    }
}
