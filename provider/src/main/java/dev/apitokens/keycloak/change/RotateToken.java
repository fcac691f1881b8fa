package dev.apitokens.keycloak.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.NewSecret;
import dev.apitokens.keycloak.policy.ApiTokenSettings;
import dev.apitokens.keycloak.policy.GracePeriod;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.time.Clock;
import java.time.Instant;

/** Gives a token another secret, and an expired one a new life, as far as the rules of the realm go. */
public final class RotateToken implements OwnerTransaction.Change<IssuedToken> {

    private final IssuingRight right;
    private final String id;
    private final RotateRequest request;
    private final Clock clock;

    public RotateToken(IssuingRight right, String id, RotateRequest request, Clock clock) {
        this.right = right;
        this.id = id;
        this.request = request;
        this.clock = clock;
    }

    @Override
    public IssuedToken make(OwnerWork work) {
        // Not the time of the request: it has waited for the lock, and the token may have expired meanwhile.
        Instant now = clock.instant();
        IssuingRules rules = right.rules(work, now);
        GracePeriod grace = RequestReader.gracePeriod(request.graceSeconds());
        JsonNode wanted = request.expiresAt();
        Instant wantedExpiration = wanted == null ? null : RequestReader.expiration(wanted);

        ApiToken token = work.token(id);
        if (token.status(now) == ApiToken.Status.REVOKED) {
            throw ChangeErrors.ended();
        }
        Instant asLongAgain = ApiTokenSettings.asLongAgain(token.issuedAt(), token.expiresAt(), now);
        Instant expiresAt = wanted == null ? asLongAgain : wantedExpiration;
        right.checkRotation(expiresAt, asLongAgain);
        rules.checkExpiration(expiresAt, now);
        rules.checkAccess(token.access(), expiresAt, now);
        ApiTokenSecret secret = rules.secret();
        NewSecret next = new NewSecret(secret.hash(), secret.hint(), expiresAt, grace.end(token.expiresAt(), now));
        ApiToken rotated = rules.issued(work.store().rotate(work.owner(), id, next, rules.maxTokens(), now));
        work.events().rotated(rotated);
        return new IssuedToken(rotated, secret);
    }
}
