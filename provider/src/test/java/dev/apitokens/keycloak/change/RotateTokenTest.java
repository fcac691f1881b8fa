package dev.apitokens.keycloak.change;

import static dev.apitokens.keycloak.change.OwnTokens.NOW;
import static dev.apitokens.keycloak.change.OwnTokens.RIGHT;
import static dev.apitokens.keycloak.fixtures.Refusals.assertRefused;
import static dev.apitokens.keycloak.model.ApiTokenBuilder.token;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenBuilder;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.policy.Restriction;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RotateTokenTest {

    private static final Instant MADE = NOW.minus(Duration.ofDays(10));
    private static final RotateRequest AS_IT_IS = new RotateRequest(null, null);

    private final OwnTokens tokens = new OwnTokens();

    private static ApiTokenBuilder made() {
        return token("1").name("Deploy").created(MADE, "cli");
    }

    private IssuedToken rotate(RotateRequest request) {
        return rotate(RIGHT, request);
    }

    private IssuedToken rotate(IssuingRight right, RotateRequest request) {
        return tokens.make(new RotateToken(right, "1", request, tokens.clock));
    }

    private static RotateRequest until(Instant expiresAt) {
        return new RotateRequest(JsonNodeFactory.instance.textNode(expiresAt.toString()), null);
    }

    private static RotateRequest withGrace(long seconds) {
        return new RotateRequest(null, seconds);
    }

    private void assertAsItWas(ApiToken before) {
        assertThat(tokens.now("1")).isEqualTo(before);
        assertThat(tokens.told()).isEmpty();
    }

    @Test
    void makeThenAnotherSecretAndTheRestAsItWas() {
        Access access = new Access(Restriction.toAnyOf(Set.of("id-of-read")), Restriction.none());
        ApiToken before = tokens.stored(made().description("of nights").access(access));

        IssuedToken issued = rotate(AS_IT_IS);

        ApiToken token = issued.token();
        assertThat(token)
                .isEqualTo(ApiTokenBuilder.token("1")
                        .name("Deploy")
                        .description("of nights")
                        .created(MADE, "cli")
                        .access(access)
                        .hint(issued.secret().hint())
                        .rotated(NOW, NOW)
                        .build());
        assertThat(token.hint()).isNotEqualTo(before.hint());
        assertThat(tokens.realm.store().findBySecretHash(issued.secret().hash()).map(PresentedToken::token))
                .contains(token);
        assertThat(tokens.told()).containsExactly(OwnTokens.event("UPDATE_CREDENTIAL", "rotated", token));
        assertThat(tokens.realm.ended()).containsExactly("commit");
    }

    @Test
    void makeWhenNothingIsSaidThenItLivesAsLongAgain() {
        tokens.stored(made().expiresAt(MADE.plus(Duration.ofDays(30)).plusMillis(700)));

        // To the second, as the claim is.
        assertThat(rotate(AS_IT_IS).token().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(30)));

        // Counted from the rotation before, and not from its first day.
        tokens.clock.forward(Duration.ofDays(5));
        assertThat(rotate(AS_IT_IS).token().expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(35)));
    }

    @Test
    void makeWhenAnExpirationIsGivenThenThatOne() {
        tokens.stored(made().expiresAt(NOW.plusSeconds(60)));

        assertThat(rotate(until(NOW.plusSeconds(90))).token().expiresAt()).isEqualTo(NOW.plusSeconds(90));
        assertThat(rotate(new RotateRequest(JsonNodeFactory.instance.nullNode(), null))
                        .token()
                        .expiresAt())
                .isNull();
    }

    @Test
    void makeWhenGraceIsWantedThenTheOldSecretLivesOnButNeverLongerThanItWould() {
        tokens.stored(made().expiresAt(NOW.plusSeconds(100)));

        assertThat(rotate(withGrace(60)).token().previousSecretEndsAt()).isEqualTo(NOW.plusSeconds(60));

        tokens.stored(made().expiresAt(NOW.plusSeconds(30)));
        assertThat(rotate(withGrace(60)).token().previousSecretEndsAt()).isEqualTo(NOW.plusSeconds(30));
    }

    @Test
    void makeWhenARequestIsWrongThenItStaysAsItIs() {
        ApiToken before = tokens.stored(made());

        assertRefused(() -> rotate(withGrace(-1)), 400, "invalid_request", "graceSeconds must be from 0 to 604800");
        for (JsonNode wrong : List.of(
                JsonNodeFactory.instance.numberNode(1900000000), JsonNodeFactory.instance.textNode("tomorrow"))) {
            assertThat(OwnTokens.refusal(() -> rotate(new RotateRequest(wrong, null))))
                    .isIn("invalid_request", "invalid_expiration");
        }
        assertRefused(() -> rotate(until(NOW)), 400, "invalid_expiration", "The expiration date must be in the future");
        assertAsItWas(before);
    }

    @Test
    void makeWhenItIsNotTheirsThenThereIsNone() {
        assertRefused(() -> rotate(AS_IT_IS), 404, "not_found", "There is no such API token");

        tokens.realm.store().put(made().owner(new Owner("realm-id", "bob-id")).build(), "hash");
        assertRefused(() -> rotate(AS_IT_IS), 404, "not_found", "There is no such API token");
    }

    @Test
    void makeWhenRevokedThenItStaysSo() {
        ApiToken before = tokens.stored(made().revoked(NOW, null, RevocationCause.UNUSED));

        assertRefused(
                () -> rotate(AS_IT_IS),
                409,
                "invalid_request",
                "An API token that was revoked stays so, make a new one");
        assertAsItWas(before);
    }

    @Test
    void makeWhenExpiredThenItComesBackForAsLongAgainWithoutTheOldSecret() {
        tokens.stored(made().expiresAt(MADE.plus(Duration.ofDays(7))));

        ApiToken token = rotate(withGrace(60)).token();

        assertThat(token.status(NOW)).isEqualTo(ApiToken.Status.ACTIVE);
        assertThat(token.expiresAt()).isEqualTo(NOW.plus(Duration.ofDays(7)));
        assertThat(token.previousSecretEndsAt()).isNull();
        assertThat(tokens.realm.store().findBySecretHash("1")).isEmpty();
    }

    @Test
    void makeWhenExpiredAndItsPlaceIsTakenThenRefused() {
        tokens.realm.attribute("api-tokens.max-per-user", "1");
        ApiToken before = tokens.stored(made().expiresAt(NOW));

        tokens.stored(token("2").name("another"));
        assertRefused(
                () -> rotate(AS_IT_IS),
                409,
                "too_many_tokens",
                "There are 1 active API tokens already, revoke one first");
        tokens.stored(token("2").name("deploy"));
        assertRefused(() -> rotate(AS_IT_IS), 409, "name_in_use", "There is an active API token of that name");
        assertAsItWas(before);
    }

    @Test
    void makeWhenActiveThenThePlaceThatItHasIsItsOwn() {
        tokens.realm.attribute("api-tokens.max-per-user", "1");
        tokens.stored(made());
        tokens.stored(token("2").name("more than allowed"));

        assertThat(rotate(AS_IT_IS).token().id()).isEqualTo("1");
    }

    @Test
    void makeWhenTheRealmAllowsLessThanItHadThenRefused() {
        ApiToken before = tokens.stored(made().expiresAt(MADE.plus(Duration.ofDays(90))));
        tokens.realm.attribute("api-tokens.max-lifetime-days", "30");

        assertRefused(() -> rotate(AS_IT_IS), 400, "expiration_too_far", "An API token may live 30 days at the most");
        assertAsItWas(before);
        assertThat(rotate(until(NOW.plus(Duration.ofDays(30)))).token().expiresAt())
                .isEqualTo(NOW.plus(Duration.ofDays(30)));
    }

    @Test
    void makeWhenAResourceServerDoesNotTakeItAnyMoreThenRefused() {
        tokens.realm.resourceServer("api", Map.of("api-tokens.max-lifetime-days", "7"));
        ApiToken before = tokens.stored(
                made().access(new Access(Restriction.none(), Restriction.toAnyOf(Set.of("uuid-of-api")))));

        assertRefused(
                () -> rotate(AS_IT_IS), 400, "expiration_required", "An API token for api may live 7 days at the most");
        assertAsItWas(before);
    }

    @Test
    void makeWhenFullAccessIsNotAllowedAnyMoreThenRefused() {
        ApiToken before = tokens.stored(made());
        tokens.realm.attribute("api-tokens.full-access-allowed", "false");

        assertThat(OwnTokens.refusal(() -> rotate(AS_IT_IS))).isEqualTo("invalid_request");
        assertAsItWas(before);
    }

    /** A right that remembers what it was asked for, and refuses it if told to. */
    private static final class Asked implements IssuingRight {

        private final List<@Nullable Instant> times = new ArrayList<>();
        private boolean refuses;

        @Override
        public IssuingRules rules(OwnerWork work, Instant now) {
            times.add(now);
            return IssuingRules.metByOwner(work);
        }

        @Override
        public void checkRotation(@Nullable Instant expiresAt, @Nullable Instant asLongAgain) {
            times.add(expiresAt);
            times.add(asLongAgain);
            if (refuses) {
                throw ApiTokenErrorException.of(ApiTokenError.EXPIRATION_TOO_FAR, "not by this right");
            }
        }
    }

    @Test
    void makeThenTheRightIsAskedAboutWhatIsWantedAndWhatItHad() {
        Asked right = new Asked();
        tokens.stored(made().expiresAt(MADE.plus(Duration.ofDays(30))));
        Instant asLongAgain = NOW.plus(Duration.ofDays(30));

        rotate(right, AS_IT_IS);
        assertThat(right.times).containsExactly(NOW, asLongAgain, asLongAgain);

        right.times.clear();
        rotate(right, until(NOW.plusSeconds(5)));
        assertThat(right.times).containsExactly(NOW, NOW.plusSeconds(5), asLongAgain);

        right.times.clear();
        rotate(right, new RotateRequest(JsonNodeFactory.instance.nullNode(), null));
        assertThat(right.times).containsExactly(NOW, null, NOW.plusSeconds(5));
    }

    @Test
    void makeWhenTheRightDoesNotReachThatFarThenItStaysAsItIs() {
        Asked right = new Asked();
        right.refuses = true;
        ApiToken before = tokens.stored(made());

        assertRefused(() -> rotate(right, AS_IT_IS), 400, "expiration_too_far", "not by this right");
        assertAsItWas(before);
        assertThat(tokens.realm.ended()).containsExactly("rollback");
    }
}
