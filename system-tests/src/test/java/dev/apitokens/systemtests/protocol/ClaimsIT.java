package dev.apitokens.systemtests.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.apitokens.systemtests.product.Product;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Claims that were made before may be used again, and are none but those that would be made now. */
class ClaimsIT {

    private static final String REALM = "claims";
    private static final Product PRODUCT = Product.shared();

    @BeforeAll
    static void createRealm() {
        ClaimChanges.createRealm(PRODUCT.admin(), REALM);
    }

    static Stream<String> kinds() {
        return ClaimChanges.KINDS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void introspectWhenSomethingChangedThenOfNow(String kind) {
        String server = PRODUCT.keycloak.baseUrl().toString();
        ClaimChanges changes = ClaimChanges.of(server, PRODUCT.admin(), REALM);
        ClaimChanges.Change change =
                Objects.requireNonNull(ClaimChanges.KINDS.get(kind)).apply(changes);
        JsonNode before = changes.claims(server);
        assertThat(changes.claims(server)).isEqualTo(before);
        changes.awaitReuse(kind, server, PRODUCT.metrics);
        assertThat(change.shows()).rejects(before);

        change.make().run();

        assertThat(change.shows()).accepts(changes.claims(server));
    }
}
