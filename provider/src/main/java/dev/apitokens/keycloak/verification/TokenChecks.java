package dev.apitokens.keycloak.verification;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.model.ServiceAccount;
import dev.apitokens.keycloak.model.UpstreamCheck;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import dev.apitokens.keycloak.policy.Origin;
import dev.apitokens.keycloak.policy.ResourceServerRules;
import java.time.Instant;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** The checks of a token that was found. What its row says comes first, so that most refusals cost no look at the person. */
final class TokenChecks {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final ApiTokenSettings settings;
    private final Origin origin;
    private final Instant now;

    TokenChecks(KeycloakSession session, ApiTokenSettings settings, Origin origin, Instant now) {
        this.session = session;
        this.realm = session.getContext().getRealm();
        this.settings = settings;
        this.origin = origin;
        this.now = now;
    }

    /** @throws dev.apitokens.keycloak.model.UserStoreUnavailableException when it cannot be told */
    Verdict check(PresentedToken presented, Purpose purpose) {
        ApiToken token = presented.token();
        InactiveReason reason = purpose.isUse() ? checkToken(presented, purpose) : checkHeld(presented, purpose);
        if (reason != null) {
            return new Verdict.Inactive(reason, token);
        }
        if (!purpose.isUse()) {
            return new Verdict.Held(presented);
        }
        UserModel owner =
                UpstreamCheck.of(session).find(realm, token.userId(), now).orElse(null);
        return checkOwner(presented, owner, purpose);
    }

    /**
     * The same for a token whose owner was looked for.
     *
     * @param owner null: they are gone
     */
    Verdict check(PresentedToken presented, @Nullable UserModel owner, Purpose purpose) {
        InactiveReason reason = checkToken(presented, purpose);
        return reason == null ? checkOwner(presented, owner, purpose) : new Verdict.Inactive(reason, presented.token());
    }

    private Verdict checkOwner(PresentedToken presented, @Nullable UserModel owner, Purpose purpose) {
        if (owner == null) {
            return new Verdict.Inactive(InactiveReason.USER_NOT_FOUND, presented.token());
        }
        InactiveReason reason = checkUser(presented, owner);
        if (reason != null) {
            return new Verdict.Inactive(reason, presented.token());
        }
        return purpose instanceof Purpose.At at
                ? admitted(presented, owner, at.resourceServer())
                : new Verdict.Held(presented);
    }

    private Verdict admitted(PresentedToken presented, UserModel user, ResourceServer server) {
        return server.admits(user)
                ? new Verdict.Active(presented, user, server, origin)
                : new Verdict.Inactive(InactiveReason.ROLE_MISSING, presented.token());
    }

    /** Whether a token that is active is so for that purpose too. */
    Verdict checkPurpose(Verdict.Active active, Purpose.At purpose) {
        InactiveReason reason = checkPurpose(active.presented(), purpose);
        return reason == null
                ? admitted(active.presented(), active.user(), purpose.resourceServer())
                : new Verdict.Inactive(reason, active.token());
    }

    private static @Nullable InactiveReason checkPurpose(PresentedToken presented, Purpose purpose) {
        if (!(purpose instanceof Purpose.At at)) {
            return null;
        }
        Access access = presented.token().access();
        if (!permits(access, at.resourceServer())) {
            return InactiveReason.OTHER_RESOURCE_SERVER;
        }
        ResourceServerRules rules = at.resourceServer().rules();
        if (rules.exceedsMaxLifetime(presented.issuedAt(), presented.expiresAt())) {
            return InactiveReason.LIFETIME_EXCEEDED;
        }
        if (rules.refuses(access)) {
            return InactiveReason.NOT_LIMITED;
        }
        return rules.refusesUnbound(access) ? InactiveReason.ADDRESS_NOT_ALLOWED : null;
    }

    private @Nullable InactiveReason checkHeld(PresentedToken presented, Purpose purpose) {
        InactiveReason reason = checkRow(presented);
        if (reason != null) {
            return reason;
        }
        Access access = presented.token().access();
        if (!(purpose instanceof Purpose.Ending ending)) {
            return checkAddress(access);
        }
        ResourceServer server = ending.resourceServer();
        return server == null || permits(access, server) ? null : InactiveReason.OTHER_RESOURCE_SERVER;
    }

    private static boolean permits(Access access, ResourceServer server) {
        return access.resources().permits(server.client().getId());
    }

    /** What ends a token, or one of its secrets, for good. */
    private @Nullable InactiveReason checkRow(PresentedToken presented) {
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
        return presented.isRotatedAway(now) ? InactiveReason.ROTATED : null;
    }

    private @Nullable InactiveReason checkToken(PresentedToken presented, Purpose purpose) {
        if (!settings.enabled()) {
            return InactiveReason.SWITCHED_OFF;
        }
        InactiveReason reason = checkRow(presented);
        if (reason != null) {
            return reason;
        }
        if (settings.limitsByRole().isEmpty()
                && settings.exceedsMaxLifetime(presented.issuedAt(), presented.expiresAt())) {
            return InactiveReason.LIFETIME_EXCEEDED;
        }
        if (presented.issuedAt().getEpochSecond() < realm.getNotBefore()) {
            return InactiveReason.NOT_BEFORE;
        }
        if (settings.refuses(presented.token().access())) {
            return InactiveReason.NOT_LIMITED;
        }
        if (settings.refusesUnbound(presented.token().access())) {
            return InactiveReason.ADDRESS_NOT_ALLOWED;
        }
        reason = checkAddress(presented.token().access());
        return reason == null ? checkPurpose(presented, purpose) : reason;
    }

    private @Nullable InactiveReason checkAddress(Access access) {
        return access.addresses().permits(origin.address()) ? null : InactiveReason.ADDRESS_NOT_ALLOWED;
    }

    private @Nullable InactiveReason checkUser(PresentedToken presented, UserModel user) {
        if (!user.isEnabled()) {
            return InactiveReason.USER_DISABLED;
        }
        if (ServiceAccount.is(user)
                && !ServiceAccount.of(realm, user)
                        .filter(ServiceAccount::isEnabled)
                        .isPresent()) {
            return InactiveReason.CLIENT_DISABLED;
        }
        if (presented.issuedAt().getEpochSecond() < session.users().getNotBeforeOfUser(realm, user)) {
            return InactiveReason.NOT_BEFORE;
        }
        Predicate<String> hasRole = RealmSettings.hasRole(realm, user);
        String requiredRole = settings.requiredRole();
        if (requiredRole != null && !hasRole.test(requiredRole)) {
            return InactiveReason.ROLE_MISSING;
        }
        // What everybody may, was looked at before.
        return !settings.limitsByRole().isEmpty()
                        && settings.of(hasRole).exceedsMaxLifetime(presented.issuedAt(), presented.expiresAt())
                ? InactiveReason.LIFETIME_EXCEEDED
                : null;
    }
}
