package dev.apitokens.keycloak.exchange;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.verification.TransientClientSession;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.Config;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.ClientModel;
import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenManager;
import org.keycloak.protocol.oidc.encode.AccessTokenContext;
import org.keycloak.protocol.oidc.encode.TokenContextEncoderProvider;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.AccessTokenResponse;
import org.keycloak.services.util.DPoPUtil;
import org.keycloak.util.TokenUtil;

/**
 * Makes the JWT, as Keycloak makes the access tokens of the resource server's client. There is no session behind it, and
 * Keycloak itself takes it for no login.
 */
final class ExchangedTokenIssuer {

    private static final String MASTER_ADMIN_CLIENT_SUFFIX = "-realm";

    private final TokenExchangeContext exchange;

    ExchangedTokenIssuer(TokenExchangeContext exchange) {
        this.exchange = exchange;
    }

    AccessTokenResponse issue(ExchangeOutcome.Granted granted) {
        KeycloakSession session = exchange.getSession();
        ClientModel caller = exchange.getClient();
        try {
            // Mappers, lifespan and signature are those of the client that the token is for.
            session.getContext().setClient(granted.active().resourceServer().client());
            return build(granted);
        } finally {
            session.getContext().setClient(caller);
        }
    }

    private AccessTokenResponse build(ExchangeOutcome.Granted granted) {
        KeycloakSession session = exchange.getSession();
        RealmModel realm = exchange.getRealm();
        ClientModel client = granted.active().resourceServer().client();
        ClientSessionContext context =
                new TransientClientSession(session).context(granted.active(), granted.optionalScopes());
        context.setAttribute(Constants.GRANT_TYPE, OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE);
        UserSessionModel userSession = context.getClientSession().getUserSession();

        TokenManager tokens = new TokenManager();
        AccessToken token = tokens.createClientAccessToken(
                session, realm, client, granted.active().user(), userSession, context, false);
        AccessToken limited = limited(token, granted);
        AccessTokenResponse answer = tokens.responseBuilder(
                        realm, client, exchange.getEvent(), session, userSession, context)
                .accessToken(limited)
                .responseTokenType(limited.getType())
                .build();
        answer.setOtherClaims(OAuth2Constants.ISSUED_TOKEN_TYPE, OAuth2Constants.ACCESS_TOKEN_TYPE);
        return answer;
    }

    // What the mappers made stands, but for what says who issued it to whom, for whom, and until when.
    private AccessToken limited(AccessToken token, ExchangeOutcome.Granted granted) {
        ApiToken apiToken = granted.active().token();
        token.id(idWithoutLogin(token.getId(), granted.active().presented()));
        token.type(type(token));
        token.issuer(new TransientClientSession(exchange.getSession()).issuer());
        token.issuedFor(exchange.getClient().getClientId());
        token.audience(granted.active().resourceServer().client().getClientId());
        token.setSessionId(null);
        token.setAcr(null);
        token.setAuth_time(null);
        token.setNonce(null);
        TransientClientSession.CLAIMS_OF_A_LOGIN.forEach(token.getOtherClaims()::remove);
        Instant end = granted.active().presented().expiresAt();
        if (end != null) {
            token.exp(Math.min(token.getExp(), end.getEpochSecond()));
        }
        token.setOtherClaims(ExchangedToken.API_TOKEN, Map.of("id", apiToken.id(), "name", apiToken.name()));
        // Keycloak's client registration goes by these roles in any access token of the realm, with no look at its
        // audience or its session.
        Map<String, AccessToken.Access> roles = new HashMap<>(token.getResourceAccess());
        roles.keySet().removeIf(this::isKeycloaksOwn);
        token.setResourceAccess(roles);
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
        TokenContextEncoderProvider encoder = exchange.getSession().getProvider(TokenContextEncoderProvider.class);
        AccessTokenContext context = encoder.getTokenContextFromTokenId(id);
        return encoder.encodeTokenId(new AccessTokenContext(
                AccessTokenContext.SessionType.ONLINE,
                context.getTokenType(),
                context.getGrantType(),
                ExchangedToken.id(presented, context.getRawTokenId())));
    }

    private boolean isKeycloaksOwn(String clientId) {
        return Constants.defaultClients.contains(clientId)
                || (exchange.getRealm().getName().equals(Config.getAdminRealm())
                        && clientId.endsWith(MASTER_ADMIN_CLIENT_SUFFIX));
    }
}
