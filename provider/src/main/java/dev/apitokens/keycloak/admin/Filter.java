package dev.apitokens.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
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
 * @param unusedSince an ISO-8601 instant
 * @param expiresBefore an ISO-8601 instant
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
        @Nullable String unusedSince,
        @Nullable String expiresBefore,
        @Nullable List<@Nullable String> ids,
        @Nullable Boolean all) {

    /** The filter in the parameters of a query. */
    static Filter of(MultivaluedMap<String, String> parameters) {
        return new Filter(
                parameters.getFirst("search"),
                parameters.getFirst("userId"),
                parameters.getFirst("clientId"),
                parameters.getFirst("status"),
                parameters.getFirst("resource"),
                parameters.getFirst("unusedSince"),
                parameters.getFirst("expiresBefore"),
                null,
                null);
    }

    boolean isEmpty() {
        return ids == null
                && Stream.of(search, userId, clientId, status, resource, unusedSince, expiresBefore)
                        .filter(Objects::nonNull)
                        .allMatch(String::isBlank);
    }

    boolean isAll() {
        return Boolean.TRUE.equals(all);
    }
}
