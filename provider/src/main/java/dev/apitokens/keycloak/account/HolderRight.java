package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.change.IssuingRight;
import dev.apitokens.keycloak.change.IssuingRules;
import dev.apitokens.keycloak.change.OwnerWork;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.policy.Origin;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.verification.ApiTokenVerifier;
import dev.apitokens.keycloak.verification.Purpose;
import dev.apitokens.keycloak.verification.Verdict;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Whoever holds a token: a program that renews what it was given, and gets no more than that. */
final class HolderRight implements IssuingRight {

    private final String presented;
    private final Origin origin;

    /**
     * @param presented the token's present secret
     * @param origin where the holder is
     */
    HolderRight(String presented, Origin origin) {
        this.presented = presented;
        this.origin = origin;
    }

    @Override
    public IssuingRules rules(OwnerWork work, Instant now) {
        Verdict verdict = new ApiTokenVerifier(work.session(), origin, now).verify(presented, new Purpose.Holding());
        if (!(verdict instanceof Verdict.Held held)) {
            throw HolderRefusal.of(verdict);
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
    public void checkRotation(@Nullable Instant expiresAt, @Nullable Instant asLongAgain) {
        if (asLongAgain != null && (expiresAt == null || expiresAt.isAfter(asLongAgain))) {
            throw ApiTokenErrorException.of(
                    ApiTokenError.EXPIRATION_TOO_FAR,
                    "An API token that rotates itself lives as long again at the most");
        }
    }
}
