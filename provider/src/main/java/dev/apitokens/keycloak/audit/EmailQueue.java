package dev.apitokens.keycloak.audit;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.jboss.logging.Logger;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/**
 * The mails of this node that wait to be sent. Emails about the same that wait together become one: revoking thousands
 * goes in several transactions, and a person gets one mail all the same. Keycloak's pool has no bound, so this has one;
 * beyond it mails are dropped and counted, for nobody's change may wait for a mail server.
 */
final class EmailQueue {

    /** Pool of its own: a slow mail server holds nothing else up. */
    private static final String POOL = "api-tokens-mail";

    private static final int MOST = 10_000;
    private static final Logger LOG = Logger.getLogger(EmailQueue.class);
    private static final Map<ApiTokenEmail.Key, ApiTokenEmail> WAITING = new LinkedHashMap<>();

    private EmailQueue() {}

    static void send(KeycloakSession session, ApiTokenEmail email) {
        synchronized (WAITING) {
            if (WAITING.size() >= MOST && !WAITING.containsKey(email.key())) {
                LOG.warnf("Too many mails about API tokens wait already: one was dropped");
                TokenMetrics.mailed(email.key().realmName(), email.key().kind(), "dropped");
                return;
            }
            WAITING.merge(email.key(), email, ApiTokenEmail::and);
        }
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        ExecutorService pool = session.getProvider(ExecutorsProvider.class).getExecutor(POOL);
        pool.execute(() -> next().ifPresent(first -> new ApiTokenEmailSender(factory).deliver(first)));
    }

    private static Optional<ApiTokenEmail> next() {
        synchronized (WAITING) {
            Iterator<ApiTokenEmail> emails = WAITING.values().iterator();
            if (!emails.hasNext()) {
                return Optional.empty();
            }
            ApiTokenEmail first = emails.next();
            emails.remove();
            return Optional.of(first);
        }
    }
}
