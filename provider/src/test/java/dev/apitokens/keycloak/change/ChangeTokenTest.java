package dev.apitokens.keycloak.change;

import static dev.apitokens.keycloak.change.OwnTokens.NOW;
import static dev.apitokens.keycloak.fixtures.Refusals.assertRefused;
import static dev.apitokens.keycloak.model.ApiTokenBuilder.token;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenBuilder;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.Restriction;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChangeTokenTest {

    private static final Access BOTH =
            new Access(Restriction.toAnyOf(Set.of("id-of-read", "id-of-write")), Restriction.none());
    private static final Access READ = new Access(Restriction.toAnyOf(Set.of("id-of-read")), Restriction.none());

    private final OwnTokens tokens = new OwnTokens();

    private static ApiTokenBuilder made() {
        return token("1").name("Deploy").description("of nights");
    }

    private ApiToken change(
            @Nullable String name, @Nullable String description, @Nullable List<@Nullable String> scopes) {
        return tokens.make(
                new ChangeToken("1", new ChangeRequest(name, description, scopes, null, null), tokens.clock));
    }

    private void assertAsItWas(ApiToken before) {
        assertThat(tokens.now("1")).isEqualTo(before);
        assertThat(tokens.told()).isEmpty();
    }

    @Test
    void makeWhenNothingIsSaidThenTheNameIsMissing() {
        ApiToken before = tokens.stored(made());

        assertRefused(
                () -> change(null, null, null),
                400,
                "invalid_name",
                "A name has 1 to 100 characters and no control characters");
        assertAsItWas(before);
    }

    @Test
    void makeWhenANameThenRenamedAndTheRestAsItWas() {
        tokens.stored(made());

        ApiToken token = change(" Release ", null, null);

        assertThat(token).isEqualTo(made().name("Release").build()).isEqualTo(tokens.now("1"));
        assertThat(tokens.told()).containsExactly(OwnTokens.event("UPDATE_CREDENTIAL", "renamed", token));
    }

    @Test
    void makeWhenTheNameIsOnlySpeltOtherwiseThenItIsItsOwn() {
        tokens.stored(made());

        assertThat(change("DEPLOY", null, null).name()).isEqualTo("DEPLOY");
    }

    @Test
    void makeWhenAnotherActiveTokenHasTheNameThenRefused() {
        tokens.stored(made());
        tokens.stored(token("2").name("Release"));

        assertRefused(
                () -> change("release", null, null), 409, "name_in_use", "There is an active API token of that name");
        assertThat(tokens.realm.ended()).containsExactly("rollback");
        assertThat(tokens.told()).isEmpty();
    }

    @Test
    void makeWhenTheNameIsNoneThenNothingElseIsDone() {
        ApiToken before = tokens.stored(made().access(BOTH));
        tokens.realm.resourceServer("api", "read", "write");

        for (String name : List.of("", " ", "a\nb", "x".repeat(101))) {
            assertThat(OwnTokens.refusal(() -> change(name, "another", List.of("read"))))
                    .isEqualTo("invalid_name");
        }
        assertAsItWas(before);
    }

    @Test
    void makeWhenADescriptionThenSaidAndAnEmptyOneTakesItAway() {
        tokens.stored(made());

        ApiToken described = change(null, "of days\r\n", null);
        assertThat(described).isEqualTo(made().description("of days").build());

        ApiToken without = change(null, " ", null);
        assertThat(without).isEqualTo(made().description(null).build());
        assertThat(tokens.told())
                .containsExactly(
                        OwnTokens.event("UPDATE_CREDENTIAL", "described", described),
                        OwnTokens.event("UPDATE_CREDENTIAL", "described", without));
    }

    @Test
    void makeWhenTheDescriptionMayNotBeOneThenRefused() {
        ApiToken before = tokens.stored(made());

        assertRefused(
                () -> change(null, "x".repeat(501), null),
                400,
                "invalid_request",
                "A description has up to 500 characters and no control characters but line ends");
        assertAsItWas(before);
    }

    @Test
    void makeWhenLessAccessThenNarrowed() {
        tokens.stored(made().access(BOTH));
        tokens.realm.resourceServer("api", "read", "write");

        ApiToken token = change(null, null, List.of("read"));

        assertThat(token).isEqualTo(made().access(READ).build()).isEqualTo(tokens.now("1"));
        assertThat(tokens.told()).containsExactly(OwnTokens.event("UPDATE_CREDENTIAL", "narrowed", token));
    }

    @Test
    void makeWhenMoreAccessThenRefused() {
        ApiToken before = tokens.stored(made().access(READ));
        tokens.realm.resourceServer("api", "read", "write");

        assertRefused(
                () -> change("Release", "another", List.of("read", "write")),
                400,
                "unknown_scope",
                "The API token has no such access, and access can be narrowed only");
        assertAsItWas(before);
    }

    @Test
    void makeWhenItIsAllSoAlreadyThenNothingIsTold() {
        ApiToken before = tokens.stored(made().access(READ));
        tokens.realm.resourceServer("api", "read");

        assertThat(change(null, "of nights", List.of("read"))).isEqualTo(before);
        assertAsItWas(before);
    }

    @Test
    void makeWhenEverythingThenEachIsTold() {
        tokens.stored(made().access(BOTH));
        tokens.realm.resourceServer("api", "read", "write");

        ApiToken token = change("Release", "of days", List.of("read"));

        assertThat(token)
                .isEqualTo(token("1")
                        .name("Release")
                        .description("of days")
                        .access(READ)
                        .build());
        assertThat(tokens.told())
                .extracting(event -> event.get("api_token_action"))
                .containsExactly("narrowed", "described", "renamed");
        assertThat(tokens.realm.ended()).containsExactly("commit");
    }

    @Test
    void makeWhenItIsNotTheirsThenThereIsNone() {
        assertRefused(() -> change("a", null, null), 404, "not_found", "There is no such API token");

        tokens.realm.store().put(made().owner(new Owner("realm-id", "bob-id")).build(), "hash");
        assertRefused(() -> change("a", null, null), 404, "not_found", "There is no such API token");
    }

    @Test
    void makeWhenExpiredOrRevokedThenItStaysAsItIs() {
        for (ApiTokenBuilder ended :
                List.of(made().expiresAt(NOW), made().revoked(NOW, null, RevocationCause.UNUSED))) {
            ApiToken before = tokens.stored(ended);
            assertRefused(
                    () -> change("a", null, null),
                    409,
                    "invalid_request",
                    "An API token that expired or was revoked stays as it is");
            assertAsItWas(before);
        }
    }
}
