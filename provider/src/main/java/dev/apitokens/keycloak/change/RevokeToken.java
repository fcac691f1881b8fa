package dev.apitokens.keycloak.change;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.RevocationCause;
import java.time.Clock;
import java.util.List;

/** Revokes a token; one that was revoked before stays as it is. */
public final class RevokeToken implements OwnerTransaction.Change<List<ApiToken>> {

    private final String id;
    private final RevocationCause cause;
    private final Clock clock;

    public RevokeToken(String id, RevocationCause cause, Clock clock) {
        this.id = id;
        this.cause = cause;
        this.clock = clock;
    }

    /** @return the token, unless it was revoked before */
    @Override
    public List<ApiToken> make(OwnerWork work) {
        return work.revocation().revoke(List.of(work.token(id).id()), cause, clock.instant());
    }
}
