package dev.apitokens.keycloak.introspection;

import dev.apitokens.keycloak.model.VersionedProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.AccessTokenIntrospectionProviderFactory;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/** The same for callers that send {@code token_type_hint=api_token}: Keycloak refuses a hint that nobody registered. */
public final class ApiTokenHintIntrospectionProviderFactory extends AccessTokenIntrospectionProviderFactory
        implements VersionedProviderFactory {

    /** The one for access tokens: with another, there would be other claims that are used again, and other leases. */
    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return session.getProvider(TokenIntrospectionProvider.class, ACCESS_TOKEN_TYPE);
    }

    @Override
    public String getId() {
        return "api_token";
    }
}
