package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.ExpiryEmail;
import dev.apitokens.keycloak.model.Addressee;
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
final class ExpiryNoticeJob implements Job {

    /** That many failures in a row are the mail server's, not the addresses'. */
    private static final int ENOUGH_FAILURES = 20;

    @Override
    public String name() {
        return "expiry-notices";
    }

    @Override
    public void work(JobLease lease, String realmId) {
        List<ApiToken> failed = new ArrayList<>();
        try {
            List<ApiToken> batch;
            boolean goesOn;
            do {
                batch = lease.inRealm(realmId, ExpiryNoticeJob::batch).orElse(List.of());
                int sent = send(lease, realmId, batch, failed);
                goesOn = lease.renewAfter(sent) && failed.size() < ENOUGH_FAILURES;
            } while (goesOn && batch.size() == ApiTokenProvider.BATCH);
        } finally {
            if (!failed.isEmpty()) {
                lease.inRealm(realmId, work -> {
                    failed.forEach(token -> work.store().housekeeping().releaseExpiryNotice(token.id()));
                    return failed.size();
                });
            }
        }
    }

    private static List<ApiToken> batch(RealmWork work) {
        int days = work.settings().expiryNoticeDays();
        // Without a mail server nothing is claimed: once there is one, people are told.
        if (days == 0 || !work.isInUse() || !ExpiryEmail.canSend(work.realm())) {
            return List.of();
        }
        return work.store()
                .housekeeping()
                .withoutExpiryNotice(work.realm().getId(), Duration.ofDays(days), work.now(), ApiTokenProvider.BATCH);
    }

    /** One mail for each addressee, and the claims of those that failed. */
    private static int send(JobLease lease, String realmId, List<ApiToken> batch, List<ApiToken> failed) {
        Map<Addressee, List<ApiToken>> byAddressee = batch.stream()
                .collect(Collectors.groupingBy(ApiToken::addressee, LinkedHashMap::new, Collectors.toList()));
        int sent = 0;
        int failuresInARow = 0;
        for (List<ApiToken> tokens : byAddressee.values()) {
            if (failuresInARow >= ENOUGH_FAILURES) {
                break;
            }
            Mailing mailing =
                    lease.inRealm(realmId, work -> claim(work, tokens)).orElse(new Mailing("", List.of()));
            if (mailing.tokens().isEmpty()) {
                continue;
            }
            if (new ExpiryEmail(lease.factory()).send(mailing.realmName(), mailing.tokens())) {
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

    private static Mailing claim(RealmWork work, List<ApiToken> tokens) {
        return new Mailing(
                work.realm().getName(),
                tokens.stream()
                        .filter(token -> work.store().housekeeping().claimExpiryNotice(token.id(), work.now()))
                        .toList());
    }
}
