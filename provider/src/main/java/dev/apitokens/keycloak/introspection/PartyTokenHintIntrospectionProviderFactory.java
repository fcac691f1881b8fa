package dev.apitokens.keycloak.introspection;

import dev.apitokens.keycloak.model.RunningKeycloak;
import org.keycloak.authorization.protection.introspect.RPTIntrospectionProviderFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenIntrospectionProvider;

/** Takes the place of Keycloak's provider for {@code requesting_party_token}: same id, higher order. */
public final class PartyTokenHintIntrospectionProviderFactory extends RPTIntrospectionProviderFactory {

    @Override
    public TokenIntrospectionProvider create(KeycloakSession session) {
        TokenIntrospectionProvider builtIn = super.create(session);
        return RunningKeycloak.fits() ? new HintedIntrospection(session, builtIn) : builtIn;
    }

    @Override
    public int order() {
        return ApiTokenIntrospectionProviderFactory.BEFORE_THE_BUILT_IN;
    }
}
