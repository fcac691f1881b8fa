package dev.apitokens.keycloak.admin;

import dev.apitokens.keycloak.model.ApiTokenQuery;
import dev.apitokens.keycloak.model.ServiceAccount;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.RequestText;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** Makes a query of a filter, or refuses what is wrong with it. */
final class FilterReader {

    /** How many people a search takes into account, and how many ids a filter may have. */
    static final int MOST_IDS = 1000;

    /** No user has an empty id. */
    private static final String NOBODY = "";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ApiTokenQuery.Visibility visibility;
    private final ApiTokenQuery.Elsewhere elsewhere;

    FilterReader(
            KeycloakSession session,
            RealmModel realm,
            ApiTokenQuery.Visibility visibility,
            ApiTokenQuery.Elsewhere elsewhere) {
        this.session = session;
        this.realm = realm;
        this.visibility = visibility;
        this.elsewhere = elsewhere;
    }

    ApiTokenQuery query(Filter filter) {
        return new ApiTokenQuery(
                realm.getId(),
                visibility,
                elsewhere,
                search(filter.search()),
                owner(RequestText.blankToNull(filter.userId()), RequestText.blankToNull(filter.clientId())),
                RequestText.status(filter.status()),
                resource(filter.resource()),
                new ApiTokenQuery.Times(
                        instant("createdBefore", filter.createdBefore()),
                        instant("unusedSince", filter.unusedSince()),
                        instant("expiresBefore", filter.expiresBefore()),
                        filter.isNeverExpires()),
                ids(filter.ids()));
    }

    private ApiTokenQuery.@Nullable Search search(@Nullable String text) {
        String wanted = RequestText.blankToNull(text);
        if (wanted == null) {
            return null;
        }
        // Keycloak's own search, which knows federated people, and shows nobody whom the admin may not see.
        Set<String> people = session.users()
                .searchForUserStream(realm, Map.of(UserModel.SEARCH, wanted), 0, MOST_IDS)
                .map(UserModel::getId)
                .collect(Collectors.toSet());
        return new ApiTokenQuery.Search(wanted, people);
    }

    /** The one owner that both parts leave, or null: anybody. */
    private @Nullable String owner(@Nullable String userId, @Nullable String clientId) {
        if (clientId == null) {
            return userId;
        }
        String serviceAccount = Optional.ofNullable(realm.getClientByClientId(clientId))
                .flatMap(client -> ServiceAccount.of(session, client))
                .map(account -> account.user().getId())
                .orElse(NOBODY);
        return userId == null || userId.equals(serviceAccount) ? serviceAccount : NOBODY;
    }

    private @Nullable String resource(@Nullable String text) {
        String clientId = RequestText.blankToNull(text);
        if (clientId == null) {
            return null;
        }
        ClientModel client = realm.getClientByClientId(clientId);
        if (client == null) {
            throw ApiTokenErrorException.of(ApiTokenError.UNKNOWN_RESOURCE, "There is no such client in this realm");
        }
        return client.getId();
    }

    private static @Nullable Instant instant(String member, @Nullable String text) {
        String wanted = RequestText.blankToNull(text);
        if (wanted == null) {
            return null;
        }
        return RequestText.instant(wanted)
                .orElseThrow(() -> invalid(member + " must be an instant such as 2030-01-31T00:00:00Z"));
    }

    private static @Nullable Set<String> ids(@Nullable List<@Nullable String> ids) {
        if (ids == null) {
            return null;
        }
        Set<String> wanted = new HashSet<>();
        for (String id : ids) {
            if (id == null) {
                throw invalid("ids must be texts");
            }
            wanted.add(id);
        }
        if (wanted.isEmpty() || wanted.size() > MOST_IDS) {
            throw invalid("ids must be 1 to " + MOST_IDS + " ids of tokens");
        }
        return wanted;
    }

    /** The order that a page is wanted in; newest first when nothing is said. */
    static ApiTokenQuery.Order order(@Nullable String sort, @Nullable String direction) {
        String by = RequestText.blankToNull(sort);
        String wanted = RequestText.blankToNull(direction);
        if (by == null && wanted == null) {
            return ApiTokenQuery.Order.NEWEST_FIRST;
        }
        if (wanted != null && !wanted.equals("asc") && !wanted.equals("desc")) {
            throw invalid("direction must be asc or desc");
        }
        return new ApiTokenQuery.Order(
                switch (by == null ? "createdAt" : by) {
                    case "createdAt" -> ApiTokenQuery.Order.By.CREATED_AT;
                    case "name" -> ApiTokenQuery.Order.By.NAME;
                    case "expiresAt" -> ApiTokenQuery.Order.By.EXPIRES_AT;
                    case "lastUsedAt" -> ApiTokenQuery.Order.By.LAST_USED_AT;
                    default -> throw invalid("sort must be createdAt, name, expiresAt or lastUsedAt");
                },
                !"desc".equals(wanted));
    }

    private static ApiTokenErrorException invalid(String description) {
        return ApiTokenErrorException.invalidRequest(Response.Status.BAD_REQUEST, description);
    }
}
