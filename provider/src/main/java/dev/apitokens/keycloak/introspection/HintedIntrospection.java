package dev.apitokens.keycloak.introspection;

import dev.apitokens.keycloak.token.ApiTokenSecret;
import jakarta.ws.rs.core.Response;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/**
 * Introspection of what a caller takes for another kind of token. A hint is no more than that (RFC 7662, section 2.1): what is an API
 * token is found to be one, and all else is Keycloak's.
 */
final class HintedIntrospection implements TokenIntrospectionProvider {

    private final KeycloakSession session;
    private final TokenIntrospectionProvider keycloaks;

    /** @param keycloaks its own provider for that hint */
    HintedIntrospection(KeycloakSession session, TokenIntrospectionProvider keycloaks) {
        this.session = session;
        this.keycloaks = keycloaks;
    }

    @Override
    public Response introspect(String token, EventBuilder event) {
        TokenIntrospectionProvider provider = ApiTokenSecret.looksLike(token)
                ? session.getProvider(
                        TokenIntrospectionProvider.class, AccessTokenIntrospectionProviderFactory.ACCESS_TOKEN_TYPE)
                : keycloaks;
        return provider.introspect(token, event);
    }

    @Override
    public void close() {
        keycloaks.close();
    }
}
