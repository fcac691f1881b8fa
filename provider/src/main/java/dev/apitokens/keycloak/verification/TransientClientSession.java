package dev.apitokens.keycloak.verification;

import dev.apitokens.keycloak.model.OrganizationScopes;
import dev.apitokens.keycloak.policy.Restriction;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserConsentModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.UserSessionManager;
import org.keycloak.services.util.DefaultClientSessionContext;

/**
 * What an active token gives its person at a resource server: that client's scopes, role mappings and mappers, on a user
 * session that is never stored. What the person may do is read now, not remembered from the token's creation.
 */
public final class TransientClientSession {

    /** Claims about a login. There was none. */
    public static final List<String> CLAIMS_OF_A_LOGIN =
            List.of("acr", "amr", "auth_time", "sid", "session_state", "nonce");

    private static final String AUTH_METHOD = "api-token";

    private final KeycloakSession session;

    public TransientClientSession(KeycloakSession session) {
        this.session = session;
    }

    /** The optional scopes that the token is good for there. Default scopes come by themselves. */
    public List<String> optionalScopes(Verdict.Active active) {
        OrganizationScopes organizations = new OrganizationScopes(session);
        Restriction permitted = active.token().access().scopes();
        // One that is limited to scopes has them as long as its resource server does, offered or not.
        return active.resourceServer().scopes().stream()
                .filter(scope -> !permitted.equals(Restriction.none())
                        || active.resourceServer().offers(scope))
                .flatMap(scope -> organizations.is(scope)
                        ? organizations.granted(scope, permitted, active.user(), false).stream()
                        : Stream.of(scope)
                                .filter(other -> permitted.permits(other.getId()))
                                .map(ClientScopeModel::getName))
                .toList();
    }

    /**
     * The context that mappers make claims in.
     *
     * @param optionalScopes those of {@link #optionalScopes} that are wanted
     */
    public ClientSessionContext context(Verdict.Active active, Collection<String> optionalScopes) {
        RealmModel realm = session.getContext().getRealm();
        ClientModel client = active.resourceServer().client();
        UserSessionModel userSession = new UserSessionManager(session)
                .createUserSession(
                        null,
                        realm,
                        active.user(),
                        active.user().getUsername(),
                        session.getContext().getConnection().getRemoteHost(),
                        AUTH_METHOD,
                        false,
                        null,
                        null,
                        UserSessionModel.SessionPersistenceState.TRANSIENT);
        AuthenticatedClientSessionModel clientSession =
                session.sessions().createClientSession(realm, client, userSession);
        clientSession.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        clientSession.setNote(OIDCLoginProtocol.ISSUER, issuer());
        return DefaultClientSessionContext.fromClientSessionAndClientScopes(
                clientSession, scopes(active, optionalScopes), null, session);
    }

    /** The client's own mappers and roles, its default scopes, and those that are wanted. */
    private Set<ClientScopeModel> scopes(Verdict.Active active, Collection<String> optionalScopes) {
        ClientModel client = active.resourceServer().client();
        OrganizationScopes organizations = new OrganizationScopes(session);
        Restriction permitted = active.token().access().scopes();
        Stream<ClientScopeModel> byDefault = client.getClientScopes(true).values().stream()
                .flatMap(scope -> organizations.is(scope)
                        ? organizations.granted(scope, permitted, active.user(), true).stream()
                                .map(name -> OrganizationScopes.named(scope, name))
                        : Stream.of(scope));
        Stream<ClientScopeModel> optional = active.resourceServer().scopes().stream()
                .flatMap(scope -> organizations.is(scope)
                        ? optionalScopes.stream()
                                .filter(OrganizationScopes::isName)
                                .map(name -> OrganizationScopes.named(scope, name))
                        : Stream.of(scope).filter(other -> optionalScopes.contains(other.getName())));
        Stream<ClientScopeModel> all = Stream.concat(Stream.concat(Stream.of(client), byDefault), optional);
        return (client.isConsentRequired() ? all.filter(consented(active)) : all).collect(Collectors.toSet());
    }

    /**
     * At a client that demands consent, a scope that the consent screen shows needs the person's: given there, or by having
     * chosen that scope for the token, for which the same texts are shown.
     */
    private Predicate<ClientScopeModel> consented(Verdict.Active active) {
        UserConsentModel consent = session.users()
                .getConsentByClient(
                        session.getContext().getRealm(),
                        active.user().getId(),
                        active.resourceServer().client().getId());
        return scope -> !scope.isDisplayOnConsentScreen()
                || (consent != null && consent.isClientScopeGranted(scope))
                || active.token().access().scopes().names().stream()
                        .anyMatch(chosen -> OrganizationScopes.isOf(scope, chosen));
    }

    /** The realm as the issuer of tokens. */
    public String issuer() {
        return Urls.realmIssuer(
                session.getContext().getUri().getBaseUri(),
                session.getContext().getRealm().getName());
    }
}
