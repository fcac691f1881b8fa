package dev.apitokens.keycloak.model;

import dev.apitokens.keycloak.policy.Restriction;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientScopeDecorator;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.OrganizationModel;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.organization.OrganizationProvider;

/**
 * Keycloak's client scope {@code organization}, in a realm that has organizations. By that name alone it stands for the one
 * organization that a person chooses when they log in; nobody logs in with a token. So a token has it as {@code organization:*}, all
 * those that its owner is a member of, or is limited to one of them, as {@code organization:acme}.
 */
public final class OrganizationScopes {

    private static final String NAME = OAuth2Constants.ORGANIZATION;
    private static final String SEPARATOR = ClientScopeModel.VALUE_SEPARATOR;
    private static final String ALL = NAME + SEPARATOR + "*";

    private final RealmModel realm;
    private final @Nullable OrganizationProvider organizations;

    /** Those of the session's realm. */
    public OrganizationScopes(KeycloakSession session) {
        this.realm = session.getContext().getRealm();
        this.organizations = realm.isOrganizationsEnabled() ? session.getProvider(OrganizationProvider.class) : null;
    }

    /** Whether it is that scope. */
    public boolean is(ClientScopeModel scope) {
        return organizations != null && scope.getName().equals(NAME);
    }

    /** The scope at the resource server, be it a default or an optional one; empty when it has none. */
    public Optional<ClientScopeModel> at(ResourceServer server) {
        return Stream.of(true, false)
                .flatMap(byDefault -> server.client().getClientScopes(byDefault).values().stream())
                .filter(this::is)
                .findFirst();
    }

    /** The organizations that the person is a member of, as far as they are enabled. */
    public Stream<OrganizationModel> of(UserModel person) {
        return organizations == null
                ? Stream.empty()
                : organizations.getByMember(person).filter(OrganizationModel::isEnabled);
    }

    /** What the scope is called for one organization. */
    public static String name(OrganizationModel organization) {
        return NAME + SEPARATOR + organization.getAlias();
    }

    /** How a restriction spells the scope for one organization: by ids, for either may be renamed. */
    public static String restriction(ClientScopeModel scope, OrganizationModel organization) {
        return scope.getId() + SEPARATOR + organization.getId();
    }

    /** Whether that is what a restriction to one organization is spelled like. */
    public static boolean isOfOne(String restricted) {
        return restricted.contains(SEPARATOR);
    }

    /** Whether a restriction spells the scope, whole or for one organization. A scope of another name has no parts, whatever ids look like. */
    public static boolean isOf(ClientScopeModel scope, String restricted) {
        return restricted.equals(scope.getId())
                || (isName(scope.getName()) && restricted.startsWith(scope.getId() + SEPARATOR));
    }

    /** What the scope is called that a restriction to one organization spells, or empty when either is gone. */
    public Optional<String> name(String restricted) {
        int separator = restricted.indexOf(SEPARATOR);
        return organizations == null
                        || separator < 0
                        || realm.getClientScopeById(restricted.substring(0, separator)) == null
                ? Optional.empty()
                : Optional.ofNullable(organizations.getById(restricted.substring(separator + SEPARATOR.length())))
                        .map(OrganizationScopes::name);
    }

    /**
     * What the scope is called for a token, or empty when the token does not have it: a membership that ends takes it away.
     *
     * @param scopes what the token is limited to
     * @param byDefault whether every token has the scope that is not limited to an organization
     */
    public Optional<String> granted(ClientScopeModel scope, Restriction scopes, UserModel person, boolean byDefault) {
        Optional<String> limit = scopes.names().stream()
                .filter(restricted -> restricted.startsWith(scope.getId() + SEPARATOR))
                .findFirst();
        if (limit.isPresent()) {
            return of(person)
                    .filter(organization -> restriction(scope, organization).equals(limit.get()))
                    .map(OrganizationScopes::name)
                    .findFirst();
        }
        return byDefault || scopes.permits(scope.getId()) ? Optional.of(ALL) : Optional.empty();
    }

    /** The scope under one of the names that it can have, as Keycloak's mapper of organizations wants it. */
    public static ClientScopeModel named(ClientScopeModel scope, String name) {
        return new Named(scope, name);
    }

    /** Has its place among other scopes, whose order in an answer is that of their hash codes, wherever it is in memory. */
    private static final class Named extends ClientScopeDecorator {

        Named(ClientScopeModel scope, String name) {
            super(scope, name);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Named named
                    && getId().equals(named.getId())
                    && getName().equals(named.getName());
        }

        @Override
        public int hashCode() {
            return getId().hashCode();
        }
    }

    /**
     * What of the scope an exchange may have that asks for it by a name: as it is granted, or one organization of all.
     *
     * @param wanted a name that the scope can have
     * @param granted names of the scopes that the token has
     */
    public Optional<String> within(String wanted, Collection<String> granted, UserModel person) {
        return granted.stream()
                .filter(OrganizationScopes::isName)
                .filter(name -> wanted.equals(NAME)
                        || wanted.equals(name)
                        || (name.equals(ALL)
                                && of(person).map(OrganizationScopes::name).anyMatch(wanted::equals)))
                .map(name -> wanted.equals(NAME) ? name : wanted)
                .findFirst();
    }

    /**
     * What is left of the scope for what was made with it under a name: the token may have been limited since, and a membership have ended.
     *
     * @param had the name then
     * @param granted names of the scopes that the token has now
     */
    public Optional<String> left(String had, Collection<String> granted, UserModel person) {
        return within(had.equals(ALL) ? NAME : had, granted, person);
    }

    /** Whether that is one of the names that the scope can have. */
    public static boolean isName(String name) {
        return name.equals(NAME) || name.startsWith(NAME + SEPARATOR);
    }
}
