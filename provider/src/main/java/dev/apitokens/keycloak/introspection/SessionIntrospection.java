package dev.apitokens.keycloak.introspection;

import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/** Introspection for a request that is none, and goes by the same: with the claims and the leases that this node knows. */
public final class SessionIntrospection {

    private SessionIntrospection() {}

    /**
     * For the request of that session.
     *
     * @param event of the request
     */
    public static ApiTokenIntrospection of(KeycloakSession session, EventBuilder event) {
        return ((ApiTokenIntrospectionProvider) session.getProvider(
                        TokenIntrospectionProvider.class, AccessTokenIntrospectionProviderFactory.ACCESS_TOKEN_TYPE))
                .of(event);
    }
}
