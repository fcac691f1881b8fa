package dev.apitokens.keycloak.introspection;

import dev.apitokens.keycloak.exchange.ExchangedToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.verification.ApiTokenVerifier;
import dev.apitokens.keycloak.verification.InactiveReason;
import dev.apitokens.keycloak.verification.Verdict;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Decides whether the API token that a JWT was exchanged for is active for the client that calls. */
final class ExchangedTokenVerifier {

    private final KeycloakSession session;
    private final ApiTokenVerifier verifier;

    ExchangedTokenVerifier(KeycloakSession session, ApiTokenVerifier verifier) {
        this.session = session;
        this.verifier = verifier;
    }

    /**
     * Looks the API token up, in one read of the database.
     *
     * @param exchanged a JWT that Keycloak has verified
     */
    Verdict verify(ExchangedToken exchanged) {
        Optional<ResourceServer> resourceServer =
                ResourceServer.of(session.getContext().getClient());
        if (resourceServer.isEmpty()) {
            return Verdict.Inactive.because(InactiveReason.NOT_A_RESOURCE_SERVER);
        }
        if (!exchanged.isFor(resourceServer.get())) {
            return Verdict.Inactive.because(InactiveReason.OTHER_RESOURCE_SERVER);
        }
        return session.getProvider(ApiTokenProvider.class)
                .findBySecretIssuedAt(
                        session.getContext().getRealm().getId(), exchanged.apiTokenId(), exchanged.secretIssuedAt())
                .map(presented -> verifier.verify(presented, resourceServer.get()))
                .orElseGet(() -> Verdict.Inactive.because(InactiveReason.UNKNOWN));
    }
}
