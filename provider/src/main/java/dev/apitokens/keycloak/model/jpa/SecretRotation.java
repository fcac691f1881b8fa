package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.IssueOutcome;
import dev.apitokens.keycloak.model.NewSecret;
import dev.apitokens.keycloak.model.Owner;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The statements that give a token another secret; they need the owner's lock. */
final class SecretRotation {

    /** So many secrets of a token are kept from before its previous one: a year of weekly rotations. */
    private static final int EARLIER_SECRETS = 52;

    private static final String ROTATION = "update ApiTokenEntity t set t.secretHash = :hash, t.hint = :hint,"
            + " t.rotatedAt = :now, t.idleSince = :now, t.expiresAt = :expiresAt, t.expiryNoticeSentAt = null,"
            + " t.previousSecretHash = :previousHash, t.previousSecretIssuedAt = :previousIssuedAt,"
            + " t.previousSecretEndsAt = :previousEndsAt, t.previousSecretReusedAt = null";

    private final EntityManager em;
    private final OwnerRows rows;

    SecretRotation(EntityManager em) {
        this.em = em;
        this.rows = new OwnerRows(em);
    }

    IssueOutcome rotate(Owner owner, String id, NewSecret secret, int max, Instant now) {
        DurableCommit.require(em);
        List<ApiTokenEntity> active = rows.active(owner, now);
        Optional<ApiTokenEntity> token =
                active.stream().filter(other -> other.id().equals(id)).findFirst();
        token.ifPresent(present -> keepPreviousSecret(present, now));
        return token.isPresent()
                ? rotated(
                        owner,
                        update(
                                        ROTATION + " where t.id = :id and t.revokedAt is null and t.nameKey <> t.id",
                                        id,
                                        secret,
                                        now)
                                .setParameter("previousHash", token.get().secretHash())
                                .setParameter("previousIssuedAt", token.get().issuedAt())
                                .setParameter(
                                        "previousEndsAt",
                                        secret.previousEndsAt().toEpochMilli()),
                        id)
                : revive(owner, id, secret, active, max, now);
    }

    /** Gives an expired token a new life. The secret that expired is forgotten: who still has it, had it before the end. */
    private IssueOutcome revive(
            Owner owner, String id, NewSecret secret, List<ApiTokenEntity> active, int max, Instant now) {
        Optional<ApiTokenEntity> expired = rows.entity(owner, id);
        if (expired.isEmpty()) {
            return new IssueOutcome.NotFound();
        }
        Optional<IssueOutcome> refusal = OwnerRows.refusal(active, expired.get().chosenNameKey(), max);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        keepPreviousSecret(expired.get(), now);
        return rotated(
                owner,
                update(ROTATION + ", t.nameKey = :nameKey where t.id = :id and t.revokedAt is null", id, secret, now)
                        .setParameter("nameKey", expired.get().chosenNameKey())
                        .setParameter("previousHash", null)
                        .setParameter("previousIssuedAt", null)
                        .setParameter("previousEndsAt", null),
                id);
    }

    /** A rotation had ended it, or does so now: it is known from now on as one of the earlier ones. */
    private void keepPreviousSecret(ApiTokenEntity token, Instant now) {
        String hash = token.previousSecretHash();
        if (hash == null) {
            return;
        }
        em.persist(new EarlierSecretEntity(hash, token.id(), now));
        List<String> tooMany = em.createQuery(
                        "select e.secretHash from EarlierSecretEntity e where e.tokenId = :id"
                                + " order by e.keptAt desc, e.secretHash",
                        String.class)
                .setParameter("id", token.id())
                .setFirstResult(EARLIER_SECRETS)
                .setMaxResults(ApiTokenProvider.BATCH)
                .getResultList();
        rows.change("delete from EarlierSecretEntity e where e.secretHash in :keys", tooMany);
    }

    private Query update(String statement, String id, NewSecret secret, Instant now) {
        Instant expiresAt = secret.expiresAt();
        return em.createQuery(statement)
                .setParameter("hash", secret.hash())
                .setParameter("hint", secret.hint())
                .setParameter("now", now.toEpochMilli())
                .setParameter("expiresAt", expiresAt == null ? null : expiresAt.toEpochMilli())
                .setParameter("id", id);
    }

    /** An admin revokes without the lock. A token that gave its name back had expired when somebody else looked. */
    private IssueOutcome rotated(Owner owner, Query update, String id) {
        return update.executeUpdate() == 0
                ? new IssueOutcome.NotFound()
                : rows.refreshed(owner, id)
                        .<IssueOutcome>map(IssueOutcome.Issued::new)
                        .orElseGet(IssueOutcome.NotFound::new);
    }
}
