package dev.apitokens.keycloak.verification;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.model.ResourceServers;
import dev.apitokens.keycloak.model.UpstreamCheck;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/**
 * How the tokens of the session's realm stand at a time, for those who look at them and present none. By the checks of
 * introspection, as if each were used from where it may be.
 */
public final class Standing {

    private final KeycloakSession session;
    private final ResourceServers servers;
    private final ApiTokenSettings settings;
    private final Instant now;

    Standing(KeycloakSession session, ResourceServers servers, Instant now) {
        this.session = session;
        this.servers = servers;
        this.settings = RealmSettings.of(session.getContext().getRealm());
        this.now = now;
    }

    /** How they stand at that time. */
    public static Standing of(KeycloakSession session, Instant now) {
        return new Standing(session, ResourceServers.of(session), now);
    }

    /** Where tokens may be used. */
    public ResourceServers servers() {
        return servers;
    }

    /** At what time. */
    public Instant now() {
        return now;
    }

    /**
     * Why every resource server refuses a token that neither expired nor was revoked.
     *
     * @param owner null: they are gone
     * @return null: one takes it, it has ended, or it cannot be told
     */
    public @Nullable InactiveReason blockedReason(ApiToken token, @Nullable UserModel owner) {
        if (token.status(now) != ApiToken.Status.ACTIVE || (owner != null && UpstreamCheck.isUnknown(owner))) {
            return null;
        }
        PresentedToken presented = PresentedToken.bySecretOf(token);
        TokenChecks checks =
                new TokenChecks(session, settings, token.access().addresses().anOrigin(), now);
        if (checks.check(presented, owner, new Purpose.Holding()) instanceof Verdict.Inactive inactive) {
            return inactive.reason();
        }
        InactiveReason because = InactiveReason.NOT_A_RESOURCE_SERVER;
        for (ResourceServer server : servers.byClientUuid().values()) {
            if (!(checks.check(presented, owner, new Purpose.At(server)) instanceof Verdict.Inactive inactive)) {
                return null;
            }
            // What an API says that the token is for tells more than what the others do.
            if (because == InactiveReason.NOT_A_RESOURCE_SERVER || because == InactiveReason.OTHER_RESOURCE_SERVER) {
                because = inactive.reason();
            }
        }
        return because;
    }
}
