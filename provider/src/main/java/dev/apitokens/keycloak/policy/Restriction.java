package dev.apitokens.keycloak.policy;

import java.util.Collection;
import java.util.Set;

/**
 * What one kind of a token's access (its scopes, or its resource servers) is restricted to. That an empty list means
 * everything is decided in {@link #toAnyOf} and nowhere else; in code, having nothing and having everything are two types.
 */
public sealed interface Restriction {

    /** Everything, what is offered later included. */
    record None() implements Restriction {

        @Override
        public boolean permits(String name) {
            return true;
        }

        @Override
        public boolean covers(Restriction other) {
            return true;
        }

        // No default methods of the interface: two threads that load both would wait for each other.
        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public Set<String> removed() {
            return Set.of();
        }
    }

    /**
     * These and nothing else, which may be nothing at all.
     *
     * @param names what is permitted
     * @param removed names of what was permitted and was removed from the realm; something new of the same name is not
     */
    record To(Set<String> names, Set<String> removed) implements Restriction {

        public To {
            names = Set.copyOf(names);
            removed = Set.copyOf(removed);
        }

        @Override
        public boolean permits(String name) {
            return names.contains(name);
        }

        @Override
        public boolean covers(Restriction other) {
            return other instanceof To to && names.containsAll(to.names());
        }
    }

    /** No restriction. */
    static Restriction none() {
        return new None();
    }

    /**
     * The restriction that a list spells, in a request or in the database.
     *
     * @param names what is permitted; empty: everything
     */
    static Restriction toAnyOf(Collection<String> names) {
        return toAnyOf(names, Set.of());
    }

    /**
     * The restriction that a list spells.
     *
     * @param names what is permitted
     * @param removed what was permitted and was removed; when both are empty: everything
     */
    static Restriction toAnyOf(Collection<String> names, Collection<String> removed) {
        return names.isEmpty() && removed.isEmpty() ? none() : new To(Set.copyOf(names), Set.copyOf(removed));
    }

    /** Whether this name is permitted. */
    boolean permits(String name);

    /** Whether everything that the other one permits is permitted already. */
    boolean covers(Restriction other);

    /** The names as lists show them; none also where there is no restriction. */
    Set<String> names();

    /** The names of what was removed. */
    Set<String> removed();
}
