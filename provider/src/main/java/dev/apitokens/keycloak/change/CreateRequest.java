package dev.apitokens.keycloak.change;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /}.
 *
 * @param name the token's name
 * @param description what the token is for; null, absent or empty: nothing is said
 * @param expiresAt an ISO-8601 instant; null or absent: never
 * @param scopes names of optional client scopes; null, absent or empty: not limited
 * @param addresses networks in CIDR form that it may be used from; null, absent or empty: from anywhere
 * @param resources client ids of resource servers; null, absent or empty: not limited
 */
public record CreateRequest(
        @Nullable String name,
        @Nullable String description,
        @Nullable String expiresAt,
        @Nullable List<@Nullable String> scopes,
        @Nullable List<@Nullable String> resources,
        @Nullable List<@Nullable String> addresses) {}
