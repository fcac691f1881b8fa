package dev.apitokens.keycloak.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.fixtures.TestRealm;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.keycloak.events.EventType;

class RefusedChangeTest {

    private final TestRealm realm = new TestRealm();

    private String recorded(Supplier<String> change) {
        return new RefusedChange(realm.session(), EventType.UPDATE_CREDENTIAL, ApiTokenEvents.Actor.NONE)
                .recorded("alice-id", null, change);
    }

    /** The second transaction is that of the event. */
    @Test
    void recordedWhenRefusedThenUndoneAndToldAfterwards() {
        ApiTokenErrorException refusal = ApiTokenErrorException.of(ApiTokenError.NAME_IN_USE, "there is one");

        assertThatThrownBy(() -> recorded(() -> {
                    throw refusal;
                }))
                .isSameAs(refusal);

        assertThat(realm.ended()).containsExactly("rollback", "commit");
    }

    @Test
    void recordedWhenNotRefusedThenNothingIsEnded() {
        assertThat(recorded(() -> "made")).isEqualTo("made");

        assertThat(realm.ended()).isEmpty();
    }
}
