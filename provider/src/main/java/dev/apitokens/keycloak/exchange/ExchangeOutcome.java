package dev.apitokens.keycloak.exchange;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.verification.Verdict;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a request for an exchange came to. */
sealed interface ExchangeOutcome {

    /**
     * The JWT may be made.
     *
     * @param active the token at the resource server that the JWT is for
     * @param optionalScopes the optional scopes that the JWT gets
     */
    record Granted(Verdict.Active active, List<String> optionalScopes) implements ExchangeOutcome {}

    /**
     * It may not.
     *
     * @param error the error code of the answer
     * @param description a sentence for the answer, which tells nothing about the token
     * @param eventError the error of the event
     * @param reason a word for the event
     * @param token the token, when one was found in this realm
     */
    record Refused(
            String error,
            String description,
            String eventError,
            String reason,
            @Nullable ApiToken token) implements ExchangeOutcome {}
}
