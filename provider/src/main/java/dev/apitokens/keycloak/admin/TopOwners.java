package dev.apitokens.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.apitokens.keycloak.model.ApiTokenQuery;
import dev.apitokens.keycloak.model.BoundedCount;
import dev.apitokens.keycloak.model.ServiceAccount;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.UserModel;

/**
 * Who has most of a realm's tokens. To know it exactly, every token would be read: it is told of the newest ones.
 *
 * @param owners those who have most, first who has more
 * @param counted how many tokens were looked at, the newest
 * @param more whether there are more than those
 */
record TopOwners(List<TopOwner> owners, int counted, boolean more) {

    private static final int MOST = 10;

    /**
     * One of them.
     *
     * @param username null when the user is gone, or their directory does not answer
     * @param clientId client id of the client whose service account it is, or null: it is a person
     * @param count how many of those tokens are theirs
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record TopOwner(
            String userId,
            @Nullable String username,
            @Nullable String clientId,
            long count) {}

    static TopOwners find(AdminRequest request, ApiTokenQuery query) {
        List<String> found = request.store().search().ownersOfNewest(query, request.now(), BoundedCount.MOST + 1);
        BoundedCount counted = BoundedCount.of(found.size());
        Map<String, Long> tokens = found.stream()
                .limit(BoundedCount.MOST)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        List<TopOwner> owners = tokens.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST)
                .map(entry -> owner(request, entry.getKey(), entry.getValue()))
                .toList();
        return new TopOwners(owners, counted.count(), counted.more());
    }

    private static TopOwner owner(AdminRequest request, String userId, long count) {
        UserModel user = request.access().owners().find(userId);
        return user == null
                ? new TopOwner(userId, null, null, count)
                : new TopOwner(
                        userId,
                        user.getUsername(),
                        ServiceAccount.of(request.realm(), user)
                                .map(account -> account.client().getClientId())
                                .orElse(null),
                        count);
    }
}
