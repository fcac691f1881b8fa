package dev.apitokens.keycloak.change;

import static dev.apitokens.keycloak.change.OwnTokens.NOW;
import static dev.apitokens.keycloak.fixtures.Refusals.assertRefused;
import static dev.apitokens.keycloak.model.ApiTokenBuilder.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.RevocationCause;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RevokeTokenTest {

    private final OwnTokens tokens = new OwnTokens();

    private List<ApiToken> revoke() {
        return tokens.make(new RevokeToken("1", RevocationCause.REVOKED_BY_USER, tokens.clock));
    }

    @Test
    void makeThenRevokedByThemAndTold() {
        tokens.stored(token("1"));

        assertThat(revoke()).containsExactly(tokens.now("1"));

        ApiToken token = tokens.now("1");
        assertThat(token.revokedAt()).isEqualTo(NOW);
        assertThat(token.revokedBy()).isEqualTo("alice-id");
        assertThat(token.revocationReason()).isEqualTo("revoked_by_user");
        Map<String, String> expected = new HashMap<>(OwnTokens.event("REMOVE_CREDENTIAL", "revoked", token));
        expected.put("reason", "revoked_by_user");
        assertThat(tokens.told()).containsExactly(expected);
        assertThat(tokens.realm.ended()).containsExactly("commit");
    }

    @Test
    void makeWhenRevokedBeforeThenItStaysAsItIs() {
        tokens.stored(token("1"));
        revoke();
        ApiToken before = tokens.now("1");
        tokens.clock.forward(Duration.ofSeconds(1));

        assertThat(revoke()).isEmpty();
        assertThat(tokens.now("1")).isEqualTo(before);
        assertThat(tokens.told()).hasSize(1);
    }

    @Test
    void makeWhenExpiredThenRevokedAllTheSame() {
        tokens.stored(token("1").expiresAt(NOW));

        assertThat(revoke()).hasSize(1);
        assertThat(tokens.now("1").status(NOW)).isEqualTo(ApiToken.Status.REVOKED);
    }

    @Test
    void makeWhenItIsNotTheirsThenThereIsNone() {
        Owner bob = new Owner("realm-id", "bob-id");
        assertRefused(this::revoke, 404, "not_found", "There is no such API token");

        tokens.realm.store().put(token("1").owner(bob).build(), "hash");
        assertRefused(this::revoke, 404, "not_found", "There is no such API token");
        assertThat(tokens.realm.store().find(bob, "1").orElseThrow().revokedAt())
                .isNull();
    }
}
