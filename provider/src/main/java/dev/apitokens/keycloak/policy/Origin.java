package dev.apitokens.keycloak.policy;

import dev.apitokens.keycloak.token.ApiTokenSecret;
import java.net.InetAddress;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a token is used from, as far as anybody says.
 *
 * @param address of the resource server's caller, or null: unknown
 * @param userAgent what that calls itself (RFC 9110, section 10.1.5), cut short; null: unknown
 */
public record Origin(
        @Nullable InetAddress address, @Nullable String userAgent) {

    /** The most characters of a user agent that are kept. */
    public static final int MAX_USER_AGENT = 255;

    /** Nobody says. */
    public static final Origin UNKNOWN = new Origin(null, null);

    private static final Pattern UNPRINTABLE = Pattern.compile("[^\\x20-\\x7E]");

    /** What the texts say; what is no address says nothing. */
    public static Origin of(@Nullable String address, @Nullable String userAgent) {
        return new Origin(
                address == null ? null : Network.address(address.strip()).orElse(null),
                // It is stored, and a secret may not be.
                userAgent == null || userAgent.isBlank() || ApiTokenSecret.isIn(userAgent)
                        ? null
                        : shortened(userAgent.strip()));
    }

    private static String shortened(String userAgent) {
        String printable = UNPRINTABLE.matcher(userAgent).replaceAll("?");
        return printable.substring(0, Math.min(printable.length(), MAX_USER_AGENT));
    }
}
