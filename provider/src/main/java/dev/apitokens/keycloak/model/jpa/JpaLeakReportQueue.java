package dev.apitokens.keycloak.model.jpa;

import dev.apitokens.keycloak.model.LeakReport;
import dev.apitokens.keycloak.model.LeakReportQueue;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

final class JpaLeakReportQueue implements LeakReportQueue {

    private final EntityManager em;

    JpaLeakReportQueue(EntityManager em) {
        this.em = em;
    }

    @Override
    public List<LeakReport> add(String realmId, Collection<String> secretHashes, Instant dueAt) {
        return secretHashes.stream()
                .map(hash -> new LeakReport(UUID.randomUUID().toString(), realmId, hash))
                .peek(report -> em.persist(new LeakReportEntity(report, dueAt)))
                .toList();
    }

    @Override
    public List<LeakReport> due(Instant now, int max) {
        return em
                .createQuery(
                        "select r from LeakReportEntity r where r.dueAt <= :now order by r.dueAt",
                        LeakReportEntity.class)
                .setParameter("now", now.toEpochMilli())
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(LeakReportEntity::toModel)
                .toList();
    }

    @Override
    public void putOff(Collection<LeakReport> reports, Instant dueAt) {
        em.createQuery("update LeakReportEntity r set r.dueAt = :dueAt where r.id in :ids")
                .setParameter("dueAt", dueAt.toEpochMilli())
                .setParameter("ids", ids(reports))
                .executeUpdate();
    }

    @Override
    public void done(Collection<LeakReport> reports) {
        if (!reports.isEmpty()) {
            DurableCommit.require(em);
            em.createQuery("delete from LeakReportEntity r where r.id in :ids")
                    .setParameter("ids", ids(reports))
                    .executeUpdate();
        }
    }

    private static List<String> ids(Collection<LeakReport> reports) {
        return reports.stream().map(LeakReport::id).sorted().toList();
    }
}
