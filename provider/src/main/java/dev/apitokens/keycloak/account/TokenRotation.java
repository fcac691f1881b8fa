package dev.apitokens.keycloak.account;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.NewSecret;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import dev.apitokens.keycloak.policy.GracePeriod;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** Gives a caller's token another secret, as far as the rules of the realm go. */
record TokenRotation(KeycloakSession session, Caller caller, Clock clock) {

    /** A rotation that every rule allows but those on the token itself; its secret is nowhere else. */
    record Draft(
            ApiTokenSecret secret, GracePeriod grace, Expiration expiration, ApiTokenSettings settings, Clock clock) {

        /** @throws ApiTokenErrorException when there is no such token, or its new expiration is none that it may have */
        ApiToken store(ApiTokenProvider store, String realmId, String userId, String id) {
            ApiToken token = store.find(realmId, userId, id).orElseThrow(ApiTokensResource::notFound);
            // Not the time of the request: it has waited for the lock, and the token may have expired meanwhile.
            Instant now = clock.instant();
            if (token.status(now) != ApiToken.Status.ACTIVE) {
                throw inactive();
            }
            Instant expiresAt = expiration.of(token, now);
            TokenCreation.checkExpiration(settings, expiresAt, now);
            NewSecret next = new NewSecret(secret.hash(), secret.hint(), expiresAt, grace.end(token.expiresAt(), now));
            return store.rotate(realmId, userId, id, next, now).orElseThrow(Draft::inactive);
        }

        private static ApiTokenErrorException inactive() {
            return ApiTokenErrorException.invalidRequest(
                    Response.Status.CONFLICT, "Only an active API token can be rotated, make a new one");
        }
    }

    /** When a rotated token expires. */
    private interface Expiration {
        @Nullable
        Instant of(ApiToken token, Instant now);
    }

    /** @throws ApiTokenErrorException when a rule forbids it */
    Draft draft(RotateRequest request) {
        ApiTokenSettings settings = RealmSettings.of(session.getContext().getRealm());
        new TokenCreation(session, caller, clock.instant()).checkCaller(settings);
        return new Draft(
                TokenCreation.secret(settings),
                grace(request.graceSeconds()),
                expiration(request.expiresAt()),
                settings,
                clock);
    }

    private static GracePeriod grace(@Nullable Long seconds) {
        return GracePeriod.ofSeconds(seconds == null ? 0 : seconds)
                .orElseThrow(() -> ApiTokenErrorException.invalidRequest(
                        Response.Status.BAD_REQUEST, "graceSeconds must be from 0 to " + GracePeriod.MAX.toSeconds()));
    }

    private static Expiration expiration(@Nullable JsonNode given) {
        if (given == null) {
            return TokenRotation::asLongAgain;
        }
        if (!given.isNull() && !given.isTextual()) {
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.BAD_REQUEST, "The body is not the JSON object that this call takes");
        }
        Instant expiresAt = TokenCreation.expiration(given.textValue());
        return (token, now) -> expiresAt;
    }

    private static @Nullable Instant asLongAgain(ApiToken token, Instant now) {
        Instant expiresAt = ApiTokenSettings.asLongAgain(token.issuedAt(), token.expiresAt(), now);
        return expiresAt == null ? null : expiresAt.truncatedTo(ChronoUnit.SECONDS);
    }
}
