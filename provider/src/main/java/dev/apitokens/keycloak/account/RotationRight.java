package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.verification.ApiTokenVerifier;
import dev.apitokens.keycloak.verification.Purpose;
import dev.apitokens.keycloak.verification.Verdict;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** By what right a token is rotated. It is looked at under the owner's lock, as it is by then. */
sealed interface RotationRight {

    /**
     * The rules of the realm that hold.
     *
     * @throws org.keycloak.services.ErrorResponseException when there is one that is not met
     */
    IssuingRules rules(OwnerWork work, Instant now);

    /**
     * Refuses what the right does not reach to.
     *
     * @param expiresAt what is wanted; null: never
     * @param asLongAgain when a token that lives as long again expires; null: never
     * @throws ApiTokenErrorException when that is too much
     */
    void checkExpiration(@Nullable Instant expiresAt, @Nullable Instant asLongAgain);

    /** Its owner, logged in. */
    record OfOwner(Caller caller) implements RotationRight {

        @Override
        public IssuingRules rules(OwnerWork work, Instant now) {
            return IssuingRules.metBy(caller, work, now);
        }

        @Override
        public void checkExpiration(@Nullable Instant expiresAt, @Nullable Instant asLongAgain) {
            // The realm's limits are all that binds a person.
        }
    }

    /** Whoever holds it: a program that renews what it was given, and gets no more than that. */
    final class OfHolder implements RotationRight {

        private final String presented;

        /** @param presented the token's present secret */
        OfHolder(String presented) {
            this.presented = presented;
        }

        @Override
        public IssuingRules rules(OwnerWork work, Instant now) {
            Verdict verdict = new ApiTokenVerifier(work.session(), now).verify(presented, new Purpose.Holding());
            if (!(verdict instanceof Verdict.Held held)) {
                throw ApiTokenErrorException.invalidToken();
            }
            IssuingRules rules = IssuingRules.metByOwner(work);
            if (!rules.isSelfRotationAllowed()) {
                throw ApiTokenErrorException.of(
                        ApiTokenError.CLIENT_NOT_ALLOWED, "In this realm an API token is rotated by its owner");
            }
            if (held.presented().isPrevious()) {
                throw ApiTokenErrorException.invalidRequest(
                        Response.Status.CONFLICT, "This API token was rotated already, use its new secret");
            }
            return rules;
        }

        @Override
        public void checkExpiration(@Nullable Instant expiresAt, @Nullable Instant asLongAgain) {
            if (asLongAgain != null && (expiresAt == null || expiresAt.isAfter(asLongAgain))) {
                throw ApiTokenErrorException.of(
                        ApiTokenError.EXPIRATION_TOO_FAR,
                        "An API token that rotates itself lives as long again at the most");
            }
        }
    }
}
