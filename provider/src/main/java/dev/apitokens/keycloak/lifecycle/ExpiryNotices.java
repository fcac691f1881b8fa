package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.ExpiryNotice;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Tells people, once for each token, that it is about to expire. A token is claimed before its mail is sent: a crash in
 * between costs a mail, where the other order would send it twice. When sending failed the claim is given back at the end
 * of the realm's turn, so that the next run tries again, and no sooner.
 */
record ExpiryNotices() implements Job {

    /** That many failures in a row are the mail server's, not the addresses'. */
    private static final int ENOUGH_FAILURES = 20;

    @Override
    public String name() {
        return "expiry-notices";
    }

    @Override
    public void work(Turn turn, String realmId) {
        List<ApiToken> failed = new ArrayList<>();
        try {
            List<ApiToken> batch;
            boolean goesOn;
            do {
                batch = turn.inRealm(realmId, ExpiryNotices::batch).orElse(List.of());
                int sent = send(turn, realmId, batch, failed);
                goesOn = turn.goesOnAfter(sent) && failed.size() < ENOUGH_FAILURES;
            } while (goesOn && batch.size() == ApiTokenProvider.BATCH);
        } finally {
            if (!failed.isEmpty()) {
                turn.inRealm(realmId, scene -> {
                    failed.forEach(token -> scene.store().releaseExpiryNotice(token.id()));
                    return failed.size();
                });
            }
        }
    }

    private static List<ApiToken> batch(Turn.Scene scene) {
        int days = scene.settings().expiryNoticeDays();
        // Without a mail server nothing is claimed: once there is one, people are told.
        if (days == 0 || !scene.isInUse() || !ExpiryNotice.canSend(scene.realm())) {
            return List.of();
        }
        return scene.store()
                .withoutExpiryNotice(
                        scene.realm().getId(),
                        scene.now().plus(Duration.ofDays(days)),
                        scene.now(),
                        ApiTokenProvider.BATCH);
    }

    /** One mail for each person, and the claims of those that failed. */
    private static int send(Turn turn, String realmId, List<ApiToken> batch, List<ApiToken> failed) {
        Map<String, List<ApiToken>> byOwner = batch.stream()
                .collect(Collectors.groupingBy(ApiToken::userId, LinkedHashMap::new, Collectors.toList()));
        int sent = 0;
        int failuresInARow = 0;
        for (List<ApiToken> tokens : byOwner.values()) {
            if (failuresInARow >= ENOUGH_FAILURES) {
                break;
            }
            Mailing mailing =
                    turn.inRealm(realmId, scene -> claim(scene, tokens)).orElse(new Mailing("", List.of()));
            if (mailing.tokens().isEmpty()) {
                continue;
            }
            if (new ExpiryNotice(turn.factory()).send(realmId, mailing.realmName(), mailing.tokens())) {
                sent += mailing.tokens().size();
                failuresInARow = 0;
            } else {
                failed.addAll(mailing.tokens());
                failuresInARow++;
            }
        }
        return sent;
    }

    private record Mailing(String realmName, List<ApiToken> tokens) {}

    private static Mailing claim(Turn.Scene scene, List<ApiToken> tokens) {
        return new Mailing(
                scene.realm().getName(),
                tokens.stream()
                        .filter(token -> scene.store().claimExpiryNotice(token.id(), scene.now()))
                        .toList());
    }
}
