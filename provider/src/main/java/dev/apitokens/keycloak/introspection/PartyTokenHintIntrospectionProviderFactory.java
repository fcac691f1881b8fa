package dev.apitokens.keycloak.introspection;

import org.keycloak.authorization.protection.introspect.RPTIntrospectionProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/** Takes the place of Keycloak's provider for {@code requesting_party_token}: same id, higher order. */
public final class PartyTokenHintIntrospectionProviderFactory extends RPTIntrospectionProviderFactory {

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        return new HintedIntrospection(session, super.create(session));
    }

    @Override
    public int order() {
        return ApiTokenIntrospectionProviderFactory.BEFORE_THE_BUILT_IN;
    }
}
