package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.change.Admission;
import dev.apitokens.keycloak.change.OwnerWork;
import dev.apitokens.keycloak.change.RefusedChange;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.ServiceAccount;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.RequestGate;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.NotAuthorizedException;
import jakarta.ws.rs.core.HttpHeaders;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventType;
import org.keycloak.models.AccountRoles;
import org.keycloak.models.ClientModel;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.models.UserSessionProvider;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProvider;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.cors.Cors;
import org.keycloak.services.managers.AppAuthManager;
import org.keycloak.services.managers.AuthenticationManager;

/**
 * The person who calls the account REST, proved by an access token for {@code account} that was issued to a client which
 * may manage API tokens.
 *
 * @param user the person
 * @param client the client that the access token was issued to
 * @param userSession the login
 * @param issuedAt when the access token was issued, to the second
 */
record Caller(UserModel user, ClientModel client, UserSessionModel userSession, Instant issuedAt) {

    private static final String MANAGE = "api-tokens.manage";
    static final String[] METHODS = {"GET", "POST", "PUT", "DELETE", "OPTIONS"};

    /**
     * Authenticates the request and adds the CORS headers that the calling client's web origins allow.
     *
     * @throws org.keycloak.services.ErrorResponseException when the caller may not
     */
    static Caller authenticate(KeycloakSession session) {
        ClientModel account = legible(() -> {
            RequestGate.requireTls(session);
            return account(session.getContext().getRealm());
        });
        AuthenticationManager.AuthResult result = legible(() -> bearer(session));
        Cors.builder()
                .checkAllowedOrigins(result.token())
                .allowedMethods(METHODS)
                .exposedHeaders(HttpHeaders.LOCATION)
                .auth()
                .add();
        Instant issuedAt =
                Instant.ofEpochSecond(Objects.requireNonNullElse(result.token().getIat(), 0L));
        Caller caller = new Caller(result.user(), result.client(), result.session(), issuedAt);
        caller.recorded(session, null, () -> {
            check(session, result, account);
            return caller;
        });
        return caller;
    }

    /**
     * Refusals that a page of any origin may read: no token says yet which may, and to a page that can't read the answer it is an error of
     * the network, at which nobody logs in again. They tell nothing of anybody.
     */
    static <T> T legible(Supplier<T> work) {
        try {
            return work.get();
        } catch (RuntimeException e) {
            anyOrigin();
            throw e;
        }
    }

    /** Lets a page of any origin read the answer, which needs no cookie and no login of a browser's. */
    static void anyOrigin() {
        Cors.builder()
                .allowAllOrigins()
                .allowedMethods(METHODS)
                .exposedHeaders(HttpHeaders.WWW_AUTHENTICATE)
                .add();
    }

    private static ClientModel account(RealmModel realm) {
        ClientModel account = realm.getClientByClientId(Constants.ACCOUNT_MANAGEMENT_CLIENT_ID);
        if (account == null || !account.isEnabled() || !realm.isEnabled()) {
            throw ApiTokenErrorException.of(ApiTokenError.NOT_FOUND, "Account management is not enabled in this realm");
        }
        return account;
    }

    /** Runs a change of the caller's tokens; that it was refused is an event. */
    <T> T recorded(KeycloakSession session, @Nullable String tokenId, Supplier<T> change) {
        String method = session.getContext().getHttpRequest().getHttpMethod();
        if (method.equals(HttpMethod.GET)) {
            return change.get();
        }
        EventType type = method.equals(HttpMethod.DELETE) ? EventType.REMOVE_CREDENTIAL : EventType.UPDATE_CREDENTIAL;
        return new RefusedChange(session, type, actor()).recorded(user.getId(), known(tokenId), change);
    }

    // What stands where an id belongs, and is none, may be a token.
    private static @Nullable String known(@Nullable String tokenId) {
        return tokenId != null && ApiToken.isId(tokenId) ? tokenId : null;
    }

