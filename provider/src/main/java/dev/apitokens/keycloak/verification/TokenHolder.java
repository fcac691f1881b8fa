package dev.apitokens.keycloak.verification;

import dev.apitokens.keycloak.model.ApiToken;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.storage.StorageUnavailableException;

/**
 * Whoever holds an active API token, be it limited to whatever resource servers. It proves no login.
 *
 * @param token the token
 * @param user the person whose token it is
 */
public record TokenHolder(ApiToken token, UserModel user) {

    /**
     * The holder, or empty when the text is no API token that is active in the session's realm.
     *
     * @throws StorageUnavailableException when that cannot be told
     */
    public static Optional<TokenHolder> of(KeycloakSession session, String presented, Instant now) {
        Verdict verdict = new ApiTokenVerifier(session, now).verifyHeld(presented);
        if (verdict instanceof Verdict.Unavailable) {
            throw new StorageUnavailableException("the store of the token's person is out of reach");
        }
        return verdict instanceof Verdict.Held held
                ? Optional.of(new TokenHolder(held.presented().token(), held.user()))
                : Optional.empty();
    }
}
