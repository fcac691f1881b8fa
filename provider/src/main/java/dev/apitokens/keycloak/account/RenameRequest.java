package dev.apitokens.keycloak.account;

import org.jspecify.annotations.Nullable;

/** The body of {@code PUT /{id}}. */
record RenameRequest(@Nullable String name) {}
