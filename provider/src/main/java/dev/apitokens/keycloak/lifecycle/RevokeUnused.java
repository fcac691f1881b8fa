package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.Journal;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.RevocationCause;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Revokes tokens that nobody used for as long as the realm allows. */
record RevokeUnused() implements Job {

    @Override
    public String name() {
        return "revoke-unused";
    }

    @Override
    public void work(Turn turn, String realmId) {
        Batch batch;
        do {
            batch = turn.inRealm(realmId, RevokeUnused::batch).orElse(Batch.NONE);
        } while (turn.goesOnAfter(batch.revoked()) && batch.found() == ApiTokenProvider.BATCH);
    }

    private record Batch(int found, int revoked) {
        static final Batch NONE = new Batch(0, 0);
    }

    private static Batch batch(Turn.Scene scene) {
        Integer days = scene.settings().unusedRevokeDays();
        if (days == null || !scene.isInUse()) {
            return Batch.NONE;
        }
        Instant unusedSince = scene.now().minus(Duration.ofDays(days));
        List<String> found =
                scene.store().unusedSince(scene.realm().getId(), unusedSince, scene.now(), ApiTokenProvider.BATCH);
        if (found.isEmpty()) {
            return Batch.NONE;
        }
        List<ApiToken> revoked = scene.store().revokeUnused(found, scene.now(), unusedSince);
        Journal journal = new Journal(scene.session(), scene.realm(), Journal.Actor.NONE);
        revoked.forEach(token -> journal.revoked(token, RevocationCause.UNUSED));
        return new Batch(found.size(), revoked.size());
    }
}
