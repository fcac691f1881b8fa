package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tokens of a page, whose ids another statement found: fetched along, their restrictions would multiply its rows. */
final class TokenPage {

    private TokenPage() {}

    /** In the order of the ids; who is gone meanwhile is left out. */
    static List<ApiToken> of(EntityManager em, List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, ApiToken> tokens = em.createQuery(
                        ApiTokenEntity.WITH_ACCESS + "where t.id in :ids", ApiTokenEntity.class)
                .setParameter("ids", ids)
                .getResultStream()
                .distinct()
                .map(ApiTokenEntity::toModel)
                .collect(Collectors.toMap(ApiToken::id, Function.identity()));
        return ids.stream().map(tokens::get).filter(Objects::nonNull).toList();
    }
}
