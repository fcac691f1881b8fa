package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /revoke}.
 *
 * @param tokens secrets of API tokens, or what somebody took for such
 */
record ReportRequest(@Nullable List<@Nullable String> tokens) {

    /** How many tokens a report of leaked ones may name. */
    private static final int MOST = 100;

    /**
     * What can be looked for; what cannot be a token is passed over.
     *
     * @throws ApiTokenErrorException when there are no tokens, or too many
     */
    Set<String> secretHashes() {
        if (tokens == null || tokens.isEmpty() || tokens.contains(null) || tokens.size() > MOST) {
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.BAD_REQUEST, "tokens must be a list of 1 to " + MOST + " texts");
        }
        return tokens.stream()
                .map(ApiTokenSecret::parsePasted)
                .flatMap(Optional::stream)
                .map(ApiTokenSecret::hash)
                .collect(Collectors.toSet());
    }

    /** Without the secrets, which a record would print. */
    @Override
    public String toString() {
        return "ReportRequest[redacted]";
    }
}
