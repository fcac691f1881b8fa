package dev.apitokens.keycloak.model;

import org.keycloak.provider.ProviderFactory;

/** Makes {@link ApiTokenProvider}s. */
public interface ApiTokenProviderFactory extends ProviderFactory<ApiTokenProvider> {}
