package dev.apitokens.keycloak.audit;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.RevocationCause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/**
 * The one way to revoke tokens: in the session's ambient transaction, with an event for each and, once that is committed,
 * the mails and the metrics.
 */
public final class TokenRevocation {

    private final KeycloakSession session;
    private final String realmId;
    private final ApiTokenEvents.Actor actor;
    private final ApiTokenProvider store;

    /**
     * @param realmId id of the realm of the tokens
     * @param actor by whom they are revoked
     */
    public TokenRevocation(KeycloakSession session, String realmId, ApiTokenEvents.Actor actor) {
        this.session = session;
        this.realmId = realmId;
        this.actor = actor;
        this.store = session.getProvider(ApiTokenProvider.class);
    }

    /**
     * Revokes.
     *
     * @param ids any number of them
     * @return those that were not revoked before
     */
    public List<ApiToken> revoke(List<String> ids, RevocationCause cause, Instant now) {
        List<ApiToken> revoked = new ArrayList<>();
        for (int from = 0; from < ids.size(); from += ApiTokenProvider.BATCH) {
            List<String> batch = ids.subList(from, Math.min(from + ApiTokenProvider.BATCH, ids.size()));
            revoked.addAll(told(store.revoke(batch, now, actor.userId(), cause), cause));
        }
        return revoked;
    }

    /**
     * Revokes what was not used since then.
     *
     * @param ids at most {@value ApiTokenProvider#BATCH}
     * @return those that were not revoked before, and are still unused
     */
    public List<ApiToken> revokeUnused(List<String> ids, Instant unusedSince, Instant now) {
        return told(store.housekeeping().unusedTokens().revoke(ids, now, unusedSince), RevocationCause.UNUSED);
    }

    private List<ApiToken> told(List<ApiToken> revoked, RevocationCause cause) {
        if (!revoked.isEmpty()) {
            // Read after the statement: where transactions are repeatable reads (MariaDB, MySQL), one that has read
            // before could not revoke what somebody else changed since.
            RealmModel realm = session.realms().getRealm(realmId);
            if (session.getContext().getRealm() == null) {
                session.getContext().setRealm(realm);
            }
            ApiTokenEvents events = new ApiTokenEvents(session, realm, actor);
            revoked.forEach(token -> events.revoked(token, cause));
        }
        return revoked;
    }
}
