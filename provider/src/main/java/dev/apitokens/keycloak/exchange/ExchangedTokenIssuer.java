package dev.apitokens.keycloak.exchange;

import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.verification.TransientClientSession;
import dev.apitokens.keycloak.verification.Verdict;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.Config;
import org.keycloak.OAuth2Constants;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.encode.AccessTokenContext;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.managers.BruteForceProtector;
import org.keycloak.services.util.DPoPUtil;
import org.keycloak.util.TokenUtil;

/**
 * Makes the JWT, as Keycloak makes the access tokens of the resource server's client. There is no session behind it, and
 * Keycloak itself takes it for no login.
 */
public final class ExchangedTokenIssuer {

    private static final String MASTER_ADMIN_CLIENT_SUFFIX = "-realm";

    private final KeycloakSession session;
    private final EventBuilder event;
    private final ClientModel issuedFor;

    /**
     * @param event of the request
     * @param issuedFor the client that the JWT is issued to
     */
    public ExchangedTokenIssuer(KeycloakSession session, EventBuilder event, ClientModel issuedFor) {
        this.session = session;
        this.event = event;
        this.issuedFor = issuedFor;
    }

    /**
     * Whether nothing may be issued for the person: Keycloak issues no token for somebody who is locked out after too many failed
     * logins, and this would be one.
     */
    public boolean isLockedOut(UserModel user) {
        RealmModel realm = session.getContext().getRealm();
        if (!realm.isBruteForceProtected()) {
            return false;
        }
        BruteForceProtector protector = session.getProvider(BruteForceProtector.class);
        return protector.isPermanentlyLockedOut(session, realm, user)
                || protector.isTemporarilyDisabled(session, realm, user);
    }

    /**
     * Makes a JWT for the resource server at which the token is active.
     *
     * @param optionalScopes those of {@link TransientClientSession#optionalScopes} that it gets
     */
    public AccessTokenResponse issue(Verdict.Active active, Collection<String> optionalScopes) {
        ClientModel caller = session.getContext().getClient();
        try {
            // Mappers, lifespan and signature are those of the client that the token is for.
            session.getContext().setClient(active.resourceServer().client());
            return build(active, optionalScopes);
        } finally {
            session.getContext().setClient(caller);
        }
    }

    private AccessTokenResponse build(Verdict.Active active, Collection<String> optionalScopes) {
        RealmModel realm = session.getContext().getRealm();
        ClientModel client = active.resourceServer().client();
        ClientSessionContext context = new TransientClientSession(session).context(active, optionalScopes);
        context.setAttribute(Constants.GRANT_TYPE, OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE);
        UserSessionModel userSession = context.getClientSession().getUserSession();

        TokenManager tokens = new TokenManager();
        AccessToken token =
                tokens.createClientAccessToken(session, realm, client, active.user(), userSession, context, false);
        AccessToken limited = limited(token, active, optionalScopes);
        AccessTokenResponse answer = tokens.responseBuilder(realm, client, event, session, userSession, context)
                .accessToken(limited)
                .responseTokenType(limited.getType())
                .build();
        answer.setOtherClaims(OAuth2Constants.ISSUED_TOKEN_TYPE, OAuth2Constants.ACCESS_TOKEN_TYPE);
        return answer;
    }

    // What the mappers made stands, but for what says who issued it to whom, for whom, and until when.
    private AccessToken limited(AccessToken token, Verdict.Active active, Collection<String> optionalScopes) {
        token.id(idWithoutLogin(token.getId(), active.presented()));
        token.type(type(token));
        token.issuer(new TransientClientSession(session).issuer());
        token.issuedFor(issuedFor.getClientId());
        token.audience(active.resourceServer().client().getClientId());
        token.setSessionId(null);
        token.setAcr(null);
        token.setAuth_time(null);
        token.setNonce(null);
        TransientClientSession.CLAIMS_OF_A_LOGIN.forEach(token.getOtherClaims()::remove);
        Instant end = active.presented().expiresAt();
        if (end != null) {
            token.exp(Math.min(token.getExp(), end.getEpochSecond()));
        }
        token.setOtherClaims(ExchangedToken.API_TOKEN, ExchangedToken.claim(active.token(), optionalScopes));
        // Keycloak's client registration goes by these roles in any access token of the realm, with no look at its
        // audience or its session.
        Map<String, AccessToken.Access> roles = new HashMap<>(token.getResourceAccess());
        roles.keySet().removeIf(this::isKeycloaksOwn);
        // As in Keycloak's tokens: no member for no roles.
        token.setResourceAccess(roles.isEmpty() ? null : roles);
        return token;
    }

    /** One that is bound to a key is taken only with a proof of it (RFC 9449, section 5). */
    private static String type(AccessToken token) {
        return token.getConfirmation() != null && token.getConfirmation().getKeyThumbprint() != null
                ? DPoPUtil.DPOP_TOKEN_TYPE
                : TokenUtil.TOKEN_TYPE_BEARER;
    }

    /**
     * The id says that the token belongs to a login session, and no session is named: so that nothing in Keycloak takes
     * the token for a login. Saying what is true, that there is only a transient one, would open the person's account and,
     * for an admin, the admin REST, which look at the person's roles and not at the token's audience.
     */
    private String idWithoutLogin(String id, PresentedToken presented) {
        TokenContextEncoderProvider encoder = session.getProvider(TokenContextEncoderProvider.class);
        AccessTokenContext context = encoder.getTokenContextFromTokenId(id);
        return encoder.encodeTokenId(new AccessTokenContext(
                AccessTokenContext.SessionType.ONLINE,
                context.getTokenType(),
                context.getGrantType(),
                ExchangedToken.id(presented, context.getRawTokenId())));
    }

    private boolean isKeycloaksOwn(String clientId) {
        return Constants.defaultClients.contains(clientId)
                || (session.getContext().getRealm().getName().equals(Config.getAdminRealm())
                        && clientId.endsWith(MASTER_ADMIN_CLIENT_SUFFIX));
    }
}
