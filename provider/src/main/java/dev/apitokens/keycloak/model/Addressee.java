package dev.apitokens.keycloak.model;

import org.jspecify.annotations.Nullable;

/**
 * Who is told of a token.
 *
 * @param owner whose it is
 * @param contact who is told instead, or null: the owner
 */
public record Addressee(Owner owner, @Nullable Contact contact) {}
