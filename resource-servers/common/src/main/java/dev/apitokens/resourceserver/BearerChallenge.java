package dev.apitokens.resourceserver;

/** The values of the {@code WWW-Authenticate} header that RFC 6750 has for a refusal. */
public final class BearerChallenge {

    /** There was no token. RFC 6750, 3.1: then no error code either. */
    public static final String TOKEN_NEEDED = "Bearer";

    /** Malformed, unknown, expired, revoked or meant for somebody else: one answer, so that nobody learns which. */
    public static final String INVALID_TOKEN =
            "Bearer error=\"invalid_token\", error_description=\"The token is malformed, unknown, expired or revoked\"";

    /** The token is good, but its person may not do this. */
    public static final String INSUFFICIENT_SCOPE =
            "Bearer error=\"insufficient_scope\", error_description=\"The token's owner lacks the permission\"";

    private BearerChallenge() {}
}
