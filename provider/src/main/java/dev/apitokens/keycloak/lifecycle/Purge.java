package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.model.ApiTokenProvider;
import java.time.Duration;

/** Removes tokens that ended longer ago than the realm keeps them. */
record Purge() implements Job {

    @Override
    public String name() {
        return "purge";
    }

    @Override
    public void work(Turn turn, String realmId) {
        int purged;
        do {
            purged = turn.inRealm(realmId, Purge::batch).orElse(0);
        } while (turn.goesOnAfter(purged) && purged == ApiTokenProvider.BATCH);
    }

    private static int batch(Turn.Scene scene) {
        return scene.store()
                .purge(
                        scene.realm().getId(),
                        scene.now().minus(Duration.ofDays(scene.settings().retentionDays())),
                        ApiTokenProvider.BATCH);
    }
}
