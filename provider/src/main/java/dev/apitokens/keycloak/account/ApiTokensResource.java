package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.introspection.ApiTokenIntrospectionEndpoint;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.model.ResourceServers;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.ApiTokenRepresentation;
import dev.apitokens.keycloak.rest.JsonBody;
import dev.apitokens.keycloak.rest.RequestText;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.cors.Cors;
import org.keycloak.services.util.ResolveRelative;

/** {@code /realms/{realm}/api-tokens}: what people do with their own API tokens. See {@code docs/api.md}. */
@Produces(MediaType.APPLICATION_JSON)
public class ApiTokensResource {

    /** How many tokens a report of leaked ones may name. */
    private static final int MOST_REPORTED = 100;

    private final KeycloakSession session;
    private final Clock clock;
    private final LeakReports leakReports;

    ApiTokensResource(KeycloakSession session, Clock clock, LeakReports leakReports) {
        this.session = session;
        this.clock = clock;
        this.leakReports = leakReports;
        RequestText.requireStorable(session.getContext().getUri());
    }

    /** CORS preflight: it carries no credentials, so that it cannot be refused by client. */
    @OPTIONS
    @Path("{any:.*}")
    public Response preflight() {
        return Cors.builder()
                .auth()
                .allowedMethods("GET", "POST", "PUT", "DELETE", "OPTIONS")
                .preflight()
                .add(Response.ok());
    }

    /** The caller's tokens, newest first. */
    @GET
    @Path("")
    public Response list() {
        Caller caller = Caller.authenticate(session);
        Instant now = clock.instant();
        ResourceServers servers = ResourceServers.of(session);
        List<ApiTokenRepresentation> tokens = store().list(caller.owner()).stream()
                .map(token -> ApiTokenRepresentation.of(token, servers, now))
                .toList();
        return Answer.noStore(Response.ok(tokens));
    }

    /** Makes a token. */
    @POST
    @Path("")
    public Response create(InputStream body) {
        Caller caller = Caller.authenticate(session);
        IssuedToken issued = caller.recorded(
                session,
                null,
                () -> run(caller, new CreateToken(caller, JsonBody.read(session, body, CreateRequest.class), clock)));
        return Answer.noStore(Response.created(session.getContext()
                        .getUri()
                        .getBaseUriBuilder()
                        .path("realms/{realm}/api-tokens/{id}")
                        .build(realm().getName(), issued.token().id()))
                .entity(representation(issued)));
    }

    /** The limits that apply, and the resource servers. */
    @GET
    @Path("settings")
    public Response settings() {
        Caller caller = Caller.authenticate(session);
        ConsentTexts texts = new ConsentTexts(session, caller.user());
        List<SettingsRepresentation.Resource> resourceServers = ResourceServer.all(session)
                .map(server -> SettingsRepresentation.resource(
                        server,
                        ResolveRelative.resolveRelativeUri(
                                session,
                                server.client().getRootUrl(),
                                server.client().getBaseUrl()),
                        server.scopes().stream()
                                .map(scope -> new SettingsRepresentation.Scope(scope.getName(), texts.of(scope)))
                                .toList()))
                .toList();
        return Answer.noStore(Response.ok(SettingsRepresentation.of(RealmSettings.of(realm()), resourceServers)));
    }

    /** RFC 7662 for API tokens only. */
    @POST
    @Path("introspect")
    public Response introspect() {
        EventBuilder event =
                new EventBuilder(realm(), session, session.getContext().getConnection());
        return ApiTokenIntrospectionEndpoint.introspect(session, event);
    }

    /** The API token that the caller holds, by itself. */
    @Path("self")
    public HeldTokenResource self() {
        return new HeldTokenResource(session, clock);
    }

    /**
     * Revokes tokens that somebody found where they should not be. Whoever has a token may, and learns nothing about it:
     * the work is done after the answer.
     */
    @POST
    @Path("revoke")
    public Response report(InputStream body) {
        Caller.requireTls(session);
        List<@Nullable String> tokens =
                JsonBody.read(session, body, ReportRequest.class).tokens();
        if (tokens == null || tokens.isEmpty() || tokens.contains(null) || tokens.size() > MOST_REPORTED) {
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.BAD_REQUEST, "tokens must be a list of 1 to " + MOST_REPORTED + " texts");
        }
        Set<String> hashes = tokens.stream()
                .map(ApiTokenSecret::parse)
                .flatMap(Optional::stream)
                .map(ApiTokenSecret::hash)
                .collect(Collectors.toSet());
        if (!leakReports.take(realm().getId(), hashes)) {
            throw ApiTokenErrorException.of(
                    ApiTokenError.TEMPORARILY_UNAVAILABLE, "Too many reports wait, try again later");
        }
        // Keycloak takes an answer without a body and a type for a mistake.
        return Answer.noStore(Response.accepted(Map.of()));
    }

    /** One token. */
    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        Caller caller = Caller.authenticate(session);
        return answer(store().find(caller.owner(), id).orElseThrow(AccountErrors::notFound));
    }

    /** Renames a token, or narrows its access. */
    @PUT
    @Path("{id}")
    public Response change(@PathParam("id") String id, InputStream body) {
        Caller caller = Caller.authenticate(session);
        return answer(caller.recorded(
                session,
                id,
                () -> run(caller, new ChangeToken(id, JsonBody.read(session, body, ChangeRequest.class), clock))));
    }

    /** Gives a token another secret. */
    @POST
    @Path("{id}/rotate")
    public Response rotate(@PathParam("id") String id, InputStream body) {
        Caller caller = Caller.authenticate(session);
        IssuedToken issued = caller.recorded(
                session,
                id,
                () -> run(
                        caller, new RotateToken(caller, id, JsonBody.read(session, body, RotateRequest.class), clock)));
        return Answer.noStore(Response.ok(representation(issued)));
    }

    /** Revokes a token; the transaction is committed, and so every node refuses it, before the answer goes out. */
    @DELETE
    @Path("{id}")
    public Response revoke(@PathParam("id") String id) {
        Caller caller = Caller.authenticate(session);
        caller.recorded(session, id, () -> run(caller, new RevokeToken(id, RevocationCause.REVOKED_BY_USER, clock)));
        return Answer.noStore(Response.noContent());
    }

    private <T> T run(Caller caller, OwnerTransaction.Change<T> change) {
        return new OwnerTransaction(session.getKeycloakSessionFactory()).run(caller.owner(), caller.actor(), work -> {
            caller.requireStillIn(work);
            return change.make(work);
        });
    }

    private Response answer(ApiToken token) {
        return Answer.noStore(
                Response.ok(ApiTokenRepresentation.of(token, ResourceServers.of(session), clock.instant())));
    }

    private ApiTokenRepresentation representation(IssuedToken issued) {
        return ApiTokenRepresentation.created(
                issued.token(), ResourceServers.of(session), clock.instant(), issued.secret());
    }

    private ApiTokenProvider store() {
        return session.getProvider(ApiTokenProvider.class);
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }
}
