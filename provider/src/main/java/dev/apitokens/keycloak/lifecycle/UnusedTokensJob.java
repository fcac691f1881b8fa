package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.audit.TokenRevocation;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Revokes tokens that nobody used for as long as the realm allows. */
final class UnusedTokensJob implements Job {

    @Override
    public String name() {
        return "revoke-unused";
    }

    @Override
    public void work(JobLease lease, String realmId) {
        Batch batch;
        do {
            batch = lease.inRealm(realmId, UnusedTokensJob::batch).orElse(Batch.NONE);
        } while (lease.renewAfter(batch.revoked()) && batch.found() == ApiTokenProvider.BATCH);
    }

    private record Batch(int found, int revoked) {
        static final Batch NONE = new Batch(0, 0);
    }

    private static Batch batch(RealmWork work) {
        Integer days = work.settings().unusedRevokeDays();
        if (days == null || !work.isInUse()) {
            return Batch.NONE;
        }
        Instant unusedSince = work.now().minus(Duration.ofDays(days));
        List<String> found = work.store()
                .housekeeping()
                .unusedSince(work.realm().getId(), unusedSince, work.now(), ApiTokenProvider.BATCH);
        if (found.isEmpty()) {
            return Batch.NONE;
        }
        List<ApiToken> revoked = new TokenRevocation(
                        work.session(), work.realm().getId(), ApiTokenEvents.Actor.NONE)
                .revokeUnused(found, unusedSince, work.now());
        return new Batch(found.size(), revoked.size());
    }
}
