package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.RequestTransaction;
import java.time.Duration;
import java.time.Instant;

/** Removes tokens that ended longer ago than the realm keeps them, and those of realms that are gone. */
final class PurgeJob implements Job {

    @Override
    public String name() {
        return "purge";
    }

    @Override
    public void work(JobLease lease, String realmId) {
        int purged;
        do {
            purged = lease.inRealm(realmId, PurgeJob::batch).orElseGet(() -> remains(lease, realmId));
        } while (lease.renewAfter(purged) && purged > 0);
        int forgotten;
        do {
            forgotten = lease.inRealm(realmId, PurgeJob::origins).orElse(0);
        } while (lease.renewAfter(forgotten) && forgotten == ApiTokenProvider.BATCH);
    }

    /** Of a realm that was removed with more than one transaction could remove. */
    private static int remains(JobLease lease, String realmId) {
        return RequestTransaction.once(
                lease.factory(),
                session -> session.getProvider(ApiTokenProvider.class)
                        .housekeeping()
                        .removedRealms()
                        .removeRemains(realmId));
    }

    /** Where people were is kept no longer than their ended tokens; and not at all in a realm that does not want it, any more. */
    private static int origins(RealmWork work) {
        Instant usedBefore = work.settings().recordAddresses()
                ? work.now().minus(Duration.ofDays(work.settings().retentionDays()))
                : work.now();
        return work.store().housekeeping().origins().purge(work.realm().getId(), usedBefore, ApiTokenProvider.BATCH);
    }

    private static int batch(RealmWork work) {
        return work.store()
                .housekeeping()
                .purge(
                        work.realm().getId(),
                        work.now().minus(Duration.ofDays(work.settings().retentionDays())),
                        ApiTokenProvider.BATCH);
    }
}
