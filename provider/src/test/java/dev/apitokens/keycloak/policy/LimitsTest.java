package dev.apitokens.keycloak.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Limits NONE = new Limits(Set.of());
    private static final Limits TWO = new Limits(Set.of("a", "b"));

    @Test
    void coversWhenNotLimitedThenAnything() {
        assertThat(NONE.covers(Set.of("a"))).isTrue();
        assertThat(NONE.covers(Set.of())).isTrue();
    }

    @Test
    void coversWhenLimitedThenTheSameOrLess() {
        assertThat(TWO.covers(Set.of("a", "b"))).isTrue();
        assertThat(TWO.covers(Set.of("b"))).isTrue();
    }

    @Test
    void coversWhenLimitedThenNeitherMoreNorNoLimit() {
        assertThat(TWO.covers(Set.of("a", "c"))).isFalse();
        assertThat(TWO.covers(Set.of("c"))).isFalse();
        assertThat(TWO.covers(Set.of())).isFalse();
    }
}
