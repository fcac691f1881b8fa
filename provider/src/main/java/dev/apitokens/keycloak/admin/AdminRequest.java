package dev.apitokens.keycloak.admin;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.UsedFrom;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.RequestGate;
import dev.apitokens.keycloak.verification.Standing;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** What the resources of the admin REST work with during one request. */
final class AdminRequest {

    /** The path of the interface below that of the realm, as admin events name it. */
    static final String PATH = "api-tokens";

    private static final String TOKEN = "API_TOKEN";

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminAccess access;
    private final AdminEventBuilder event;
    private final Clock clock;

    AdminRequest(KeycloakSession session, RealmModel realm, AdminAccess access, AdminEventBuilder event, Clock clock) {
        this.session = session;
        this.realm = realm;
        this.access = access;
        this.event = event;
        this.clock = clock;
        RequestGate.pass(session);
    }

    KeycloakSession session() {
        return session;
    }

    RealmModel realm() {
        return realm;
    }

    AdminAccess access() {
        return access;
    }

    AdminEventBuilder event() {
        return event;
    }

    /** An admin event about a token, to be stored by that session. */
    AdminEventBuilder event(KeycloakSession own) {
        return event.clone(own).resource(TOKEN);
    }

    Clock clock() {
        return clock;
    }

    Instant now() {
        return clock.instant();
    }

    Standing standing() {
        return Standing.of(session, now());
    }

    ApiTokenProvider store() {
        return session.getProvider(ApiTokenProvider.class);
    }

    AdminRevocation revocation() {
        return new AdminRevocation(session, realm.getId(), access.actor(), event.resource(TOKEN));
    }

    /** A token with what the admin may do with it. */
    Response answer(ApiToken token) {
        UserModel owner = access.owner(token);
        AdminApiTokenRepresentation told = AdminApiTokenRepresentation.of(token, owner, standing(), access.told(owner));
        return Answer.noStore(Response.ok(told.with(told.token().with(origins(List.of(token))))));
    }

    /** Where the tokens were used from, by their ids. */
    Map<String, List<UsedFrom>> origins(List<ApiToken> tokens) {
        return store().housekeeping().origins().of(tokens);
    }

    static ApiTokenErrorException notFound() {
        return ApiTokenErrorException.of(ApiTokenError.NOT_FOUND, "There is no such API token in this realm");
    }
}
