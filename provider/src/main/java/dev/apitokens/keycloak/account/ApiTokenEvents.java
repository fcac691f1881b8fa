package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.model.ApiToken;
import java.util.regex.Pattern;
import org.keycloak.events.Details;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;

/** The user events of what people do with their tokens. They never hold a secret. */
record ApiTokenEvents(KeycloakSession session, Caller caller) {

    private static final String CREDENTIAL_TYPE = "api-token";
    private static final Pattern BEYOND_FIRST_PLANE = Pattern.compile("[^\\x{0}-\\x{FFFF}]");

    /** A token was made, or has a new name. */
    void updated(ApiToken token) {
        record(EventType.UPDATE_CREDENTIAL, token);
    }

    void revoked(ApiToken token) {
        record(EventType.REMOVE_CREDENTIAL, token);
    }

    private void record(EventType type, ApiToken token) {
        new EventBuilder(
                        session.getContext().getRealm(),
                        session,
                        session.getContext().getConnection())
                .event(type)
                .user(caller.user().getId())
                .client(caller.client().getClientId())
                .session(caller.userSession().getId())
                .detail(Details.CREDENTIAL_TYPE, CREDENTIAL_TYPE)
                .detail("api_token_id", token.id())
                .detail("api_token_name", storable(token.name()))
                .detail("api_token_hint", token.hint())
                .success();
    }

    // Keycloak's event table can't hold what is beyond Unicode's first plane (an emoji) where its column is MariaDB's
    // or MySQL's utf8mb3, and the whole request would fail. The id tells the token all the same.
    private static String storable(String name) {
        return BEYOND_FIRST_PLANE.matcher(name).replaceAll("\uFFFD");
    }
}