    private static void check(KeycloakSession session, AuthenticationManager.AuthResult result, ClientModel account) {
        AccessToken token = withAccountRoles(session, result, account);
        if (!token.hasAudience(account.getClientId())) {
            // Who has no role of that client is no audience's either, and another login would not help them.
            throw mayManage(result.client()) && !mayManageAccount(result.user(), account)
                    ? missingRole()
                    : ApiTokenErrorException.invalidToken();
        }
        if (ServiceAccount.is(result.user())) {
            throw ApiTokenErrorException.of(ApiTokenError.CLIENT_NOT_ALLOWED, "A service account holds no API tokens");
        }
        if (!mayManage(result.client())) {
            throw ApiTokenErrorException.of(
                    ApiTokenError.CLIENT_NOT_ALLOWED, "The client of this access token may not manage API tokens");
        }
        if (!OwnLogin.isProvedBy(result.session(), session)) {
            throw ApiTokenErrorException.of(
                    ApiTokenError.IMPERSONATION_NOT_ALLOWED,
                    "Only a session in which the person logged in by themselves may manage API tokens");
        }
        AccessToken.Access roles = token.getResourceAccess(account.getClientId());
        if (roles == null || !roles.isUserInRole(AccountRoles.MANAGE_ACCOUNT)) {
            throw missingRole();
        }
    }

    private static boolean mayManageAccount(UserModel person, ClientModel account) {
        RoleModel role = account.getRole(AccountRoles.MANAGE_ACCOUNT);
        return role != null && person.hasRole(role);
    }

    private static ApiTokenErrorException missingRole() {
        return ApiTokenErrorException.of(
                ApiTokenError.ROLE_REQUIRED, "The role manage-account of the client account is required");
    }

    /** When the person logged in. A login without a time of its own counts from the start of the session. */
    Instant authenticatedAt() {
        String authTime = userSession.getNote(AuthenticationManager.AUTH_TIME);
        return Instant.ofEpochSecond(authTime == null ? userSession.getStarted() : Long.parseLong(authTime));
    }

    /** Whose tokens are meant. */
    Owner owner() {
        return new Owner(userSession.getRealm().getId(), user.getId());
    }

    /**
     * Refuses a change by somebody who was let in and no longer would be: see {@link Admission}.
     *
     * @throws org.keycloak.services.ErrorResponseException when they would not be
     */
    void requireStillIn(OwnerWork work) {
        if (!Admission.holds(work.session(), work.realm(), work.user(), issuedAt)
                || !Admission.goesOn(work.realm(), login(work))) {
            throw ApiTokenErrorException.invalidToken();
        }
    }

    private @Nullable UserSessionModel login(OwnerWork work) {
        UserSessionProvider logins = work.session().sessions();
        return userSession.isOffline()
                ? logins.getOfflineUserSession(work.realm(), userSession.getId())
                : logins.getUserSession(work.realm(), userSession.getId());
    }

    /** As events know the caller. */
    ApiTokenEvents.Actor actor() {
        return new ApiTokenEvents.Actor(user.getId(), client.getClientId(), userSession.getId());
    }

    private static AuthenticationManager.AuthResult bearer(KeycloakSession session) {
        AuthenticationManager.@Nullable AuthResult result;
        try {
            if (AppAuthManager.extractAuthorizationHeaderTokenOrReturnNull(
                            session.getContext().getHttpRequest().getHttpHeaders())
                    == null) {
                throw ApiTokenErrorException.missingToken();
            }
            result = new AppAuthManager.BearerTokenAuthenticator(session).authenticate();
        } catch (NotAuthorizedException e) {
            throw ApiTokenErrorException.invalidToken();
        }
        if (result == null) {
            throw ApiTokenErrorException.invalidToken();
        }
        return result;
    }

    // A lightweight access token carries neither audience nor roles; Keycloak's account REST looks them up likewise.
    private static AccessToken withAccountRoles(
            KeycloakSession session, AuthenticationManager.AuthResult result, ClientModel account) {
        AccessToken token = result.token();
        if (token.getAudience() != null && token.getResourceAccess(account.getClientId()) != null) {
            return token;
        }
        TokenIntrospectionProvider provider = session.getProvider(
                TokenIntrospectionProvider.class, AccessTokenIntrospectionProviderFactory.ACCESS_TOKEN_TYPE);
        return provider instanceof AccessTokenIntrospectionProvider<?> lookup
                ? lookup.transformAccessToken(token, result.session())
                : token;
    }

    private static boolean mayManage(ClientModel client) {
        return client.getClientId().equals(Constants.ACCOUNT_CONSOLE_CLIENT_ID)
                || Boolean.parseBoolean(client.getAttribute(MANAGE));
    }
}
