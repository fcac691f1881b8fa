package dev.apitokens.keycloak.model;

import org.keycloak.models.KeycloakSession;
import org.keycloak.provider.ProviderEvent;

/**
 * A secret was presented that a rotation has ended. Whoever rotated the token has the new one; so somebody may have a copy.
 *
 * @param session in whose realm, and with which request
 * @param token the token, which goes on with its new secret
 */
public record RotatedSecretUsedEvent(KeycloakSession session, ApiToken token) implements ProviderEvent {}
