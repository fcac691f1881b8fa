package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.audit.TokenRevocation;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.model.RotatedSecretUsedEvent;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jboss.logging.Logger;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.provider.ProviderEvent;
import org.keycloak.provider.ProviderEventListener;

/**
 * Tells of the first use of a secret that a rotation has ended, and revokes the token where the realm wants it so. That is
 * done in a transaction of its own, when that of the request is over: it is rolled back where the answer is a refusal, and
 * has a connection to the database, beside which nobody should wait for a second one.
 */
final class ReuseListener implements ProviderEventListener {

    private static final Logger LOG = Logger.getLogger(ReuseListener.class);

    private final Clock clock;

    ReuseListener(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void onEvent(ProviderEvent event) {
        // What is noted already costs nothing more, however often it comes.
        if (event instanceof RotatedSecretUsedEvent used && used.token().previousSecretReusedAt() == null) {
            used.session().getTransactionManager().enlistAfterCompletion(new Telling(used.session(), used.token()));
        }
    }

    private final class Telling extends AbstractKeycloakTransaction {

        private final KeycloakSessionFactory sessions;
        private final ApiToken token;

        Telling(KeycloakSession session, ApiToken token) {
            this.sessions = session.getKeycloakSessionFactory();
            this.token = token;
        }

        @Override
        protected void commitImpl() {
            tell();
        }

        @Override
        protected void rollbackImpl() {
            tell();
        }

        private void tell() {
            try {
                RequestTransaction.another(sessions, own -> {
                    claim(own);
                    return true;
                });
            } catch (RuntimeException e) {
                // The answer was no in any case, and the next use is told of.
                LOG.warnf(e, "The use of an old secret of API token %s could not be noted", token.id());
            }
        }

        private void claim(KeycloakSession own) {
            Instant now = clock.instant();
            ApiTokenProvider store = own.getProvider(ApiTokenProvider.class);
            if (!store.housekeeping().claimReuse(token.id(), now)) {
                return;
            }
            RealmModel realm = own.realms().getRealm(token.realmId());
            own.getContext().setRealm(realm);
            boolean isToBeRevoked = RealmSettings.of(realm).revokeOnReuse();
            new ApiTokenEvents(own, realm, ApiTokenEvents.Actor.NONE).reused(token, !isToBeRevoked);
            if (isToBeRevoked) {
                new TokenRevocation(own, realm.getId(), ApiTokenEvents.Actor.NONE)
                        .revoke(List.of(token.id()), RevocationCause.SECRET_REUSED, now);
            }
        }
    }
}
