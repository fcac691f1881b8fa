package dev.apitokens.keycloak.admin;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.audit.TokenRevocation;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.RevocationCause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/**
 * Revokes tokens for an admin, in transactions of its own: each holds a batch with its events, and has been committed
 * before the next begins. What was revoked stays revoked, should a later batch fail.
 */
record Revocation(KeycloakSession session, RealmModel realm, AdminEventBuilder event, String adminId, Instant now) {

    /**
     * Revokes.
     *
     * @param describe makes the admin event of a batch's revoked tokens, which are never none
     * @return how many were not revoked before
     */
    int run(List<String> ids, BiConsumer<AdminEventBuilder, List<ApiToken>> describe) {
        int revoked = 0;
        for (int start = 0; start < ids.size(); start += ApiTokenProvider.BATCH) {
            List<String> batch =
                    new ArrayList<>(ids.subList(start, Math.min(ids.size(), start + ApiTokenProvider.BATCH)));
            revoked += KeycloakModelUtils.runJobInTransactionWithResult(
                    session.getKeycloakSessionFactory(), own -> revoke(own, batch, describe));
        }
        return revoked;
    }

    private int revoke(
            KeycloakSession own, List<String> batch, BiConsumer<AdminEventBuilder, List<ApiToken>> describe) {
        // Before anything is read: where transactions are repeatable reads, what changed since cannot be written.
        List<ApiToken> revoked = new TokenRevocation(own, realm.getId(), ApiTokenEvents.Actor.admin(adminId))
                .revoke(batch, RevocationCause.REVOKED_BY_ADMIN, now);
        if (revoked.isEmpty()) {
            return 0;
        }
        AdminEventBuilder ownEvent = event.clone(own);
        describe.accept(ownEvent, revoked);
        ownEvent.success();
        return revoked.size();
    }
}
