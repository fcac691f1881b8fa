package dev.apitokens.systemtests.protocol;

import static dev.apitokens.systemtests.client.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.client.Admin;
import dev.apitokens.systemtests.client.ClientBuilder;
import dev.apitokens.systemtests.client.ClientScopes;
import dev.apitokens.systemtests.client.Http;
import dev.apitokens.systemtests.client.Person;
import dev.apitokens.systemtests.product.Product;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Claims that were made before may be used again, and are none but those that would be made now. */
class ClaimsIT {

    private static final String REALM = "claims";

    /** Where nothing changes that has all claims of the realm made anew, as organizations do. */
    private static final String QUIET_REALM = "claims-made-anew";

    private static final Product PRODUCT = Product.shared();
    private static final String SERVER = PRODUCT.keycloak.baseUrl().toString();

    private final Admin admin = PRODUCT.admin();

    @BeforeAll
    static void createRealms() {
        ClaimChanges.createRealm(PRODUCT.admin(), REALM);
        ClaimChanges.createRealm(PRODUCT.admin(), QUIET_REALM);
    }

    static Stream<String> kinds() {
        return ClaimChanges.KINDS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void introspectWhenSomethingChangedThenOfNow(String kind) {
        ClaimChanges changes = ClaimChanges.of(SERVER, admin, REALM);
        ClaimChanges.Change change =
                Objects.requireNonNull(ClaimChanges.KINDS.get(kind)).apply(changes);
        JsonNode before = changes.claims(SERVER);
        assertThat(changes.claims(SERVER)).isEqualTo(before);
        changes.awaitReuse(kind, SERVER, PRODUCT.metrics);
        assertThat(change.shows()).rejects(before);

        change.make().run();

        assertThat(change.shows()).accepts(changes.claims(SERVER));
    }

    /** Keycloak's own, of which each depends on something else than what claims are kept for. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "oidc-claims-param-token-mapper",
                "oidc-session-state-mapper",
                "oidc-nonce-backwards-compatible-mapper"
            })
    void introspectWhenAMapperIsNotKnownThenMadeAnewEachTime(String mapper) {
        ClaimChanges known = ClaimChanges.of(SERVER, admin, QUIET_REALM);
        ClaimChanges unknown = known.with(ClientBuilder.unique()
                .isResourceServer()
                .mapper(mapper, Map.of("introspection.token.claim", "true"))
                .createIn(QUIET_REALM, admin));

        assertMadeAnew(unknown, known);
    }

    @Test
    void introspectWhenConsentIsDemandedThenMadeAnewEachTimeAndWithoutWhatIsWithdrawn() {
        ClaimChanges known = ClaimChanges.of(SERVER, admin, QUIET_REALM);
        ClaimChanges demanding = known.with(ClientBuilder.unique()
                .isResourceServer()
                .with("consentRequired", true)
                .createIn(QUIET_REALM, admin));
        Person person = Person.login(PRODUCT.realm(QUIET_REALM), "cli", known.username());
        assertThat(demanding.claims(SERVER).has("email")).isFalse();

        consent(person, "PUT", demanding.client());
        assertThat(demanding.claims(SERVER).has("email")).isTrue();
        assertMadeAnew(demanding, known);

        consent(person, "DELETE", demanding.client());
        assertThat(demanding.claims(SERVER).has("email")).isFalse();
        consent(person, "PUT", demanding.client());
        assertThat(demanding.claims(SERVER).has("email")).isTrue();
    }

    /**
     * Asked about in between, another server has the same claims three times: from the first of these to the last nothing has changed, and
     * all that may be used again is.
     */
    private static void assertMadeAnew(ClaimChanges anew, ClaimChanges reused) {
        AtomicInteger inARow = new AtomicInteger();
        await("claims that are used again, three times in a row").until(() -> {
            assertThat(anew.isReused(SERVER, PRODUCT.metrics)).isFalse();
            return reused.isReused(SERVER, PRODUCT.metrics) ? inARow.incrementAndGet() == 3 : inARow.getAndSet(0) < 0;
        });
    }

    /** Gives their consent to telling a client of their address, or withdraws it, as the account console does. */
    private void consent(Person person, String method, String client) {
        Http.Answer answer = Http.send(Http.request(person.realm() + "/account/applications/" + client + "/consent")
                .header("Authorization", "Bearer " + person.accessToken())
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .method(
                        method,
                        Http.json(Map.of(
                                "grantedScopes",
                                List.of(Map.of("id", new ClientScopes(admin, QUIET_REALM).id("email")))))));
        assertThat(answer.status()).as(answer.body()).isBetween(200, 299);
    }
}
