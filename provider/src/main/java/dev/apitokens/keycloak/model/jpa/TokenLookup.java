package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.PresentedToken;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.hibernate.Session;

/** Finds tokens, to read and not to change them: as plain columns, because at every call of an API there is such a lookup. */
final class TokenLookup {

    private static final LookupStatement.Condition OF_REALM =
            new LookupStatement.Condition("t.ID = ? and t.REALM_ID = ?", false);

    /** There is an index for each hash. One statement sees the token before a rotation or after it, never between. */
    private static final LookupStatement.Condition OF_SECRET =
            new LookupStatement.Condition("t.SECRET_HASH = ? or t.PREVIOUS_SECRET_HASH = ?", true);

    private final LookupConnections connections;
    private final SessionEntityManager em;
    private final Duration timeout;

    /** @param timeout of a statement */
    TokenLookup(LookupConnections connections, SessionEntityManager em, Duration timeout) {
        this.connections = connections;
        this.em = em;
        this.timeout = timeout;
    }

    Optional<PresentedToken> bySecretHash(String secretHash) {
        return one(OF_SECRET, secretHash).map(token -> token.presentedBy(secretHash));
    }

    Optional<PresentedToken> bySecretIssuedAt(String realmId, String id, Instant issuedAt) {
        return one(OF_REALM, id, realmId).map(token -> token.presentedBySecretOf(issuedAt));
    }

    Map<String, PresentedToken> bySecretHashes(Collection<String> secretHashes) {
        if (secretHashes.isEmpty()) {
            return Map.of();
        }
        String some = "(" + String.join(", ", Collections.nCopies(secretHashes.size(), "?")) + ")";
        Map<String, PresentedToken> found = new HashMap<>();
        LookupStatement.Condition condition = new LookupStatement.Condition(
                "t.SECRET_HASH in " + some + " or t.PREVIOUS_SECRET_HASH in " + some, false);
        for (StoredToken token : tokens(condition, List.copyOf(secretHashes))) {
            token.secretHashes()
                    .filter(secretHashes::contains)
                    .forEach(hash -> found.put(hash, token.presentedBy(hash)));
        }
        return found;
    }

    Optional<ApiToken> byId(String realmId, String id) {
        return one(OF_REALM, id, realmId).map(StoredToken::toModel);
    }

    private Optional<StoredToken> one(LookupStatement.Condition condition, String... parameters) {
        return tokens(condition, List.of(parameters)).stream().findFirst();
    }

    /** A token has a row for each of what it is limited to. */
    private List<StoredToken> tokens(LookupStatement.Condition condition, List<String> parameters) {
        Map<String, List<TokenRow>> byId = new LinkedHashMap<>();
        for (TokenRow row : rows(connections.statement(condition), parameters)) {
            byId.computeIfAbsent(row.id(), id -> new ArrayList<>()).add(row);
        }
        return byId.values().stream().map(StoredToken::of).toList();
    }

    private List<TokenRow> rows(LookupStatement statement, List<String> parameters) {
        LookupConnections.Read<List<TokenRow>> read = connection -> statement.rows(connection, parameters, timeout);
        // Who has begun to work in the transaction has its connection, and wants to see what was changed there.
        return em.isInUse() ? inTransaction(read) : connections.read(read).orElseGet(() -> inTransaction(read));
    }

    private <T> T inTransaction(LookupConnections.Read<T> read) {
        EntityManager own = em.get();
        own.flush();
        return own.unwrap(Session.class).doReturningWork(read::on);
    }
}
