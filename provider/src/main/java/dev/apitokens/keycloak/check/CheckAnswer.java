package dev.apitokens.keycloak.check;

import dev.apitokens.keycloak.rest.Answer;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Collection;
import java.util.Map;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.idm.OAuth2ErrorRepresentation;
import org.keycloak.util.JsonSerialization;

/** How a proxy is answered: by the status, with the challenges of RFC 6750, section 3, and of RFC 7617. */
final class CheckAnswer {

    private final String realm;
    private final boolean isBasicOffered;

    CheckAnswer(RealmModel realm, CheckRequest request) {
        this.realm = quoted(realm.getName());
        this.isBasicOffered = request.isBasicOffered();
    }

    /** The token is good for all that was asked. */
    Response allowed(Map<String, String> headers, int leaseSeconds) {
        Response.ResponseBuilder response = Response.ok(JsonSerialization.createObjectNode()
                        .put("active", true)
                        .put(Answer.LEASE_SECONDS, leaseSeconds)
                        .toString())
                .type(MediaType.APPLICATION_JSON_TYPE);
        headers.forEach(response::header);
        return leaseSeconds == 0
                ? Answer.noStore(response)
                : response.header(HttpHeaders.CACHE_CONTROL, Answer.cacheControl(leaseSeconds))
                        .build();
    }

    /** Nothing that could be a token came. */
    Response noToken() {
        return unauthorized("", "An API token is required");
    }

    /** What came is no active token, or not that person's. */
    Response invalidToken() {
        return unauthorized(", error=\"invalid_token\"", "The token is not active");
    }

    private Response unauthorized(String more, String description) {
        Response.ResponseBuilder response = Response.status(Response.Status.UNAUTHORIZED)
                .entity(new OAuth2ErrorRepresentation("invalid_token", description));
        // Before the other: there are proxies that pass on the first one only.
        if (isBasicOffered) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Basic realm=\"" + realm + "\", charset=\"UTF-8\"");
        }
        return finished(response.header(HttpHeaders.WWW_AUTHENTICATE, bearer(more)));
    }

    Response insufficientScope(Collection<String> missing) {
        String names = String.join(" ", missing);
        return forbidden(
                "insufficient_scope",
                "The token lacks these scopes: " + names,
                ", error=\"insufficient_scope\", scope=\"" + quoted(names) + "\"");
    }

    Response roleRequired(Collection<String> missing) {
        return forbidden(
                "role_required",
                "The person lacks these roles: " + String.join(" ", missing),
                ", error=\"insufficient_scope\"");
    }

    /** Whether there is no such client, or it is no resource server, or allows no check: it is one answer. */
    Response notAllowed() {
        return finished(Response.status(Response.Status.FORBIDDEN)
                .entity(new OAuth2ErrorRepresentation(
                        "client_not_allowed", "No resource server of that name allows a check")));
    }

    private Response forbidden(String code, String description, String more) {
        return finished(Response.status(Response.Status.FORBIDDEN)
                .entity(new OAuth2ErrorRepresentation(code, description))
                .header(HttpHeaders.WWW_AUTHENTICATE, bearer(more)));
    }

    private String bearer(String more) {
        return "Bearer realm=\"" + realm + "\"" + more;
    }

    private static String quoted(String text) {
        return HeaderText.of(text).replace("\"", "%22").replace("\\", "%5C");
    }

    private static Response finished(Response.ResponseBuilder response) {
        return Answer.noStore(response.type(MediaType.APPLICATION_JSON_TYPE));
    }
}
