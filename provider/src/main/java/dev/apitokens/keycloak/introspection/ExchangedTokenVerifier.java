package dev.apitokens.keycloak.introspection;

import dev.apitokens.keycloak.exchange.ExchangedToken;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.verification.ApiTokenVerifier;
import dev.apitokens.keycloak.verification.InactiveReason;
import dev.apitokens.keycloak.verification.Verdict;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Decides whether the API token that a JWT was exchanged for is active for the client that calls. */
final class ExchangedTokenVerifier {

    private final KeycloakSession session;
    private final Instant now;

    ExchangedTokenVerifier(KeycloakSession session, Instant now) {
        this.session = session;
        this.now = now;
    }

    /**
     * Looks the API token up, in one read of the database.
     *
     * @param exchanged a JWT that Keycloak has verified
     * @return empty when the JWT's subject has no such token. A mapper may put whatever it likes into any JWT; what names
     *     somebody else's token was not exchanged for it, and is Keycloak's
     */
    Optional<Verdict> verify(ExchangedToken exchanged) {
        String subject = exchanged.claims().getSubject();
        return subject == null
                ? Optional.empty()
                : session.getProvider(ApiTokenProvider.class)
                        .find(new Owner(session.getContext().getRealm().getId(), subject), exchanged.apiTokenId())
                        .map(token -> verify(exchanged, token));
    }

    private Verdict verify(ExchangedToken exchanged, ApiToken token) {
        Optional<ResourceServer> resourceServer =
                ResourceServer.of(session.getContext().getClient());
        if (resourceServer.isEmpty()) {
            return Verdict.Inactive.because(InactiveReason.NOT_A_RESOURCE_SERVER);
        }
        return exchanged.isFor(resourceServer.get())
                ? new ApiTokenVerifier(session, now).verify(token, resourceServer.get())
                : Verdict.Inactive.because(InactiveReason.OTHER_RESOURCE_SERVER);
    }
}
