package dev.apitokens.keycloak.model;

import java.util.Locale;

/** Why a token was revoked: what its row, the events and the metrics say. */
public enum RevocationCause {
    /** Its owner did. */
    REVOKED_BY_USER,
    /** Whoever held it did, with the token itself. */
    REVOKED_BY_HOLDER,
    /** Somebody found it where it should not be. */
    REPORTED_LEAKED,
    /** An admin did. */
    REVOKED_BY_ADMIN,
    /** It was not used for as long as the realm allows. */
    UNUSED,
    /** Its owner has a new password, in a realm that wants it so. */
    PASSWORD_CHANGED,
    /** A secret was used that a rotation had ended, in a realm that wants it so. */
    SECRET_REUSED,
    /** The last resource server that it was limited to is gone. */
    RESOURCE_SERVER_REMOVED;

    /** The word for it. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
