package dev.apitokens.keycloak.change;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.rest.ApiTokenRepresentation;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import dev.apitokens.keycloak.verification.Standing;
import java.time.Instant;

/**
 * A token with its new secret, which is nowhere else.
 *
 * @param token as it is stored
 * @param secret prints redacted
 */
public record IssuedToken(ApiToken token, ApiTokenSecret secret) {

    /** The one answer that tells the secret. */
    public ApiTokenRepresentation representation(OwnerWork work, Instant now) {
        return ApiTokenRepresentation.created(token, work.user(), Standing.of(work.session(), now), secret);
    }
}
