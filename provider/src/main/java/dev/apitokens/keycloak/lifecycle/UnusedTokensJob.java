package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.audit.TokenRevocation;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.UnusedTokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Revokes tokens that nobody used for as long as the realm allows. The time in which nobody could does not count. */
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
        UnusedTokens unused = work.store().housekeeping().unusedTokens();
        String realmId = work.realm().getId();
        if (!work.isInUse()) {
            unused.noteUnusable(realmId, work.now());
            return Batch.NONE;
        }
        Integer days = work.settings().unusedRevokeDays();
        if (days == null) {
            return Batch.NONE;
        }
        Instant unusedSince = work.now().minus(Duration.ofDays(days));
        // Who could not use a token until then has had less time for that than they are given.
        boolean wasUnusable =
                unused.lastUnusable(realmId).filter(unusedSince::isBefore).isPresent();
        List<String> found =
                wasUnusable ? List.of() : unused.since(realmId, unusedSince, work.now(), ApiTokenProvider.BATCH);
        if (found.isEmpty()) {
            return Batch.NONE;
        }
        List<ApiToken> revoked = new TokenRevocation(work.session(), realmId, ApiTokenEvents.Actor.NONE)
                .revokeUnused(found, unusedSince, work.now());
        return new Batch(found.size(), revoked.size());
    }
}
