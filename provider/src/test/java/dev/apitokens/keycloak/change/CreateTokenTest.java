package dev.apitokens.keycloak.change;

import static dev.apitokens.keycloak.change.OwnTokens.NOW;
import static dev.apitokens.keycloak.change.OwnTokens.RIGHT;
import static dev.apitokens.keycloak.fixtures.Refusals.assertRefused;
import static dev.apitokens.keycloak.model.ApiTokenBuilder.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.Contact;
import dev.apitokens.keycloak.model.OwnerQuery;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.AddressBound;
import dev.apitokens.keycloak.policy.Restriction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CreateTokenTest {

    private final OwnTokens tokens = new OwnTokens();

    private IssuedToken create(CreateRequest request) {
        return tokens.make(new CreateToken(RIGHT, "cli", null, request, tokens.clock));
    }

    private IssuedToken create(@Nullable String name) {
        return create(new CreateRequest(name, null, null, null, null, null));
    }

    private void assertNothingIsMade() {
        assertThat(tokens.realm.store().list(tokens.owner, new OwnerQuery(null, 0, 10), NOW))
                .isEmpty();
        assertThat(tokens.told()).isEmpty();
        assertThat(tokens.realm.ended()).containsExactly("rollback");
    }

    @Test
    void makeThenStoredAsItWasAskedForAndTold() {
        tokens.realm.resourceServer("api", "read");

        IssuedToken issued = create(new CreateRequest(
                " Deploy ",
                "of nights\r\nand weekends",
                "2030-07-01T14:00:00.5+02:00",
                List.of("read"),
                List.of("api"),
                List.of("192.0.2.7")));

        ApiToken token = issued.token();
        assertThat(token.name()).isEqualTo("Deploy");
        assertThat(token.description()).isEqualTo("of nights\nand weekends");
        assertThat(token.expiresAt()).isEqualTo("2030-07-01T12:00:00Z");
        assertThat(token.createdAt()).isEqualTo(NOW);
        assertThat(token.createdByClient()).isEqualTo("cli");
        assertThat(token.owner()).isEqualTo(tokens.owner);
        assertThat(token.contact()).isNull();
        assertThat(token.access())
                .isEqualTo(new Access(
                        Restriction.toAnyOf(Set.of("id-of-read")),
                        Restriction.toAnyOf(Set.of("uuid-of-api")),
                        AddressBound.parse(List.of("192.0.2.7/32")).orElseThrow()));
        assertThat(tokens.now(token.id())).isEqualTo(token);
        assertThat(tokens.told()).containsExactly(OwnTokens.event("UPDATE_CREDENTIAL", "created", token));
        assertThat(tokens.realm.ended()).containsExactly("commit");
    }

    @Test
    void makeThenItsSecretFindsItAndIsTheOneThatItsHintTellsOf() {
        IssuedToken issued = create("a");

        assertThat(tokens.realm.store().findBySecretHash(issued.secret().hash()).map(PresentedToken::token))
                .contains(issued.token());
        assertThat(issued.token().hint()).isEqualTo(issued.secret().hint());
        assertThat(issued.toString()).doesNotContain(issued.secret().reveal());
    }

    @Test
    void makeWhenOnlyANameThenFullAccessForEver() {
        ApiToken token = create("a").token();

        assertThat(token.access()).isEqualTo(Access.FULL);
        assertThat(token.expiresAt()).isNull();
        assertThat(token.description()).isNull();
    }

    @Test
    void makeWhenOfAMachineThenWhoIsToldOfItIsKept() {
        Contact contact = new Contact("ops@example.org", "master-id", "admin-id");

        ApiToken token = tokens.make(new CreateToken(
                        RIGHT, "cli", contact, new CreateRequest("a", null, null, null, null, null), tokens.clock))
                .token();

        assertThat(token.contact()).isEqualTo(contact);
    }

    @Test
    void makeWhenTheRightIsMissingThenNothingIsRead() {
        tokens.realm.attribute("api-tokens.enabled", "false");

        // Nor is it said what is wrong with the name.
        assertRefused(() -> create(""), 403, "invalid_request", "API tokens are switched off in this realm");
        assertNothingIsMade();
    }

    /** One request with one thing that is wrong. */
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, -, -, -, -, invalid_name",
                "a, 'a\tb', -, -, -, -, invalid_request",
                "a, -, tomorrow, -, -, -, invalid_expiration",
                "a, -, 2030-06-01T12:00:00Z, -, -, -, invalid_expiration",
                "a, -, +10000-01-01T00:00:00Z, -, -, -, expiration_too_far",
                "a, -, -, nothing, -, -, unknown_scope",
                "a, -, -, -, nobody, -, unknown_resource",
                "a, -, -, -, -, nowhere, invalid_request",
            })
    void makeWhenAMemberIsWrongThenNothingIsMade(
            @Nullable String name,
            @Nullable String description,
            @Nullable String expiresAt,
            @Nullable String scope,
            @Nullable String resource,
            @Nullable String address,
            String code) {
        CreateRequest request =
                new CreateRequest(name, description, expiresAt, listOf(scope), listOf(resource), listOf(address));

        assertThat(OwnTokens.refusal(() -> create(request))).isEqualTo(code);
        assertNothingIsMade();
    }

    private static @Nullable List<@Nullable String> listOf(@Nullable String only) {
        return only == null ? null : List.of(only);
    }

    @Test
    void makeWhenTheRulesOfTheRealmOrOfAResourceServerAreNotMetThenNothingIsMade() {
        tokens.realm.attribute("api-tokens.full-access-allowed", "false");
        tokens.realm.attribute("api-tokens.max-lifetime-days", "30");
        tokens.realm.resourceServer("strict", Map.of("api-tokens.max-lifetime-days", "7"));
        String inTwenty = NOW.plus(Duration.ofDays(20)).toString();

        assertThat(OwnTokens.refusal(() -> create("a"))).isEqualTo("expiration_required");
        assertThat(OwnTokens.refusal(() -> create(new CreateRequest("a", null, inTwenty, null, null, null))))
                .isEqualTo("invalid_request");
        assertThat(OwnTokens.refusal(
                        () -> create(new CreateRequest("a", null, inTwenty, null, List.of("strict"), null))))
                .isEqualTo("expiration_too_far");
        assertThat(tokens.told()).isEmpty();
    }

    @Test
    void makeWhenAnActiveTokenHasTheNameThenRefusedWhateverItsCase() {
        tokens.stored(token("1").name("Deploy"));

        for (String name : List.of("Deploy", "dEPLOY", " deploy ", "\uFF24eploy")) {
            assertRefused(() -> create(name), 409, "name_in_use", "There is an active API token of that name");
        }
        assertThat(tokens.told()).isEmpty();
    }

    @Test
    void makeWhenATokenThatEndedHasTheNameThenItIsFree() {
        tokens.stored(token("1").name("expired").expiresAt(NOW));
        tokens.stored(token("2").name("revoked").revoked(NOW, null, RevocationCause.UNUSED));

        assertThat(create("expired").token().name()).isEqualTo("expired");
        assertThat(create("revoked").token().name()).isEqualTo("revoked");
    }

    @Test
    void makeWhenThereAreAsManyAsAllowedThenRefusedUntilOneEnds() {
        tokens.realm.attribute("api-tokens.max-per-user", "2");
        tokens.stored(token("1").name("first").expiresAt(NOW.plusSeconds(60)));
        create("second");

        assertRefused(
                () -> create("third"),
                409,
                "too_many_tokens",
                "There are 2 active API tokens already, revoke one first");

        tokens.clock.forward(Duration.ofSeconds(60));
        assertThat(create("third").token().name()).isEqualTo("third");
    }
}
