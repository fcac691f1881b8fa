package dev.apitokens.resourceserver.security.authorizationserver;

/**
 * An access token for another server, made for the caller of this one.
 *
 * @param value what goes into the {@code Authorization} header of a call to that server
 */
public record ExchangedToken(String value) {

    /** Leaves the secret out. */
    @Override
    public String toString() {
        return "ExchangedToken[***]";
    }
}
