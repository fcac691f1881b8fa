package dev.apitokens.keycloak.verification;

import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.model.RotatedSecretUsedEvent;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import dev.apitokens.keycloak.policy.Origin;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/**
 * Decides whether a token is active in the session's realm. What needs no database comes first: a made-up secret, and a
 * client that is no resource server, cost no read. What cannot be told for an outage is an exception: see {@link dev.apitokens.keycloak.model.Outage}.
 */
public final class ApiTokenVerifier {

    private final KeycloakSession session;
    private final Origin origin;
    private final Instant now;
    private @Nullable ApiTokenSettings settings;

    /**
     * @param origin where the token is used from
     * @param now what time it is
     */
    public ApiTokenVerifier(KeycloakSession session, Origin origin, Instant now) {
        this.session = session;
        this.origin = origin;
        this.now = now;
    }

    /** Whether that text is a token that is active for the client that calls. */
    public Verdict verify(String presented) {
        Optional<ResourceServer> resourceServer =
                ResourceServer.of(session.getContext().getClient());
        if (resourceServer.isPresent()) {
            return verify(presented, new Purpose.At(resourceServer.get()));
        }
        return Verdict.Inactive.because(
                settings().enabled() ? InactiveReason.NOT_A_RESOURCE_SERVER : InactiveReason.SWITCHED_OFF);
    }

    /** Whether that text is a token that is active for the purpose. */
    public Verdict verify(String presented, Purpose purpose) {
        if (purpose.isUse() && !settings().enabled()) {
            return Verdict.Inactive.because(InactiveReason.SWITCHED_OFF);
        }
        Optional<ApiTokenSecret> secret = ApiTokenSecret.parse(presented);
        if (secret.isEmpty()) {
            return Verdict.Inactive.because(InactiveReason.MALFORMED);
        }
        return session.getProvider(ApiTokenProvider.class)
                .findBySecretHash(secret.get().hash())
                .map(found -> told(new TokenChecks(session, settings(), origin, now).check(found, purpose)))
                .orElseGet(() -> Verdict.Inactive.because(InactiveReason.UNKNOWN));
    }

    /** Only of a secret that was presented: what was exchanged for it in time may come later. */
    private Verdict told(Verdict verdict) {
        if (verdict instanceof Verdict.Inactive inactive
                && inactive.reason() == InactiveReason.ROTATED
                && inactive.token() != null) {
            session.getKeycloakSessionFactory().publish(new RotatedSecretUsedEvent(session, inactive.token()));
        }
        return verdict;
    }

    /**
     * Whether a token is active at the resource server for what was made of one of its secrets.
     *
     * @param presented by that secret, as it was read in this transaction
     */
    public Verdict verify(PresentedToken presented, ResourceServer resourceServer) {
        return new TokenChecks(session, settings(), origin, now).check(presented, new Purpose.At(resourceServer));
    }

    /** Whether a token that is active at one resource server is active at the other one, too. */
    public Verdict at(Verdict.Active active, ResourceServer target) {
        return new TokenChecks(session, settings(), origin, now).checkPurpose(active, new Purpose.At(target));
    }

    /** Where the token is used from. */
    public Origin origin() {
        return origin;
    }

    /** What applies in the session's realm, read once. */
    public ApiTokenSettings settings() {
        if (settings == null) {
            settings = RealmSettings.of(session.getContext().getRealm());
        }
        return settings;
    }
}
