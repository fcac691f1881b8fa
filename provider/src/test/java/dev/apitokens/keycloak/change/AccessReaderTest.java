package dev.apitokens.keycloak.change;

import static dev.apitokens.keycloak.fixtures.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.AddressBound;
import dev.apitokens.keycloak.policy.Restriction;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.keycloak.models.UserModel;

class AccessReaderTest {

    private static final String NO_SCOPE = "The resource servers of this token offer no such scope";
    private static final String NO_RESOURCE = "There is no such resource server in this realm";
    private static final String MORE = "The API token has no such access, and access can be narrowed only";
    private static final String EMPTY = "An empty list is no limit, and access can be narrowed only";
    private static final String NO_ADDRESSES =
            "addresses must be up to 32 IPv4 or IPv6 networks such as 192.0.2.0/24 or 2001:db8::/32";
    private static final String OTHER_ADDRESSES =
            "Addresses can be narrowed only: these are not all within those of the API token";

    private final TestRealm realm = new TestRealm();
    private final UserModel alice = realm.user("alice-id", true);

    @BeforeEach
    void offer() {
        realm.resourceServer("api", "read", "write");
        realm.resourceServer("mcp", "tools");
    }

    private AccessReader reader() {
        return new AccessReader(realm.session(), new Owner(TestRealm.ID, "alice-id"));
    }

    private Access scopes(@Nullable String... names) {
        return reader().chosen(Arrays.asList(names), null, null);
    }

    private Access resources(@Nullable String... clientIds) {
        return reader().chosen(null, Arrays.asList(clientIds), null);
    }

    private AddressBound addresses(@Nullable String... networks) {
        return reader().chosen(null, null, Arrays.asList(networks)).addresses();
    }

    private static Restriction to(String... ids) {
        return Restriction.toAnyOf(Set.of(ids));
    }

    private static AddressBound bound(String... networks) {
        return AddressBound.parse(List.of(networks)).orElseThrow();
    }

    @Test
    void chosenWhenNothingOrNothingInItThenFullAccess() {
        assertThat(reader().chosen(null, null, null)).isEqualTo(Access.FULL);
        assertThat(reader().chosen(List.of(), List.of(), List.of())).isEqualTo(Access.FULL);
    }

