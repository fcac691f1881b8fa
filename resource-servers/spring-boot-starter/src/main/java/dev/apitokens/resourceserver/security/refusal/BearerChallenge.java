package dev.apitokens.resourceserver.security.refusal;

import java.util.Collection;

/** The values of the {@code WWW-Authenticate} header that RFC 6750 has for a refusal. */
public final class BearerChallenge {

    /** There was no token. RFC 6750, 3.1: then no error code either. */
    public static final String TOKEN_NEEDED = "Bearer";

    /** The request brought more than one token. */
    public static final String INVALID_REQUEST =
            "Bearer error=\"invalid_request\", error_description=\"There is more than one token in the request\"";

    /** Malformed, unknown, expired, revoked or meant for somebody else: one answer, so that nobody learns which. */
    public static final String INVALID_TOKEN =
            "Bearer error=\"invalid_token\", error_description=\"The token is malformed, unknown, expired or revoked\"";

    /** The token is good, but its person may not do this: no other token of theirs would help. */
    public static final String INSUFFICIENT_SCOPE =
            "Bearer error=\"insufficient_scope\", error_description=\"The token's owner lacks the permission\"";

    private BearerChallenge() {}

    /**
     * The token is good, but not for this.
     *
     * @param scopes all scopes that the operation needs; empty if no scope would help
     * @return the challenge
     */
    public static String insufficientScope(Collection<String> scopes) {
        return scopes.isEmpty()
                ? INSUFFICIENT_SCOPE
                : "Bearer error=\"insufficient_scope\", scope=\"" + String.join(" ", scopes)
                        + "\", error_description=\"The token lacks a scope\"";
    }
}
