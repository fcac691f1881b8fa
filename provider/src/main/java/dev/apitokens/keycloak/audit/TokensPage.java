package dev.apitokens.keycloak.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

/** The page of the account console on which people see their tokens. */
final class TokensPage {

    private TokensPage() {}

    /**
     * Its address, or null when nobody knows it: outside of a request only a configured host name tells.
     *
     * @param isHostProved whether whoever made the request showed an access token of this realm, whose issuer is the
     *     address of the request; of nobody else's request the {@code Host} goes into a mail to somebody
     */
    static @Nullable String address(KeycloakSession session, RealmModel realm, boolean isHostProved) {
        if (!isHostProved && !isHostConfigured(realm)) {
            return null;
        }
        String base;
        try {
            base = session.getContext().getUri().getBaseUri().toString();
        } catch (RuntimeException e) {
            // The container's own exception for "no request is active", whose type is not ours to compile against; a
            // mail goes out without a link whatever the reason is.
            return null;
        }
        return base
                + (base.endsWith("/") ? "" : "/")
                + "realms/"
                + URLEncoder.encode(realm.getName(), UTF_8).replace("+", "%20")
                + "/account/api-tokens";
    }

    private static boolean isHostConfigured(RealmModel realm) {
        return isSet(realm.getAttribute("frontendUrl"))
                || isSet(Config.scope("hostname", "v2").get("hostname"));
    }

    private static boolean isSet(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
