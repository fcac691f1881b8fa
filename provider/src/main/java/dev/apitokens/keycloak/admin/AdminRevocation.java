package dev.apitokens.keycloak.admin;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.audit.TokenRevocation;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.model.RevocationCause;
import java.time.Instant;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * Revokes tokens for an admin, in transactions of its own: each holds a batch with its events, and has been committed
 * before the next begins. What was revoked stays revoked, should a later batch fail.
 */
final class AdminRevocation {

    private final KeycloakSession session;
    private final String realmId;
    private final ApiTokenEvents.Actor admin;
    private final AdminEventBuilder event;

    AdminRevocation(KeycloakSession session, String realmId, ApiTokenEvents.Actor admin, AdminEventBuilder event) {
        this.session = session;
        this.realmId = realmId;
        this.admin = admin;
        this.event = event;
    }

    /** Says in the admin event what was revoked. */
    interface Description {

        /**
         * Describes one batch.
         *
         * @param revoked its tokens, never none
         * @param own the session of the batch's transaction, the only one that may read
         */
        void describe(AdminEventBuilder event, List<ApiToken> revoked, KeycloakSession own);
    }

    /**
     * Revokes these, each batch in a transaction of its own.
     *
     * @return how many were not revoked before
     */
    int revoke(List<String> ids, Description description, Instant now) {
        RequestTransaction.end(session);
        int revoked = 0;
        for (int from = 0; from < ids.size(); from += ApiTokenProvider.BATCH) {
            List<String> batch = List.copyOf(ids.subList(from, Math.min(ids.size(), from + ApiTokenProvider.BATCH)));
            revoked += RequestTransaction.another(
                    session.getKeycloakSessionFactory(), own -> revokeBatch(own, batch, description, now));
        }
        return revoked;
    }

    private int revokeBatch(KeycloakSession own, List<String> batch, Description description, Instant now) {
        List<ApiToken> revoked =
                new TokenRevocation(own, realmId, admin).revoke(batch, RevocationCause.REVOKED_BY_ADMIN, now);
        if (!revoked.isEmpty()) {
            AdminEventBuilder ownEvent = event.clone(own);
            description.describe(ownEvent, revoked, own);
            ownEvent.success();
        }
        return revoked.size();
    }
}
