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
 * The mails of this node that wait to be sent. Letters about the same that wait together become one: revoking thousands
 * goes in several transactions, and a person gets one mail all the same. Keycloak's pool has no bound, so this has one;
 * beyond it mails are dropped and counted, for nobody's change may wait for a mail server.
 */
final class Outbox {

    /** Pool of its own: a slow mail server holds nothing else up. */
    private static final String POOL = "api-tokens-mail";

    private static final int MOST = 10_000;
    private static final Logger LOG = Logger.getLogger(Outbox.class);
    private static final Map<Letter.Subject, Letter> WAITING = new LinkedHashMap<>();

    private Outbox() {}

    static void send(KeycloakSession session, Letter letter) {
        synchronized (WAITING) {
            if (WAITING.size() >= MOST && !WAITING.containsKey(letter.subject())) {
                LOG.warnf("Too many mails about API tokens wait already: one was dropped");
                TokenMetrics.mailed(
                        letter.subject().realmName(), letter.subject().kind(), "dropped");
                return;
            }
            WAITING.merge(letter.subject(), letter, Letter::and);
        }
        KeycloakSessionFactory factory = session.getKeycloakSessionFactory();
        ExecutorService pool = session.getProvider(ExecutorsProvider.class).getExecutor(POOL);
        pool.execute(() -> next().ifPresent(first -> new Postman(factory).deliver(first)));
    }

    private static Optional<Letter> next() {
        synchronized (WAITING) {
            Iterator<Letter> letters = WAITING.values().iterator();
            if (!letters.hasNext()) {
                return Optional.empty();
            }
            Letter first = letters.next();
            letters.remove();
            return Optional.of(first);
        }
    }
}
