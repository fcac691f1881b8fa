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
 * Tells people, once for each notice that the realm wants, that a token is about to expire. A token is claimed before its mail is sent: a crash in
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
            // The shortest first: whoever is told by it needs none of the longer ones.
            for (int days : lease.inRealm(realmId, ExpiryNoticeJob::notices).orElse(List.of())) {
                work(lease, realmId, Duration.ofDays(days), failed);
            }
        } finally {
            if (!failed.isEmpty()) {
                lease.inRealm(realmId, work -> {
                    failed.forEach(
                            token -> work.store().housekeeping().expiryNotices().release(token.id()));
                    return failed.size();
                });
            }
        }
    }

    /** Days before an expiration, ascending. */
    private static List<Integer> notices(RealmWork work) {
        // Without a mail server nothing is claimed: once there is one, people are told.
        return work.isInUse() && ExpiryEmail.canSend(work.realm())
                ? work.settings().expiryNoticeDays()
                : List.of();
    }

    private static void work(JobLease lease, String realmId, Duration notice, List<ApiToken> failed) {
        List<ApiToken> batch;
        boolean goesOn;
        do {
            batch = lease.inRealm(
                            realmId,
                            work -> work.store()
                                    .housekeeping()
                                    .expiryNotices()
                                    .due(work.realm().getId(), notice, work.now(), ApiTokenProvider.BATCH))
                    .orElse(List.of());
            int sent = send(lease, realmId, notice, batch, failed);
            goesOn = lease.renewAfter(sent) && failed.size() < ENOUGH_FAILURES;
        } while (goesOn && batch.size() == ApiTokenProvider.BATCH);
    }

    /** One mail for each addressee, and the claims of those that failed. */
    private static int send(
            JobLease lease, String realmId, Duration notice, List<ApiToken> batch, List<ApiToken> failed) {
        Map<Addressee, List<ApiToken>> byAddressee = batch.stream()
                .collect(Collectors.groupingBy(ApiToken::addressee, LinkedHashMap::new, Collectors.toList()));
        int sent = 0;
        int failuresInARow = 0;
        for (List<ApiToken> tokens : byAddressee.values()) {
            if (failuresInARow >= ENOUGH_FAILURES) {
                break;
            }
            Mailing mailing =
                    lease.inRealm(realmId, work -> claim(work, notice, tokens)).orElse(new Mailing("", List.of()));
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

    private static Mailing claim(RealmWork work, Duration notice, List<ApiToken> tokens) {
        return new Mailing(
                work.realm().getName(),
                tokens.stream()
                        .filter(token ->
                                work.store().housekeeping().expiryNotices().claim(token.id(), notice, work.now()))
                        .toList());
    }
}
