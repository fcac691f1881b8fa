package dev.apitokens.keycloak.model;

/** How giving out a secret ended, for a new token or for one that there is. */
public sealed interface IssueOutcome {

    /** It is stored. */
    record Issued(ApiToken token) implements IssueOutcome {}

    /** There is another active token of that name, ignoring case. */
    record NameInUse() implements IssueOutcome {}

    /** The owner holds as many active tokens as allowed. */
    record TooMany() implements IssueOutcome {}

    /** There is no such token, or it was revoked. */
    record NotFound() implements IssueOutcome {}
}
