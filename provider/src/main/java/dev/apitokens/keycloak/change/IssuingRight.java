package dev.apitokens.keycloak.change;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * By what right somebody gets a new secret, for a new token or by a rotation. It is looked at under the owner's lock, as it
 * is by then.
 */
public interface IssuingRight {

    /**
     * The rules of the realm that hold.
     *
     * @throws org.keycloak.services.ErrorResponseException when there is one that is not met
     */
    IssuingRules rules(OwnerWork work, Instant now);

    /**
     * Refuses a rotation that the right does not reach to. The limits of the realm are not its concern.
     *
     * @param expiresAt what is wanted; null: never
     * @param asLongAgain when a token that lives as long again expires; null: never
     * @throws dev.apitokens.keycloak.rest.ApiTokenErrorException when that is too much
     */
    default void checkRotation(@Nullable Instant expiresAt, @Nullable Instant asLongAgain) {}
}
