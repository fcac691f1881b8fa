package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.RevocationCause;
import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Takes out of the limits of tokens what is removed from the realm. The rows are changed in batches by key, as the database tells of
 * them: however many tokens are limited to it, they are not held in memory.
 */
final class LimitRemoval {

    private static final String FETCH_SIZE = "org.hibernate.fetchSize";

    private final EntityManager em;

    LimitRemoval(EntityManager em) {
        this.em = em;
    }

    void removeResource(String clientUuid, Instant now) {
        DurableCommit.require(em);
        RevocationStatement revocation = new RevocationStatement(em);
        inBatches(
                em.createQuery("select t.id from ApiTokenEntity t join t.resources r where r = :client", String.class)
                        .setParameter("client", clientUuid),
                ids -> {
                    em.createNativeQuery("delete from {h-schema}API_TOKEN_RESOURCE where CLIENT_ID = :client"
                                    + " and TOKEN_ID in (:ids)")
                            .setParameter("client", clientUuid)
                            .setParameter("ids", ids)
                            .executeUpdate();
                    revocation.revokeUnlimited(ids, now, RevocationCause.RESOURCE_SERVER_REMOVED);
                });
    }

    void removeScope(String realmId, String scopeId, String name) {
        DurableCommit.require(em);
        inBatches(
                em.createQuery(
                                "select t.id from ApiTokenEntity t join t.scopes s where s = :scopeId"
                                        + " and t.realmId = :realmId",
                                String.class)
                        .setParameter("scopeId", scopeId)
                        .setParameter("realmId", realmId),
                ids -> em.createNativeQuery("update {h-schema}API_TOKEN_SCOPE set SCOPE = :removed"
                                + " where SCOPE = :scopeId and TOKEN_ID in (:ids)")
                        .setParameter("removed", RestrictionRows.removed(scopeId, name))
                        .setParameter("scopeId", scopeId)
                        .setParameter("ids", ids)
                        .executeUpdate());
    }

    private static void inBatches(TypedQuery<String> tokens, Consumer<List<String>> work) {
        try (Stream<String> ids =
                tokens.setHint(FETCH_SIZE, ApiTokenProvider.BATCH).getResultStream()) {
            Iterator<String> rest = ids.iterator();
            while (rest.hasNext()) {
                List<String> batch = new ArrayList<>();
                while (rest.hasNext() && batch.size() < ApiTokenProvider.BATCH) {
                    batch.add(rest.next());
                }
                work.accept(batch.stream().sorted().toList());
            }
        }
    }
}
