package dev.apitokens.keycloak.introspection;

/** The same for callers that send {@code token_type_hint=api_token}: Keycloak refuses a hint that nobody registered. */
public final class ApiTokenHintIntrospectionProviderFactory extends ApiTokenIntrospectionProviderFactory {

    @Override
    public String getId() {
        return "api_token";
    }
}
