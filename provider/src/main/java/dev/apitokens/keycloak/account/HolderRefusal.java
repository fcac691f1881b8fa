package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.EndedTokenException;
import dev.apitokens.keycloak.verification.InactiveReason;
import dev.apitokens.keycloak.verification.Verdict;
import org.keycloak.services.ErrorResponseException;

/** What whoever presents a token is answered that is not taken. */
final class HolderRefusal {

    private HolderRefusal() {}

    static ErrorResponseException of(Verdict verdict) {
        return verdict instanceof Verdict.Inactive inactive
                        && (inactive.reason() == InactiveReason.REVOKED || inactive.reason() == InactiveReason.ROTATED)
                ? new EndedTokenException()
                : ApiTokenErrorException.invalidToken();
    }
}
