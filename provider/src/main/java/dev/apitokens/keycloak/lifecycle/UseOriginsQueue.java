package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.audit.TokenMetrics;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.ApiTokenUsedEvent;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.model.UsedFrom;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import dev.apitokens.keycloak.policy.Network;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;

/** The latest use of each token from each address on this node, until it is written. */
final class UseOriginsQueue {

    private static final Logger LOG = Logger.getLogger(UseOriginsQueue.class);

    /** Tokens of one transaction, each with several statements. */
    private static final int BATCH = 100;

    private final Map<Key, ApiTokenUsedEvent> waiting = new ConcurrentHashMap<>();
    private final int most;

    /** @param most uses that wait; beyond them others are forgotten */
    UseOriginsQueue(int most) {
        this.most = most;
    }

    private record Key(String tokenId, @Nullable InetAddress address) {

        static Key of(ApiTokenUsedEvent use) {
            return new Key(use.tokenId(), use.origin().address());
        }
    }

    void add(ApiTokenUsedEvent use) {
        if (use.origin().address() != null && waiting.size() < most) {
            waiting.put(Key.of(use), use);
        }
    }

    /**
     * Writes what waits, in batches with a transaction each.
     *
     * @return false when that failed; what was not written waits for the next time
     */
    boolean write(KeycloakSessionFactory factory) {
        // By id, as every change of several rows.
        List<List<ApiTokenUsedEvent>> byToken = List.copyOf(waiting.values().stream()
                .collect(Collectors.groupingBy(ApiTokenUsedEvent::tokenId, TreeMap::new, Collectors.toList()))
                .values());
        for (int from = 0; from < byToken.size(); from += BATCH) {
            List<List<ApiTokenUsedEvent>> batch = byToken.subList(from, Math.min(from + BATCH, byToken.size()));
            try {
                RequestTransaction.once(factory, session -> {
                    batch.forEach(uses -> write(session, uses));
                    return batch.size();
                });
                // A use that came meanwhile stays.
                batch.stream().flatMap(List::stream).forEach(use -> waiting.remove(Key.of(use), use));
            } catch (RuntimeException e) {
                TokenMetrics.jobFailed(LastUses.JOB);
                LOG.warnf("Where API tokens were used from could not be written, it is tried again: %s", e.getClass());
                return false;
            }
        }
        return true;
    }

    private static void write(KeycloakSession session, List<ApiTokenUsedEvent> uses) {
        ApiTokenProvider store = session.getProvider(ApiTokenProvider.class);
        RealmModel realm = session.realms().getRealm(uses.get(0).realmId());
        if (realm == null) {
            return;
        }
        session.getContext().setRealm(realm);
        ApiTokenSettings settings = RealmSettings.of(realm);
        if (!settings.recordAddresses()) {
            return;
        }
        store.search()
                .find(realm.getId(), uses.get(0).tokenId())
                .ifPresent(token -> note(session, store, token, uses, settings));
    }

    private static void note(
            KeycloakSession session,
            ApiTokenProvider store,
            ApiToken token,
            List<ApiTokenUsedEvent> uses,
            ApiTokenSettings settings) {
        List<UsedFrom> fromNewNetworks = store.housekeeping()
                .origins()
                .note(token, uses.stream().map(UseOriginsQueue::usedFrom).toList());
        if (settings.newAddressNotice()) {
            ApiTokenEvents events =
                    new ApiTokenEvents(session, session.getContext().getRealm(), ApiTokenEvents.Actor.NONE);
            fromNewNetworks.forEach(use -> events.usedFromNewNetwork(token, use));
        }
    }

    private static UsedFrom usedFrom(ApiTokenUsedEvent use) {
        InetAddress address = use.origin().address();
        if (address == null) {
            throw new IllegalStateException("a use from nowhere does not wait here");
        }
        return new UsedFrom(Network.text(address), use.origin().userAgent(), use.at());
    }
}
