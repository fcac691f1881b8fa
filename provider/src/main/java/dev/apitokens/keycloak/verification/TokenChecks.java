package dev.apitokens.keycloak.verification;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.UpstreamCheck;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;

/** The checks of a token that was found. What its row says comes first, so that most refusals cost no look at the person. */
final class TokenChecks {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ApiTokenSettings settings;
    private final Instant now;

    TokenChecks(KeycloakSession session, ApiTokenSettings settings, Instant now) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.settings = settings;
        this.now = now;
    }

    /** @throws dev.apitokens.keycloak.model.UserStoreUnavailableException when it cannot be told */
    Verdict check(PresentedToken presented, Purpose purpose) {
        ApiToken token = presented.token();
        InactiveReason reason = checkToken(presented, purpose);
        if (reason != null) {
            return new Verdict.Inactive(reason, token);
        }
        Optional<UserModel> owner = UpstreamCheck.of(session).find(realm, token.userId(), now);
        if (owner.isEmpty()) {
            return new Verdict.Inactive(InactiveReason.USER_NOT_FOUND, token);
        }
        UserModel user = owner.get();
        reason = checkUser(presented, user);
        if (reason != null) {
            return new Verdict.Inactive(reason, token);
        }
        return purpose instanceof Purpose.At at
                ? new Verdict.Active(presented, user, at.resourceServer())
                : new Verdict.Held(token);
    }

    /** Whether the token is not limited to other purposes. */
    static boolean isGoodFor(ApiToken token, Purpose purpose) {
        return !(purpose instanceof Purpose.At at)
                || token.access()
                        .resources()
                        .permits(at.resourceServer().client().getId());
    }

    private @Nullable InactiveReason checkToken(PresentedToken presented, Purpose purpose) {
        ApiToken token = presented.token();
        if (!token.realmId().equals(realm.getId())) {
            return InactiveReason.OTHER_REALM;
        }
        ApiToken.Status status = token.status(now);
        if (status == ApiToken.Status.REVOKED) {
            return InactiveReason.REVOKED;
        }
        if (status == ApiToken.Status.EXPIRED) {
            return InactiveReason.EXPIRED;
        }
        if (presented.isRotatedAway(now)) {
            return InactiveReason.ROTATED;
        }
        if (settings.exceedsMaxLifetime(presented.issuedAt(), presented.expiresAt())) {
            return InactiveReason.LIFETIME_EXCEEDED;
        }
        if (presented.issuedAt().getEpochSecond() < realm.getNotBefore()) {
            return InactiveReason.NOT_BEFORE;
        }
        return isGoodFor(token, purpose) ? null : InactiveReason.OTHER_RESOURCE_SERVER;
    }

    private @Nullable InactiveReason checkUser(PresentedToken presented, UserModel user) {
        if (!user.isEnabled()) {
            return InactiveReason.USER_DISABLED;
        }
        if (presented.issuedAt().getEpochSecond() < session.users().getNotBeforeOfUser(realm, user)) {
            return InactiveReason.NOT_BEFORE;
        }
        String requiredRole = settings.requiredRole();
        if (requiredRole != null) {
            RoleModel role = realm.getRole(requiredRole);
            if (role == null || !user.hasRole(role)) {
                return InactiveReason.ROLE_MISSING;
            }
        }
        return null;
    }
}
