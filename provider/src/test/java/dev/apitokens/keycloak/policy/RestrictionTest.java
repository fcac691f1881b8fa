package dev.apitokens.keycloak.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class RestrictionTest {

    private static final Restriction TWO = Restriction.toAnyOf(Set.of("a", "b"));
    private static final Restriction NOTHING_LEFT = Restriction.toAnyOf(Set.of(), Set.of("a"));

    @Test
    void toAnyOfWhenEmptyThenNoRestriction() {
        assertThat(Restriction.toAnyOf(Set.of())).isEqualTo(Restriction.none());
        assertThat(Restriction.toAnyOf(Set.of(), Set.of())).isEqualTo(Restriction.none());
    }

    @Test
    void toAnyOfWhenAllIsRemovedThenNothingIsPermitted() {
        assertThat(NOTHING_LEFT).isNotEqualTo(Restriction.none());
        assertThat(NOTHING_LEFT.permits("a")).isFalse();
        assertThat(NOTHING_LEFT.permits("b")).isFalse();
    }

    @Test
    void permitsWhenNoneThenAnything() {
        assertThat(Restriction.none().permits("a")).isTrue();
        assertThat(Restriction.none().names()).isEmpty();
        assertThat(Restriction.none().removed()).isEmpty();
    }

    @Test
    void permitsWhenRestrictedThenOnlyThose() {
        assertThat(TWO.permits("a")).isTrue();
        assertThat(TWO.permits("c")).isFalse();
    }

    @Test
    void coversWhenNoneThenAnything() {
        assertThat(Restriction.none().covers(TWO)).isTrue();
        assertThat(Restriction.none().covers(Restriction.none())).isTrue();
    }

    @Test
    void coversWhenRestrictedThenTheSameOrLess() {
        assertThat(TWO.covers(TWO)).isTrue();
        assertThat(TWO.covers(Restriction.toAnyOf(Set.of("b")))).isTrue();
        assertThat(TWO.covers(NOTHING_LEFT)).isTrue();
    }

    @Test
    void coversWhenRestrictedThenNeitherMoreNorEverything() {
        assertThat(TWO.covers(Restriction.toAnyOf(Set.of("a", "c")))).isFalse();
        assertThat(TWO.covers(Restriction.toAnyOf(Set.of("c")))).isFalse();
        assertThat(TWO.covers(Restriction.none())).isFalse();
        assertThat(NOTHING_LEFT.covers(Restriction.toAnyOf(Set.of("a")))).isFalse();
    }
}
