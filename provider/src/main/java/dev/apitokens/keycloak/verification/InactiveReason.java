package dev.apitokens.keycloak.verification;

import java.util.Locale;

/** Why a token is inactive. It goes into the event and never into the answer (RFC 7662, section 2.2). */
public enum InactiveReason {
    MALFORMED,
    UNKNOWN,
    OTHER_REALM,
    REVOKED,
    EXPIRED,
    /** The secret was replaced, and its grace is over. */
    ROTATED,
    LIFETIME_EXCEEDED,
    /** It is limited to nothing, and the realm or the resource server takes none that is. */
    NOT_LIMITED,
    /** It is bound to addresses, and used from elsewhere or nobody says where from; or it would have to be bound, and is not. */
    ADDRESS_NOT_ALLOWED,
    USER_NOT_FOUND,
    USER_DISABLED,
    /** It is a machine's, and its client is disabled, or has no service account any more. */
    CLIENT_DISABLED,
    ROLE_MISSING,
    NOT_BEFORE,
    /** API tokens are, or the realm is. */
    SWITCHED_OFF,
    NOT_A_RESOURCE_SERVER,
    OTHER_RESOURCE_SERVER,
    /** What was sent to the endpoint for API tokens is something else. */
    NOT_AN_API_TOKEN;

    /** How events spell it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
