package dev.apitokens.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.RequestText;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A filter as it comes over the wire, in the parameters of {@code GET /} or in the body of {@code POST /revoke}; null and
 * blank parts do not count.
 *
 * @param search what to search for
 * @param userId id of the owner
 * @param clientId client id of the client whose service account is the owner
 * @param status {@code active}, {@code expired} or {@code revoked}
 * @param resource client id of a resource server that the tokens are limited to
 * @param createdBefore an ISO-8601 instant
 * @param unusedSince an ISO-8601 instant
 * @param expiresBefore an ISO-8601 instant
 * @param neverExpires whether those without an end are meant; false: whatever their end
 * @param ids ids of tokens
 * @param all whether every token is meant; the one way to say so to {@code POST /revoke}
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Filter(
        @Nullable String search,
        @Nullable String userId,
        @Nullable String clientId,
        @Nullable String status,
        @Nullable String resource,
        @Nullable String createdBefore,
        @Nullable String unusedSince,
        @Nullable String expiresBefore,
        @Nullable Boolean neverExpires,
        @Nullable List<@Nullable String> ids,
        @Nullable Boolean all) {

    /** As many ids as there may be, of 36 characters each. */
    static final int MAX_KILOBYTES = 64;

    /**
     * The filter in the parameters of a query.
     *
     * @throws ApiTokenErrorException when one that is yes or no is neither
     */
    static Filter of(MultivaluedMap<String, String> parameters) {
        return new Filter(
                parameters.getFirst("search"),
                parameters.getFirst("userId"),
                parameters.getFirst("clientId"),
                parameters.getFirst("status"),
                parameters.getFirst("resource"),
                parameters.getFirst("createdBefore"),
                parameters.getFirst("unusedSince"),
                parameters.getFirst("expiresBefore"),
                RequestText.flag("neverExpires", parameters.getFirst("neverExpires")),
                null,
                null);
    }

    boolean isEmpty() {
        return ids == null && !isNeverExpires() && texts().allMatch(String::isBlank);
    }

    boolean isNeverExpires() {
        return Boolean.TRUE.equals(neverExpires);
    }

    /** Whether somebody looks for a whole token, which must not be recorded. */
    boolean holdsSecret() {
        return texts().anyMatch(ApiTokenSecret::isIn);
    }

    private Stream<String> texts() {
        return Stream.of(search, userId, clientId, status, resource, createdBefore, unusedSince, expiresBefore)
                .filter(Objects::nonNull);
    }

    boolean isAll() {
        return Boolean.TRUE.equals(all);
    }
}