    @Test
    void chosenThenByIdsWhichStayWhenNamesChange() {
        Access access =
                reader().chosen(List.of("read", "write", "read"), List.of("api", "api"), List.of(" 192.0.2.7 "));

        assertThat(access)
                .isEqualTo(new Access(to("id-of-read", "id-of-write"), to("uuid-of-api"), bound("192.0.2.7/32")));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nobody", "API", "plain", "uuid-of-api"})
    void chosenWhenNoResourceServerThenUnknown(@Nullable String clientId) {
        realm.client("plain", Map.of());

        assertRefused(() -> resources("api", clientId), 400, "unknown_resource", NO_RESOURCE);
    }

    /** Every token has the scope {@code profile}; no API made {@code phone}. */
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "nothing", "READ", "profile", "offline_access", "phone", "id-of-read"})
    void chosenWhenNoScopeIsOfferedThenUnknown(@Nullable String name) {
        realm.resourceServer("telephone", "phone", "offline_access");

        assertRefused(() -> scopes("read", name), 400, "unknown_scope", NO_SCOPE);
    }

    @Test
    void chosenWhenLimitedToResourceServersThenOnlyTheScopesOfThose() {
        assertThat(scopes("read", "tools").scopes()).isEqualTo(to("id-of-read", "id-of-tools"));
        assertThat(reader().chosen(List.of("read", "tools"), List.of("api", "mcp"), null)
                        .scopes())
                .isEqualTo(to("id-of-read", "id-of-tools"));

        assertRefused(
                () -> reader().chosen(List.of("read", "tools"), List.of("api"), null), 400, "unknown_scope", NO_SCOPE);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {"", "localhost", "192.0.2.0/33", "192.0.2.256", "2001:db8::/129", "192.0.2.0/24,10.0.0.0/8"})
    void chosenWhenNoNetworkThenRefused(@Nullable String network) {
        assertRefused(() -> addresses("192.0.2.0/24", network), 400, "invalid_request", NO_ADDRESSES);
    }

    @Test
    void chosenThenUpToThirtyTwoNetworks() {
        String[] networks =
                IntStream.range(0, 33).mapToObj(i -> "10.0." + i + ".0/24").toArray(String[]::new);

        assertThat(addresses(Arrays.copyOf(networks, 32)).networks()).hasSize(32);
        assertRefused(() -> addresses(networks), 400, "invalid_request", NO_ADDRESSES);
    }

    @Test
    void narrowedWhenNothingIsSaidThenAsItIs() {
        Access present = new Access(to("id-of-read"), to("uuid-of-api"), bound("192.0.2.0/24"));

        assertThat(reader().narrowed(present, null, null, null)).isEqualTo(present);
        assertThat(reader().narrowed(Access.FULL, List.of(), List.of(), List.of()))
                .isEqualTo(Access.FULL);
    }

    @Test
    void narrowedWhenUnlimitedThenToWhatIsOffered() {
        assertThat(reader().narrowed(Access.FULL, List.of("read"), List.of("api"), List.of("2001:db8::/32")))
                .isEqualTo(new Access(to("id-of-read"), to("uuid-of-api"), bound("2001:db8::/32")));

        assertRefused(
                () -> reader().narrowed(Access.FULL, List.of("nothing"), null, null), 400, "unknown_scope", NO_SCOPE);
        assertRefused(
                () -> reader().narrowed(Access.FULL, null, List.of("nobody"), null),
                400,
                "unknown_resource",
                NO_RESOURCE);
        // Of those that are kept, not of all.
        assertRefused(
                () -> reader().narrowed(Access.FULL, List.of("tools"), List.of("api"), null),
                400,
                "unknown_scope",
                NO_SCOPE);
    }

    @Test
    void narrowedWhenLimitedThenToSomeOfItAndToNothingElse() {
        Access present = new Access(to("id-of-read", "id-of-write"), to("uuid-of-api", "uuid-of-mcp"));

        assertThat(reader().narrowed(present, List.of("read"), List.of("mcp"), null))
                .isEqualTo(new Access(to("id-of-read"), to("uuid-of-mcp")));
        assertThat(reader().narrowed(present, List.of("write", "read"), List.of("mcp", "api"), null))
                .isEqualTo(present);

        realm.resourceServer("third", "more");
        for (String name : Arrays.asList("more", "tools", "nothing", "", "id-of-read", null)) {
            assertRefused(
                    () -> reader().narrowed(present, Arrays.asList("read", name), null, null),
                    400,
                    "unknown_scope",
                    MORE);
        }
        for (String clientId : Arrays.asList("third", "nobody", "", "uuid-of-api", null)) {
            assertRefused(
                    () -> reader().narrowed(present, null, Arrays.asList("api", clientId), null),
                    400,
                    "unknown_resource",
                    MORE);
        }
    }

    @Test
    void narrowedWhenAnEmptyListThenItWouldLiftTheLimit() {
        Access present = new Access(to("id-of-read"), to("uuid-of-api"), bound("192.0.2.0/24"));

        assertRefused(() -> reader().narrowed(present, List.of(), null, null), 400, "invalid_request", EMPTY);
        assertRefused(() -> reader().narrowed(present, null, List.of(), null), 400, "invalid_request", EMPTY);
        assertRefused(() -> reader().narrowed(present, null, null, List.of()), 400, "invalid_request", OTHER_ADDRESSES);
    }

    /** What is removed from the realm leaves a token that may nothing, and not one that may everything. */
    @Test
    void narrowedWhenAllThatItHadIsRemovedThenItCannotBeLifted() {
        Restriction nothing = new Restriction.To(Set.of(), Set.of("read"));
        Access present = new Access(nothing, Restriction.none());

        assertRefused(() -> reader().narrowed(present, List.of(), null, null), 400, "invalid_request", EMPTY);
        assertRefused(() -> reader().narrowed(present, List.of("read"), null, null), 400, "unknown_scope", MORE);
        assertThat(reader().narrowed(present, null, List.of("api"), null))
                .isEqualTo(new Access(nothing, to("uuid-of-api")));
    }

    @Test
    void narrowedWhenAResourceServerTakesNoTokensForNowThenItMayStay() {
        realm.client("former", Map.of("api-tokens.enabled", "false"));
        Access present = new Access(Restriction.none(), to("uuid-of-api", "uuid-of-former"));

        assertThat(reader().narrowed(present, null, List.of("former"), null).resources())
                .isEqualTo(to("uuid-of-former"));
    }

    @Test
    void narrowedWhenAScopeHasAnotherNameThenByThatOne() {
        Access present = new Access(to("id-of-read", "id-of-write"), Restriction.none());
        realm.renameScope("read", "look");

        assertThat(reader().narrowed(present, List.of("look"), null, null).scopes())
                .isEqualTo(to("id-of-read"));
        assertRefused(() -> reader().narrowed(present, List.of("read"), null, null), 400, "unknown_scope", MORE);

        realm.removeScope("write");
        assertRefused(() -> reader().narrowed(present, List.of("write"), null, null), 400, "unknown_scope", MORE);
    }

    @Test
    void narrowedWhenBoundToAddressesThenToPartsOfThose() {
        Access present = new Access(Restriction.none(), Restriction.none(), bound("192.0.2.0/24", "2001:db8::/32"));

        assertThat(reader().narrowed(present, null, null, List.of("192.0.2.128/25", "192.0.2.7"))
                        .addresses())
                .isEqualTo(bound("192.0.2.128/25", "192.0.2.7"));
        for (String network : List.of("192.0.0.0/16", "198.51.100.0/24", "0.0.0.0/0", "::/0")) {
            assertRefused(
                    () -> reader().narrowed(present, null, null, List.of("192.0.2.7", network)),
                    400,
                    "invalid_request",
                    OTHER_ADDRESSES);
        }
        assertRefused(
                () -> reader().narrowed(present, null, null, Collections.singletonList(null)),
                400,
                "invalid_request",
                NO_ADDRESSES);
    }

    private void found() {
        realm.organizations(
                alice,
                TestRealm.organization("acme", true),
                TestRealm.organization("globex", true),
                TestRealm.organization("closed", false));
        realm.resourceServer("tenants", "organization");
    }

    @Test
    void chosenWhenOrganizationThenAllOfThemOrOneThatTheyAreAMemberOf() {
        found();

        assertThat(scopes("organization").scopes()).isEqualTo(to("id-of-organization"));
        assertThat(scopes("organization:acme", "read").scopes())
                .isEqualTo(to("id-of-organization:id-of-acme", "id-of-read"));
        for (String name : List.of("organization:", "organization:*", "organization:closed", "organization:other")) {
            assertRefused(() -> scopes(name), 400, "unknown_scope", NO_SCOPE);
        }
        assertRefused(
                () -> scopes("organization:acme", "organization:globex"),
                400,
                "invalid_request",
                "An API token can be limited to one organization, and not to several");
    }

    @Test
    void chosenWhenOrganizationAndNoApiOfTheTokensLearnsOfItThenUnknown() {
        found();

        assertRefused(
                () -> reader().chosen(List.of("organization:acme"), List.of("api"), null),
                400,
                "unknown_scope",
                NO_SCOPE);
    }

    @Test
    void chosenWhenTheRealmHasNoOrganizationsThenUnknown() {
        realm.resourceServer("tenants", "organization");

        assertRefused(() -> scopes("organization:acme"), 400, "unknown_scope", NO_SCOPE);
        assertRefused(() -> scopes("organization"), 400, "unknown_scope", NO_SCOPE);
    }

    @Test
    void narrowedWhenLimitedToAnOrganizationThenItIsKeptByItsName() {
        found();
        Access present = new Access(to("id-of-organization:id-of-acme", "id-of-read"), Restriction.none());

        assertThat(reader().narrowed(present, List.of("organization:acme"), null, null)
                        .scopes())
                .isEqualTo(to("id-of-organization:id-of-acme"));
        assertRefused(
                () -> reader().narrowed(present, List.of("organization:globex"), null, null),
                400,
                "unknown_scope",
                MORE);
    }
}
