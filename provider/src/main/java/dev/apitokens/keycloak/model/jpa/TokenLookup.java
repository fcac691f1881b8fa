package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.PresentedToken;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds tokens, to read and not to change them: as plain columns, because at every call of an API there is such a lookup,
 * and an entity would cost as much again as its row.
 */
final class TokenLookup {

    private static final String ROWS = "select new " + TokenRow.class.getName() + "(t.id, t.realmId, t.userId, t.name,"
            + " t.secretHash, t.hint, t.createdAt, t.createdByClient, t.expiresAt, t.revokedAt, t.revokedBy,"
            + " t.revocationReason, t.lastUsedAt, t.lastUsedBy, t.previousSecretHash, t.previousSecretEndsAt,"
            + " t.previousSecretIssuedAt, t.rotatedAt, s, r)"
            + " from ApiTokenEntity t left join t.scopes s left join t.resources r where ";

    private final EntityManager em;

    TokenLookup(EntityManager em) {
        this.em = em;
    }

    Optional<PresentedToken> bySecretHash(String secretHash) {
        // There is an index for either hash. One statement sees the token before a rotation or after it, never between.
        return one(rows("t.secretHash = :secretHash or t.previousSecretHash = :secretHash")
                        .setParameter("secretHash", secretHash))
                .map(token -> token.presentedBy(secretHash));
    }

    Optional<PresentedToken> bySecretIssuedAt(String realmId, String id, Instant issuedAt) {
        return one(ofRealm(realmId, id)).map(token -> token.presentedBySecretOf(issuedAt));
    }

    Map<String, PresentedToken> bySecretHashes(Collection<String> secretHashes) {
        Map<String, PresentedToken> found = new HashMap<>();
        for (StoredToken token : tokens(rows("t.secretHash in :hashes or t.previousSecretHash in :hashes")
                .setParameter("hashes", secretHashes))) {
            token.secretHashes()
                    .filter(secretHashes::contains)
                    .forEach(hash -> found.put(hash, token.presentedBy(hash)));
        }
        return found;
    }

    Optional<ApiToken> byId(String realmId, String id) {
        return one(ofRealm(realmId, id)).map(StoredToken::toModel);
    }

    private TypedQuery<TokenRow> ofRealm(String realmId, String id) {
        return rows("t.id = :id and t.realmId = :realmId")
                .setParameter("id", id)
                .setParameter("realmId", realmId);
    }

    private TypedQuery<TokenRow> rows(String condition) {
        return em.createQuery(ROWS + condition, TokenRow.class);
    }

    private static Optional<StoredToken> one(TypedQuery<TokenRow> query) {
        return tokens(query).stream().findFirst();
    }

    /** A token has a row for each combination of what it is limited to. */
    private static List<StoredToken> tokens(TypedQuery<TokenRow> query) {
        Map<String, List<TokenRow>> byId = new LinkedHashMap<>();
        for (TokenRow row : query.getResultList()) {
            byId.computeIfAbsent(row.id(), id -> new ArrayList<>()).add(row);
        }
        return byId.values().stream().map(StoredToken::of).toList();
    }
}
