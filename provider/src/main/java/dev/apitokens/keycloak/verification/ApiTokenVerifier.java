package dev.apitokens.keycloak.verification;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.RoleModel;
import org.keycloak.models.UserModel;
import org.keycloak.models.utils.StorageUnavailableUserModelDelegate;
import org.keycloak.models.utils.UserModelDelegate;

/**
 * Decides whether a token is active for a resource server. What needs no database comes first: a made-up secret, and a
 * client that is no resource server, cost no read.
 *
 * @param session the session
 * @param now what time it is
 */
public record ApiTokenVerifier(KeycloakSession session, Instant now) {

    /** Whether that text is a token that is active for the client that calls. */
    public Verdict verify(String presented) {
        Optional<ResourceServer> resourceServer =
                ResourceServer.of(session.getContext().getClient());
        if (resourceServer.isEmpty()) {
            return Verdict.Inactive.because(
                    settings().enabled() ? InactiveReason.NOT_A_RESOURCE_SERVER : InactiveReason.SWITCHED_OFF);
        }
        return verify(presented, resourceServer.get());
    }

    /** Whether that text is a token that is active for the resource server. */
    public Verdict verify(String presented, ResourceServer resourceServer) {
        return find(presented, resourceServer);
    }

    /** Whether whoever holds the token may see and revoke it, whatever it is limited to. */
    Verdict verifyHeld(String presented) {
        return find(presented, null);
    }

    /** Whether the realm's token with that id is active for the resource server. */
    public Verdict verifyById(String id, ResourceServer resourceServer) {
        if (!settings().enabled()) {
            return Verdict.Inactive.because(InactiveReason.SWITCHED_OFF);
        }
        return session.getProvider(ApiTokenProvider.class)
                .find(session.getContext().getRealm().getId(), id)
                .map(token -> new PresentedToken(token, false, token.issuedAt(), token.expiresAt()))
                .map(token -> check(token, resourceServer))
                .orElseGet(() -> Verdict.Inactive.because(InactiveReason.UNKNOWN));
    }

    /** Whether the token may be used at that resource server: it is not limited to others. */
    public static boolean isGoodFor(ApiToken token, ResourceServer resourceServer) {
        return token.access().resources().permits(resourceServer.client().getId());
    }

    private ApiTokenSettings settings() {
        return RealmSettings.of(session.getContext().getRealm());
    }

    private Verdict find(String presented, @Nullable ResourceServer resourceServer) {
        if (!settings().enabled()) {
            return Verdict.Inactive.because(InactiveReason.SWITCHED_OFF);
        }
        Optional<ApiTokenSecret> secret = ApiTokenSecret.parse(presented);
        if (secret.isEmpty()) {
            return Verdict.Inactive.because(InactiveReason.MALFORMED);
        }
        return session.getProvider(ApiTokenProvider.class)
                .findBySecretHash(secret.get().hash())
                .map(token -> check(token, resourceServer))
                .orElseGet(() -> Verdict.Inactive.because(InactiveReason.UNKNOWN));
    }

    private Verdict check(PresentedToken presented, @Nullable ResourceServer resourceServer) {
        RealmModel realm = session.getContext().getRealm();
        ApiTokenSettings settings = settings();
        ApiToken token = presented.token();
        InactiveReason reason = checkToken(presented, realm, resourceServer, settings);
        if (reason != null) {
            return new Verdict.Inactive(reason, token);
        }
        UserModel user = session.users().getUserById(realm, token.userId());
        if (isStoreUnavailable(user)) {
            return new Verdict.Unavailable();
        }
        reason = checkUser(presented, realm, user, settings);
        // The user is null only with a reason; the compiler cannot see that.
        if (reason != null || user == null) {
            return new Verdict.Inactive(reason == null ? InactiveReason.USER_NOT_FOUND : reason, token);
        }
        return resourceServer == null
                ? new Verdict.Held(presented, user)
                : new Verdict.Active(presented, user, resourceServer);
    }

    private @Nullable InactiveReason checkToken(
            PresentedToken presented,
            RealmModel realm,
            @Nullable ResourceServer resourceServer,
            ApiTokenSettings settings) {
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
        if (resourceServer != null && !isGoodFor(token, resourceServer)) {
            return InactiveReason.OTHER_RESOURCE_SERVER;
        }
        return null;
    }

    private @Nullable InactiveReason checkUser(
            PresentedToken presented, RealmModel realm, @Nullable UserModel user, ApiTokenSettings settings) {
        if (user == null) {
            return InactiveReason.USER_NOT_FOUND;
        }
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

    // Keycloak stands in a disabled user when a federated store does not answer; that is an outage and no decision.
    private static boolean isStoreUnavailable(@Nullable UserModel user) {
        UserModel candidate = user;
        while (candidate instanceof UserModelDelegate delegate) {
            if (delegate instanceof StorageUnavailableUserModelDelegate) {
                return true;
            }
            candidate = delegate.getDelegate();
        }
        return false;
    }
}
