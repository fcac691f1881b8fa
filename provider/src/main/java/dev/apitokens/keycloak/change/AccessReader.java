package dev.apitokens.keycloak.change;

import dev.apitokens.keycloak.model.OrganizationScopes;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.AddressBound;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.policy.Restriction;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Reads what a token may be used for, and compares it with what the realm offers and with what the token has. */
final class AccessReader {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final OrganizationScopes organizations;
    private final Owner owner;

    /** @param owner whose token it is */
    AccessReader(KeycloakSession session, Owner owner) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.organizations = new OrganizationScopes(session);
        this.owner = owner;
    }

    /**
     * The access of a new token.
     *
     * @param scopes names of optional client scopes; null or empty: everything
     * @param resources client ids; null or empty: everything
     * @param addresses networks in CIDR form; null or empty: from anywhere
     * @throws ApiTokenErrorException when the realm offers no such thing
     */
    Access chosen(
            @Nullable List<@Nullable String> scopes,
            @Nullable List<@Nullable String> resources,
            @Nullable List<@Nullable String> addresses) {
        Restriction chosenResources = offeredResources(resources == null ? List.of() : resources);
        return new Access(
                offeredScopes(scopes == null ? List.of() : scopes, chosenResources),
                chosenResources,
                bound(addresses == null ? List.of() : addresses));
    }

    /**
     * What is left to a token.
     *
     * @param scopes those that it keeps; null: all that it has
     * @param resources client ids of those that it keeps; null: all that it has
     * @param addresses networks in CIDR form that it keeps, or parts of them; null: all that it has
     * @throws ApiTokenErrorException when that is not less than it has, or the same
     */
    Access narrowed(
            Access present,
            @Nullable List<@Nullable String> scopes,
            @Nullable List<@Nullable String> resources,
            @Nullable List<@Nullable String> addresses) {
        Restriction keptResources =
                resources == null ? present.resources() : keptResources(present.resources(), resources);
        Restriction keptScopes =
                scopes == null ? present.scopes() : keptScopes(present.scopes(), scopes, keptResources);
        return new Access(
                keptScopes,
                keptResources,
                addresses == null ? present.addresses() : keptBound(present.addresses(), bound(addresses)));
    }

    private static AddressBound bound(List<@Nullable String> networks) {
        return networks.stream().anyMatch(Objects::isNull)
                ? badBound()
                : AddressBound.parse(networks.stream()
                                .map(String::valueOf)
                                .map(String::strip)
                                .toList())
                        .orElseGet(AccessReader::badBound);
    }

    private static AddressBound badBound() {
        throw ChangeErrors.badRequest("addresses must be up to " + AddressBound.MAX_NETWORKS
                + " IPv4 or IPv6 networks such as 192.0.2.0/24 or 2001:db8::/32");
    }

    private static AddressBound keptBound(AddressBound present, AddressBound kept) {
        if (!present.covers(kept)) {
            throw ChangeErrors.badRequest(
                    "Addresses can be narrowed only: these are not all within those of the API token");
        }
        return kept;
    }

    private Restriction keptResources(Restriction present, List<@Nullable String> clientIds) {
        if (present.equals(Restriction.none())) {
            return less(present, offeredResources(clientIds), ApiTokenError.UNKNOWN_RESOURCE);
        }
        Set<String> kept = new HashSet<>();
        for (String clientId : clientIds) {
            // One that takes no tokens at the moment may stay, so that it does again when it is switched on.
            ClientModel client = clientId == null ? null : realm.getClientByClientId(clientId);
            kept.add(client == null ? "" : client.getId());
        }
        return less(present, Restriction.toAnyOf(kept), ApiTokenError.UNKNOWN_RESOURCE);
    }

    private Restriction keptScopes(Restriction present, List<@Nullable String> names, Restriction resources) {
        Restriction kept = present.equals(Restriction.none())
                ? offeredScopes(names, resources)
                : Restriction.toAnyOf(
                        names.stream().map(name -> idOf(name, present.names())).collect(Collectors.toSet()));
        return less(present, kept, ApiTokenError.UNKNOWN_SCOPE);
    }

    /** The one of those scopes that has this name now; of no scope, the text is no id either. */
    private String idOf(@Nullable String name, Set<String> scopeIds) {
        return scopeIds.stream()
                .filter(id -> nameOf(id).filter(known -> known.equals(name)).isPresent())
                .findFirst()
                .orElse("");
    }

    private Optional<String> nameOf(String id) {
        return Optional.ofNullable(realm.getClientScopeById(id))
                .map(ClientScopeModel::getName)
                .or(() -> organizations.name(id));
    }

    private static Restriction less(Restriction present, Restriction kept, ApiTokenError error) {
        if (kept.equals(Restriction.none()) && !present.equals(Restriction.none())) {
            throw ChangeErrors.badRequest("An empty list is no limit, and access can be narrowed only");
        }
        if (!present.covers(kept)) {
            throw ApiTokenErrorException.of(error, "The API token has no such access, and access can be narrowed only");
        }
        return kept;
    }

    private Restriction offeredResources(List<@Nullable String> clientIds) {
        Set<String> resources = new HashSet<>();
        for (String clientId : clientIds) {
            ClientModel client = clientId == null ? null : realm.getClientByClientId(clientId);
            resources.add(ResourceServer.of(client)
                    .map(server -> server.client().getId())
                    .orElseThrow(() -> ApiTokenErrorException.of(
                            ApiTokenError.UNKNOWN_RESOURCE, "There is no such resource server in this realm")));
        }
        return Restriction.toAnyOf(resources);
    }

    private Restriction offeredScopes(List<@Nullable String> names, Restriction resources) {
        if (names.isEmpty()) {
            // Nothing to look up.
            return Restriction.toAnyOf(Set.of());
        }
        Map<String, String> offered = servers(resources)
                .flatMap(server -> server.offeredScopes().stream())
                .collect(Collectors.toMap(ClientScopeModel::getName, ClientScopeModel::getId, (one, same) -> one));
        offered.putAll(ofOrganizations(resources));
        Set<String> scopes = new HashSet<>();
        for (String name : names) {
            String id = name == null ? null : offered.get(name);
            if (id == null) {
                throw ApiTokenErrorException.of(
                        ApiTokenError.UNKNOWN_SCOPE, "The resource servers of this token offer no such scope");
            }
            scopes.add(id);
        }
        if (scopes.stream().filter(OrganizationScopes::isOfOne).count() > 1) {
            throw ChangeErrors.badRequest("An API token can be limited to one organization, and not to several");
        }
        return Restriction.toAnyOf(scopes);
    }

    /** The scope of one organization, for each that the owner is a member of, where a resource server has that scope. */
    private Map<String, String> ofOrganizations(Restriction resources) {
        UserModel person = session.users().getUserById(realm, owner.userId());
        Optional<ClientScopeModel> scope = servers(resources)
                .flatMap(server -> organizations.at(server).stream())
                .findFirst();
        return person == null || scope.isEmpty()
                ? Map.of()
                : organizations
                        .of(person)
                        .collect(Collectors.toMap(
                                OrganizationScopes::name,
                                organization -> OrganizationScopes.restriction(scope.get(), organization),
                                (one, same) -> one));
    }

    private Stream<ResourceServer> servers(Restriction resources) {
        return resources.equals(Restriction.none())
                ? ResourceServer.all(session)
                : resources.names().stream()
                        .map(realm::getClientById)
                        .map(ResourceServer::of)
                        .flatMap(Optional::stream);
    }
}
