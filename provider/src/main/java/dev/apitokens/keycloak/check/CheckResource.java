package dev.apitokens.keycloak.check;

import dev.apitokens.keycloak.audit.ApiTokenEventDetails;
import dev.apitokens.keycloak.exchange.ExchangedTokenIssuer;
import dev.apitokens.keycloak.introspection.ApiTokenIntrospection;
import dev.apitokens.keycloak.introspection.ApiTokenIntrospection.Introspected;
import dev.apitokens.keycloak.introspection.SessionIntrospection;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.rest.RequestGate;
import dev.apitokens.keycloak.verification.TransientClientSession;
import dev.apitokens.keycloak.verification.Verdict;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;

/**
 * {@code /realms/{realm}/api-tokens/check}: whether the token in a request's {@code Authorization} is good for a resource server, in
 * the form that reverse proxies ask ("forward auth"): by the status, and who it is by headers. Its verdict, claims, lease, event and
 * last use are introspection's. There is no client to authenticate, for a proxy has none; so the resource server allows it by a client
 * attribute, and the answer tells the holder of a token about that token only.
 */
@Produces(MediaType.APPLICATION_JSON)
public class CheckResource {

    private final KeycloakSession session;

    public CheckResource(KeycloakSession session) {
        this.session = session;
    }

    /** The same by each method: a proxy may ask by its own, or by that of the request. */
    @GET
    public Response get() {
        return check();
    }

    /** As {@link #get}. */
    @POST
    public Response post() {
        return check();
    }

    /** As {@link #get}. */
    @PUT
    public Response put() {
        return check();
    }

    /** As {@link #get}. */
    @PATCH
    public Response patch() {
        return check();
    }

    /** As {@link #get}. */
    @DELETE
    public Response delete() {
        return check();
    }

    /** As {@link #get}: no preflight, for no browser calls this. */
    @OPTIONS
    public Response options() {
        return check();
    }

    private Response check() {
        RequestGate.requireTls(session);
        CheckRequest request = CheckRequest.of(session.getContext().getUri().getQueryParameters());
        EventBuilder event = new EventBuilder(
                        session.getContext().getRealm(),
                        session,
                        session.getContext().getConnection())
                .event(EventType.INTROSPECT_TOKEN)
                .detail(Details.TOKEN_TYPE, ApiTokenEventDetails.API_TOKEN);
        ApiTokenIntrospection introspection = SessionIntrospection.of(session, event);
        return introspection.guard(() -> {
            @Nullable ClientModel client = session.getContext().getRealm().getClientByClientId(request.resource());
            Optional<Credentials> credentials = Credentials.of(Objects.requireNonNullElse(
                    session.getContext().getHttpRequest().getHttpHeaders().getRequestHeader(HttpHeaders.AUTHORIZATION),
                    List.of()));
            CheckAnswer answer = new CheckAnswer(session.getContext().getRealm(), request);
            if (client != null) {
                event.client(client);
            }
            Optional<ResourceServer> server = ResourceServer.of(client);
            if (server.isEmpty() || !server.get().isChecked()) {
                introspection.failed(Errors.NOT_ALLOWED, why(client, server));
                return answer.notAllowed();
            }
            session.getContext().setClient(server.get().client());
            return credentials
                    .map(given -> answer(given, server.get(), request, introspection, event, answer))
                    .orElseGet(answer::noToken);
        });
    }

    private static String why(@Nullable ClientModel client, Optional<ResourceServer> server) {
        if (client == null) {
            return "unknown_resource";
        }
        return server.isEmpty() ? "not_a_resource_server" : "check_not_allowed";
    }

    private Response answer(
            Credentials credentials,
            ResourceServer server,
            CheckRequest request,
            ApiTokenIntrospection introspection,
            EventBuilder event,
            CheckAnswer answer) {
        Introspected introspected = introspection.introspect(credentials.token(), server, request.origin());
        if (introspected instanceof Introspected.Inactive inactive) {
            introspection.failed(inactive.verdict());
            return answer.invalidToken();
        }
        Introspected.Active active = (Introspected.Active) introspected;
        Verdict.Active verdict = active.verdict();
        if (!credentials.isOf(verdict.user().getUsername())) {
            introspection.refused(verdict, Errors.INVALID_TOKEN, "other_username");
            return answer.invalidToken();
        }
        Identity identity = new Identity(active.claims(), server.client().getClientId(), verdict.token());
        Set<String> missing = missing(request.scopes(), identity.scopes());
        if (!missing.isEmpty()) {
            introspection.refused(verdict, Errors.ACCESS_DENIED, "insufficient_scope");
            return answer.insufficientScope(missing);
        }
        missing = missing(request.roles(), identity.roles());
        if (!missing.isEmpty()) {
            introspection.refused(verdict, Errors.ACCESS_DENIED, "insufficient_role");
            return answer.roleRequired(missing);
        }
        Map<String, String> headers = new LinkedHashMap<>(identity.headers());
        if (request.isJwtWanted()) {
            ExchangedTokenIssuer issuer = new ExchangedTokenIssuer(session, event, server.client());
            if (issuer.isLockedOut(verdict.user())) {
                introspection.refused(verdict, Errors.USER_TEMPORARILY_DISABLED, "user_locked_out");
                return answer.invalidToken();
            }
            headers.put(
                    "X-Auth-Token",
                    issuer.issue(verdict, new TransientClientSession(session).optionalScopes(verdict))
                            .getToken());
        }
        introspection.succeeded(verdict);
        return answer.allowed(headers, active.leaseSeconds());
    }

    private static Set<String> missing(Set<String> wanted, Set<String> given) {
        Set<String> missing = new LinkedHashSet<>(wanted);
        missing.removeAll(given);
        return missing;
    }
}
