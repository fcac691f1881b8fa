package dev.apitokens.keycloak.model;

/** How storing a new token ended. */
public sealed interface CreateOutcome {

    /** It is stored. */
    record Created(ApiToken token) implements CreateOutcome {}

    /** The person has an active token of that name, ignoring case. */
    record NameInUse() implements CreateOutcome {}

    /** The person holds as many active tokens as allowed. */
    record TooMany() implements CreateOutcome {}
}
