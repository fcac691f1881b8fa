package dev.apitokens.keycloak.policy;

import java.util.Locale;

/** The closed list of error codes, as {@code docs/api.md} has it. */
public enum ApiTokenError {
    /** No name, too long a name, or one with characters that names may not have. */
    INVALID_NAME,
    /** The person has an active token of that name. */
    NAME_IN_USE,
    /** No instant, or one that is not in the future. */
    INVALID_EXPIRATION,
    /** The realm wants every token to expire. */
    EXPIRATION_REQUIRED,
    /** Further ahead than the realm allows. */
    EXPIRATION_TOO_FAR,
    /** No optional client scope of a resource server that the token may be used at. */
    UNKNOWN_SCOPE,
    /** No resource server of the realm. */
    UNKNOWN_RESOURCE,
    /** The person holds as many active tokens as the realm allows. */
    TOO_MANY_TOKENS,
    /** A role is missing. */
    ROLE_REQUIRED,
    /** The login is too long ago. */
    REAUTHENTICATION_REQUIRED,
    /** The client that asks may not manage API tokens. */
    CLIENT_NOT_ALLOWED,
    /** Somebody else acts as the person. */
    IMPERSONATION_NOT_ALLOWED,
    /** The person has no such token. */
    NOT_FOUND,
    /** Not the request that the interface defines. */
    INVALID_REQUEST,
    /** The database or a user store is out of reach. */
    TEMPORARILY_UNAVAILABLE;

    /** The code as it goes over the wire. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
