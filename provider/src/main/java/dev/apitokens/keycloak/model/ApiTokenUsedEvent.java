package dev.apitokens.keycloak.model;

import dev.apitokens.keycloak.policy.Origin;
import java.time.Instant;
import org.keycloak.provider.ProviderEvent;

/**
 * A token's use. Whoever lets a token be used publishes one on the session factory, which costs no more than putting it
 * into memory; it is noted in the background.
 *
 * @param realmId id of the realm of the token
 * @param tokenId id of the token
 * @param at when
 * @param clientId client id of the resource server
 * @param origin where its caller is
 */
public record ApiTokenUsedEvent(String realmId, String tokenId, Instant at, String clientId, Origin origin)
        implements ProviderEvent {}
