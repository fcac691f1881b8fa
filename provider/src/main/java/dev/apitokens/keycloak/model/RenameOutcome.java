package dev.apitokens.keycloak.model;

/** How renaming a token ended. */
public sealed interface RenameOutcome {

    /** It has the new name. */
    record Renamed(ApiToken token) implements RenameOutcome {}

    /** The person has another active token of that name, ignoring case. */
    record NameInUse() implements RenameOutcome {}

    /** The person has no such token. */
    record NotFound() implements RenameOutcome {}
}
