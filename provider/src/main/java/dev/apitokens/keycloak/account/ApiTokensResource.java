package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.change.ChangeErrors;
import dev.apitokens.keycloak.change.ChangeRequest;
import dev.apitokens.keycloak.change.ChangeToken;
import dev.apitokens.keycloak.change.CreateRequest;
import dev.apitokens.keycloak.change.CreateToken;
import dev.apitokens.keycloak.change.IssuedToken;
import dev.apitokens.keycloak.change.OwnerTransaction;
import dev.apitokens.keycloak.change.OwnerWork;
import dev.apitokens.keycloak.change.RevokeToken;
import dev.apitokens.keycloak.change.RotateRequest;
import dev.apitokens.keycloak.change.RotateToken;
import dev.apitokens.keycloak.check.CheckResource;
import dev.apitokens.keycloak.introspection.ApiTokenIntrospectionEndpoint;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.OwnerQuery;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.model.UsedFrom;
import dev.apitokens.keycloak.rest.Acknowledgement;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.ApiTokenRepresentation;
import dev.apitokens.keycloak.rest.JsonBody;
import dev.apitokens.keycloak.rest.Page;
import dev.apitokens.keycloak.rest.RequestText;
import dev.apitokens.keycloak.verification.Standing;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;

/** {@code /realms/{realm}/api-tokens}: what people do with their own API tokens. See {@code docs/api.md}. */
@Produces(MediaType.APPLICATION_JSON)
public class ApiTokensResource {

    private final KeycloakSession session;
    private final Clock clock;
    private final LeakReports leakReports;

    ApiTokensResource(KeycloakSession session, Clock clock, LeakReports leakReports) {
        this.session = session;
        this.clock = clock;
        this.leakReports = leakReports;
        Entrance.pass(session);
    }

    /** CORS preflight, where no resource below has its own. */
    @OPTIONS
    @Path("{any:.*}")
    public Response preflight() {
        return Preflight.answer();
    }

    /** A page of the caller's tokens, the active ones first. */
    @GET
    @Path("")
    public Response list() {
        return Answer.committed(session, () -> {
            Caller caller = Caller.authenticate(session);
            Standing standing = Standing.of(session, clock.instant());
            MultivaluedMap<String, String> parameters =
                    session.getContext().getUri().getQueryParameters();
            Page page = Page.of(parameters);
            OwnerQuery query =
                    new OwnerQuery(RequestText.status(parameters.getFirst("status")), page.first(), page.max());
            List<ApiToken> found = store().list(caller.owner(), query, standing.now());
            Map<String, List<UsedFrom>> origins = origins(session, found);
            List<ApiTokenRepresentation> tokens = found.stream()
                    .map(token -> ApiTokenRepresentation.of(token, caller.user(), standing)
                            .with(origins))
                    .toList();
            return Answer.noStore(Response.ok(tokens));
        });
    }

    /** Makes a token. */
    @POST
    @Path("")
    public Response create(InputStream body) {
        return Answer.committed(
                session,
                () -> changed(null, caller -> {
                    CreateToken change = new CreateToken(
                            new LoginRight(caller),
                            caller.client().getClientId(),
                            null,
                            JsonBody.read(session, body, CreateRequest.class),
                            clock);
                    return work -> created(change.make(work), work);
                }));
    }

    private Response created(IssuedToken issued, OwnerWork work) {
        URI location = session.getContext()
                .getUri()
                .getAbsolutePathBuilder()
                .path(issued.token().id())
                .build();
        return Answer.noStore(Response.created(location).entity(issued.representation(work, clock.instant())));
    }

    /** The limits that apply, and the resource servers. */
    @GET
    @Path("settings")
    public Response settings() {
        return Answer.committed(session, this::readSettings);
    }

    private Response readSettings() {
        Caller caller = Caller.authenticate(session);
        return Answer.noStore(Response.ok(SettingsRepresentation.of(
                RealmSettings.of(realm(), caller.user()),
                RealmSettings.hasRole(realm(), caller.user()),
                OfferedResources.to(caller.user(), session))));
    }

