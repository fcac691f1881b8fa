package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.change.CreateRequest;
import dev.apitokens.keycloak.change.CreateToken;
import dev.apitokens.keycloak.change.IssuedToken;
import dev.apitokens.keycloak.change.OwnerWork;
import dev.apitokens.keycloak.check.CheckResource;
import dev.apitokens.keycloak.introspection.ApiTokenIntrospectionEndpoint;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.OwnerQuery;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.model.UsedFrom;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.ApiTokenRepresentation;
import dev.apitokens.keycloak.rest.JsonBody;
import dev.apitokens.keycloak.rest.Page;
import dev.apitokens.keycloak.rest.RequestText;
import dev.apitokens.keycloak.verification.Standing;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
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
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;

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
            Map<String, List<UsedFrom>> origins =
                    store().housekeeping().origins().of(found);
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
        OwnChange<Response> creation = caller -> {
            CreateToken change = new CreateToken(
                    new LoginRight(caller),
                    caller.client().getClientId(),
                    null,
                    JsonBody.read(session, body, CreateRequest.class),
                    clock);
            return work -> created(change.make(work), work);
        };
        return Answer.committed(session, () -> creation.run(session, null));
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
    @Path("{id}")
    public ApiTokenResource token(@PathParam("id") String id) {
        return new ApiTokenResource(session, clock, id);
    }

    private ApiTokenProvider store() {
        return session.getProvider(ApiTokenProvider.class);
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }
}
