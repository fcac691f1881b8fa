package dev.apitokens.keycloak.introspection;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.model.ApiToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientScopeModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.OIDCLoginProtocol;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.Urls;
import org.keycloak.services.managers.UserSessionManager;
import org.keycloak.services.util.DefaultClientSessionContext;
import org.keycloak.util.JsonSerialization;
import org.keycloak.util.TokenUtil;

/**
 * Makes the claims of an active token, with the resource server's own scopes, role mappings and mappers, on a user
 * session that is never stored: what the person may do is read now, not remembered from the token's creation.
 */
record IntrospectionClaims(KeycloakSession session) {

    /** Claims about a login. There was none. */
    private static final List<String> CLAIMS_OF_A_LOGIN =
            List.of("acr", "amr", "auth_time", "sid", "session_state", "nonce", "azp");

    ObjectNode of(Verdict.Active active) {
        ApiToken token = active.token();
        UserModel user = active.user();
        ClientModel client = active.resourceServer().client();
        RealmModel realm = session.getContext().getRealm();

        ClientSessionContext context = context(active, realm);
        AccessToken claims = new AccessToken();
        claims.id(token.id());
        claims.type(TokenUtil.TOKEN_TYPE_BEARER);
        claims.issuer(issuer(realm));
        claims.subject(user.getId());
        claims.issuedFor(client.getClientId());
        claims = new TokenManager()
                .transformIntrospectionAccessToken(
                        session, claims, claims, context.getClientSession().getUserSession(), context);

        ObjectNode answer = toJson(claims);
        answer.remove(CLAIMS_OF_A_LOGIN);
        // What the mappers made stands, but for what says whose token this is and who may take it.
        answer.put("active", true);
        answer.put("iss", issuer(realm));
        answer.put("jti", token.id());
        answer.put("typ", TokenUtil.TOKEN_TYPE_BEARER);
        answer.put("token_type", TokenUtil.TOKEN_TYPE_BEARER);
        answer.put("client_id", token.createdByClient());
        answer.put("username", user.getUsername());
        if (!answer.hasNonNull("preferred_username")) {
            answer.put("preferred_username", user.getUsername());
        }
        answer.putArray("aud").add(client.getClientId());
        answer.put("iat", active.presented().issuedAt().getEpochSecond());
        answer.remove(List.of("nbf", "exp"));
        Optional.ofNullable(active.presented().expiresAt())
                .map(Instant::getEpochSecond)
                .ifPresent(seconds -> answer.put("exp", seconds));
        answer.remove("scope");
        String scope = context.getScopeString();
        if (!scope.isBlank()) {
            answer.put("scope", scope);
        }
        answer.putObject("api_token").put("id", token.id()).put("name", token.name());
        return answer;
    }

    private ClientSessionContext context(Verdict.Active active, RealmModel realm) {
        ClientModel client = active.resourceServer().client();
        UserSessionModel userSession = new UserSessionManager(session)
                .createUserSession(
                        null,
                        realm,
                        active.user(),
                        active.user().getUsername(),
                        session.getContext().getConnection().getRemoteHost(),
                        "api-token",
                        false,
                        null,
                        null,
                        UserSessionModel.SessionPersistenceState.TRANSIENT);
        AuthenticatedClientSessionModel clientSession =
                session.sessions().createClientSession(realm, client, userSession);
        clientSession.setProtocol(OIDCLoginProtocol.LOGIN_PROTOCOL);
        clientSession.setNote(OIDCLoginProtocol.ISSUER, issuer(realm));
        return DefaultClientSessionContext.fromClientSessionAndScopeParameter(
                clientSession, optionalScopes(active), session);
    }

    /** Default scopes come by themselves; these are the optional ones that the token is good for here. */
    private static String optionalScopes(Verdict.Active active) {
        return active.resourceServer().scopes().stream()
                .map(ClientScopeModel::getName)
                .filter(name -> active.token().scopes().isEmpty()
                        || active.token().scopes().contains(name))
                .collect(Collectors.joining(" "));
    }

    private String issuer(RealmModel realm) {
        return Urls.realmIssuer(session.getContext().getUri().getBaseUri(), realm.getName());
    }

    private static ObjectNode toJson(AccessToken claims) {
        try {
            return JsonSerialization.createObjectNode(claims);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