    /** RFC 7662 for API tokens only. */
    @POST
    @Path(Entrance.INTROSPECT)
    public Response introspect() {
        EventBuilder event =
                new EventBuilder(realm(), session, session.getContext().getConnection());
        return ApiTokenIntrospectionEndpoint.introspect(session, event);
    }

    /** Whether a token is good for what stands behind a reverse proxy. */
    @Path(Entrance.CHECK)
    public CheckResource check() {
        return new CheckResource(session);
    }

    /** The API token that the caller holds, by itself. */
    @Path("self")
    public HeldTokenResource self() {
        Caller.anyOrigin();
        return new HeldTokenResource(session, clock);
    }

    /** Tokens that somebody found where they should not be. */
    @Path("revoke")
    public LeakReportResource report() {
        Caller.anyOrigin();
        return new LeakReportResource(session, leakReports);
    }

    /** One token. */
    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        return Answer.committed(session, () -> {
            Caller caller = Caller.authenticate(session);
            return answer(store().find(caller.owner(), id).orElseThrow(ChangeErrors::notFound), session);
        });
    }

    /** What happened to a token. */
    @Path("{id}/events")
    public TokenEventsResource events(@PathParam("id") String id) {
        return new TokenEventsResource(session, id);
    }

    /** Renames a token, or narrows its access. */
    @PUT
    @Path("{id}")
    public CompletionStage<Response> change(@PathParam("id") String id, InputStream body) {
        return acknowledged(id, caller -> {
            ChangeToken change = new ChangeToken(id, JsonBody.read(session, body, ChangeRequest.class), clock);
            return work -> answer(change.make(work), work.session());
        });
    }

    /** Gives a token another secret. */
    @POST
    @Path("{id}/rotate")
    public CompletionStage<Response> rotate(@PathParam("id") String id, InputStream body) {
        return acknowledged(id, caller -> {
            RotateToken change = new RotateToken(
                    new LoginRight(caller), id, JsonBody.read(session, body, RotateRequest.class), clock);
            return work -> Answer.noStore(Response.ok(change.make(work).representation(work, clock.instant())));
        });
    }

    /** Revokes a token; every node, and every resource server, refuses it before the answer goes out. */
    @DELETE
    @Path("{id}")
    public CompletionStage<Response> revoke(@PathParam("id") String id) {
        return acknowledged(id, caller -> work -> {
            new RevokeToken(id, RevocationCause.REVOKED_BY_USER, clock).make(work);
            return Answer.noStore(Response.noContent());
        });
    }

    private CompletionStage<Response> acknowledged(String id, Wish wish) {
        return Acknowledgement.of(session, () -> changed(id, wish));
    }

    /** What a caller wants, as far as it can be read before the lock. */
    private interface Wish {

        /** The change, and what it answers. */
        OwnerTransaction.Change<Response> of(Caller caller);
    }

    /**
     * Changes a token of the caller's.
     *
     * @param id of the token, or null: it has none yet
     */
    private Response changed(@Nullable String id, Wish wish) {
        Caller caller = Caller.authenticate(session);
        return caller.recorded(session, id, () -> run(caller, wish.of(caller)));
    }

    private Response run(Caller caller, OwnerTransaction.Change<Response> change) {
        RequestTransaction.end(session);
        return new OwnerTransaction(session.getKeycloakSessionFactory()).run(caller.owner(), caller.actor(), work -> {
            caller.requireStillIn(work);
            return change.make(work);
        });
    }

    private Response answer(ApiToken token, KeycloakSession reader) {
        UserModel owner = reader.users().getUserById(reader.getContext().getRealm(), token.userId());
        return Answer.noStore(Response.ok(ApiTokenRepresentation.of(token, owner, Standing.of(reader, clock.instant()))
                .with(origins(reader, List.of(token)))));
    }

    private static Map<String, List<UsedFrom>> origins(KeycloakSession reader, List<ApiToken> tokens) {
        return reader.getProvider(ApiTokenProvider.class)
                .housekeeping()
                .origins()
                .of(tokens);
    }

    private ApiTokenProvider store() {
        return session.getProvider(ApiTokenProvider.class);
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }
}
