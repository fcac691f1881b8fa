package dev.apitokens.keycloak.lifecycle;

import org.keycloak.provider.Provider;

/** Nobody asks for it: all that it is for is what its factory starts with the server. */
interface LifecycleProvider extends Provider {}
