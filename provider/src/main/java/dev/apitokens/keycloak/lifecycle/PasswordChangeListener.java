package dev.apitokens.keycloak.lifecycle;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.audit.TokenRevocation;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.OwnerQuery;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.model.RevocationCause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.keycloak.credential.CredentialModel;
import org.keycloak.events.Details;
import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.events.admin.OperationType;
import org.keycloak.events.admin.ResourceType;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.credential.PasswordCredentialModel;

/**
 * Revokes a person's tokens when their password changes, in a realm that wants it so, and in the transaction of the
 * change. Keycloak swallows what a listener throws; so a failure here fails the transaction instead: a new password with
 * the old tokens alive is what the realm wants least.
 */
final class PasswordChangeListener implements EventListenerProvider {

    private static final Logger LOG = Logger.getLogger(PasswordChangeListener.class);

    /** By name: the older one, which extensions may still send alone, is deprecated. */
    private static final Set<String> PASSWORD_CHANGES = Set.of("UPDATE_CREDENTIAL", "UPDATE_PASSWORD");

    private static final Pattern USER = Pattern.compile("users/([^/]+)");
    private static final Pattern RESET_PASSWORD = Pattern.compile("users/([^/]+)/reset-password");

    /** A password that was set within this time of an admin's update of the person was set by it. */
    private static final Duration BY_THIS_UPDATE = Duration.ofMinutes(1);

    private final KeycloakSession session;
    private final Clock clock;

    PasswordChangeListener(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    @Override
    public void onEvent(Event event) {
        String userId = event.getUserId();
        if (userId != null && isPasswordChange(event)) {
            revoke(event.getRealmId(), userId, realm -> token -> true);
        }
    }

    // Not RESET_PASSWORD: it says that somebody asked for a mail, and one of these follows when the password changes.
    private static boolean isPasswordChange(Event event) {
        return event.getType() != null
                && PASSWORD_CHANGES.contains(event.getType().name())
                && event.getDetails() != null
                && PasswordCredentialModel.TYPE.equals(event.getDetails().get(Details.CREDENTIAL_TYPE));
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getResourceType() != ResourceType.USER
                || event.getResourcePath() == null
                || event.getError() != null) {
            return;
        }
        Matcher reset = RESET_PASSWORD.matcher(event.getResourcePath());
        if (event.getOperationType() == OperationType.ACTION && reset.matches()) {
            revoke(event.getRealmId(), reset.group(1), realm -> token -> true);
        }
        Matcher updated = USER.matcher(event.getResourcePath());
        if (event.getOperationType() == OperationType.UPDATE && updated.matches()) {
            String userId = updated.group(1);
            revoke(event.getRealmId(), userId, realm -> olderThanNewPassword(realm, userId));
        }
    }

    /** The event does not tell whether the update brought a password, the password does. */
    private Predicate<ApiToken> olderThanNewPassword(RealmModel realm, String userId) {
        Instant earliest = clock.instant().minus(BY_THIS_UPDATE);
        return Optional.ofNullable(session.users().getUserById(realm, userId)).stream()
                .flatMap(
                        user -> user.credentialManager().getStoredCredentialsByTypeStream(PasswordCredentialModel.TYPE))
                .map(CredentialModel::getCreatedDate)
                .filter(Objects::nonNull)
                .map(Instant::ofEpochMilli)
                .filter(created -> created.isAfter(earliest))
                .findFirst()
                .<Predicate<ApiToken>>map(created -> token -> token.createdAt().isBefore(created))
                .orElse(token -> false);
    }

    private void revoke(String realmId, String userId, Function<RealmModel, Predicate<ApiToken>> which) {
        try {
            RealmModel realm = session.realms().getRealm(realmId);
            if (realm != null && RealmSettings.of(realm).revokeOnPasswordChange()) {
                revoke(realm, userId, which.apply(realm));
            }
        } catch (RuntimeException e) {
            LOG.error("API tokens could not be revoked at a change of password, which therefore fails", e);
            session.getTransactionManager().enlistPrepare(new Failing(e));
        }
    }

    private void revoke(RealmModel realm, String userId, Predicate<ApiToken> which) {
        Instant now = clock.instant();
        ApiTokenProvider store = session.getProvider(ApiTokenProvider.class);
        List<String> ids = store.list(new Owner(realm.getId(), userId), OwnerQuery.ACTIVE, now).stream()
                .filter(which)
                .map(ApiToken::id)
                .sorted()
                .toList();
        new TokenRevocation(session, realm.getId(), ApiTokenEvents.Actor.NONE)
                .revoke(ids, RevocationCause.PASSWORD_CHANGED, now);
    }

    /** Keeps the session's transaction from being committed. */
    private static final class Failing extends AbstractKeycloakTransaction {

        private final RuntimeException cause;

        Failing(RuntimeException cause) {
            this.cause = cause;
        }

        @Override
        protected void commitImpl() {
            throw cause;
        }

        @Override
        protected void rollbackImpl() {}
    }

    @Override
    public void close() {}
}
