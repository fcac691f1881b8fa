package dev.apitokens.keycloak.introspection;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeptClaimsTest {

    private static final KeptClaims.At AT = at("client");

    private final KeptClaims kept = new KeptClaims();

    @Test
    void findWhenNothingChangedThenWhatWasMade() {
        PersonClaims made = claims(true);

        kept.keep(AT, version(7, 7), made);

        assertThat(kept.find(AT, version(7, 7))).containsSame(made);
    }

    @Test
    void findWhenSomethingChangedThenNothing() {
        kept.keep(AT, version(7, 7), claims(true));

        assertThat(kept.find(AT, version(8, 8))).isEmpty();
        assertThat(kept.find(AT, version(7, 8))).isEmpty();
    }

    /** It has the roles and mappers of before, and made its claims of them after. */
    @Test
    void keepWhenAChangeCameIntoTheRequestThenNot() {
        kept.keep(AT, version(7, 8), claims(true));

        assertThat(kept.find(AT, version(8, 8))).isEmpty();
        assertThat(kept.find(AT, version(7, 8))).isEmpty();
    }

    @Test
    void findWhenAnotherRequestHasMadeThemOfNowThenTheseToOneOfBefore() {
        PersonClaims made = claims(true);
        kept.keep(AT, version(8, 8), made);

        assertThat(kept.find(AT, version(7, 8))).containsSame(made);
    }

    @Test
    void keepWhenNotReusableThenNot() {
        kept.keep(AT, version(7, 7), claims(false));

        assertThat(kept.find(AT, version(7, 7))).isEmpty();
    }

    @Test
    void findWhenForAnotherServerScopeOrIssuerThenNothing() {
        kept.keep(AT, version(7, 7), claims(true));

        assertThat(kept.find(at("other"), version(7, 7))).isEmpty();
        assertThat(kept.find(new KeptClaims.At("client", Set.of("orders"), "issuer"), version(7, 7)))
                .isEmpty();
        assertThat(kept.find(new KeptClaims.At("client", Set.of(), "another"), version(7, 7)))
                .isEmpty();
    }

    @Test
    void keepWhenFullThenRoomIsMadeOfWhatIsOldAndOfNothingElse() {
        for (int i = 0; i < KeptClaims.MOST; i++) {
            kept.keep(at("client " + i), version(7, 7), claims(true));
        }

        kept.keep(at("one more"), version(7, 7), claims(true));
        assertThat(kept.find(at("one more"), version(7, 7))).isEmpty();
        assertThat(kept.find(at("client 0"), version(7, 7))).isPresent();

        kept.keep(at("one more"), version(8, 8), claims(true));
        assertThat(kept.find(at("one more"), version(8, 8))).isPresent();
        assertThat(kept.find(at("client 0"), version(7, 7))).isEmpty();
    }

    private static KeptClaims.At at(String client) {
        return new KeptClaims.At(client, Set.of(), "issuer");
    }

    private static KeptClaims.Version version(long begun, long now) {
        return new KeptClaims.Version(begun, now);
    }

    private static PersonClaims claims(boolean isReusable) {
        return new PersonClaims(JsonNodeFactory.instance.objectNode(), "", isReusable);
    }
}
