package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.model.ApiTokenProvider;
import java.time.Duration;

/** Removes tokens that ended longer ago than the realm keeps them. */
final class PurgeJob implements Job {

    @Override
    public String name() {
        return "purge";
    }

    @Override
    public void work(JobLease lease, String realmId) {
        int purged;
        do {
            purged = lease.inRealm(realmId, PurgeJob::batch).orElse(0);
        } while (lease.renewAfter(purged) && purged == ApiTokenProvider.BATCH);
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
