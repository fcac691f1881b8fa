package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.TokenMetrics;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.ApiTokenUsedEvent;
import dev.apitokens.keycloak.model.RequestTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * The latest use of each token on this node, until it is written. What a crash takes is what was not written yet. When
 * the database is out of reach, the uses wait for the next time.
 */
final class LastUses implements ProviderEventListener {

    static final String JOB = "last-use";

    /** Few, with a statement for each: whoever ends one of them meanwhile waits until all of them are committed. */
    static final int BATCH = 50;

    /** Beyond this many tokens, the uses of more are forgotten: they are used again, or it was not worth much. */
    private static final int MOST = 100_000;

    private static final Logger LOG = Logger.getLogger(LastUses.class);

    private final Map<String, ApiTokenUsedEvent> waiting = new ConcurrentHashMap<>();
    private final UseOriginsQueue origins = new UseOriginsQueue(MOST);

    @Override
    public void onEvent(ProviderEvent event) {
        if (event instanceof ApiTokenUsedEvent use && (waiting.size() < MOST || waiting.containsKey(use.tokenId()))) {
            waiting.merge(use.tokenId(), use, LastUses::later);
            origins.add(use);
        }
    }

    private static ApiTokenUsedEvent later(ApiTokenUsedEvent one, ApiTokenUsedEvent other) {
        return one.at().isBefore(other.at()) ? other : one;
    }

    /** Writes what waits, in batches with a transaction each. */
    void write(KeycloakSessionFactory factory) {
        List<ApiTokenUsedEvent> uses = new ArrayList<>(waiting.values());
        for (int from = 0; from < uses.size(); from += BATCH) {
            List<ApiTokenUsedEvent> batch = uses.subList(from, Math.min(from + BATCH, uses.size()));
            try {
                TokenMetrics.jobDid(
                        JOB,
                        RequestTransaction.once(
                                factory,
                                session -> session.getProvider(ApiTokenProvider.class)
                                        .housekeeping()
                                        .noteUses(batch)));
                // A use that came meanwhile stays.
                batch.forEach(use -> waiting.remove(use.tokenId(), use));
            } catch (RuntimeException e) {
                TokenMetrics.jobFailed(JOB);
                LOG.warnf("Last uses of API tokens could not be written, they are tried again: %s", e);
                return;
            }
        }
        if (origins.write(factory) && !uses.isEmpty()) {
            TokenMetrics.jobSucceeded(JOB);
        }
    }
}
