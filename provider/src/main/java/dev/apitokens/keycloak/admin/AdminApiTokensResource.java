package dev.apitokens.keycloak.admin;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenQuery;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.model.UsedFrom;
import dev.apitokens.keycloak.rest.Acknowledgement;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.JsonBody;
import dev.apitokens.keycloak.rest.Page;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import dev.apitokens.keycloak.verification.Standing;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.keycloak.models.UserModel;

/** {@code /admin/realms/{realm}/api-tokens}: what a realm's admins do with its tokens. See {@code docs/api.md}. */
@Produces(MediaType.APPLICATION_JSON)
public class AdminApiTokensResource {

    private final AdminRequest request;

    AdminApiTokensResource(AdminRequest request) {
        this.request = request;
    }

    /** A page of the realm's tokens, as far as the admin may see their owners. */
    @GET
    @Path("")
    public Response list() {
        return Answer.committed(request.session(), this::page);
    }

    private Response page() {
        MultivaluedMap<String, String> parameters = parameters();
        Filter filter = Filter.of(parameters);
        FilterReader reader = reader(filter);
        Standing standing = request.standing();
        Page page = Page.of(parameters);
        List<ApiToken> found = request.store()
                .search()
                .page(
                        reader.query(filter),
                        standing.now(),
                        FilterReader.order(parameters.getFirst("sort"), parameters.getFirst("direction")),
                        page.first(),
                        page.max());
        Map<String, List<UsedFrom>> origins = request.origins(found);
        List<AdminApiTokenRepresentation> tokens = found.stream()
                .map(token -> representation(token, standing))
                .map(token -> token.with(token.token().with(origins)))
                .toList();
        return Answer.noStore(Response.ok(tokens));
    }

    /** Makes a token for the service account of a client. */
    @POST
    @Path("")
    public Response create(InputStream body) {
        return Answer.committed(request.session(), () -> new MachineTokens(request).create(body));
    }

    private AdminApiTokenRepresentation representation(ApiToken token, Standing standing) {
        UserModel owner = request.access().owner(token);
        return AdminApiTokenRepresentation.of(
                token, owner, standing, request.access().told(owner));
    }

    /** How many tokens {@link #list} finds on all its pages, up to a bound. */
    @GET
    @Path("count")
    public Response count() {
        return Answer.committed(request.session(), this::counted);
    }

    private Response counted() {
        Filter filter = Filter.of(parameters());
        ApiTokenQuery query = reader(filter).query(filter);
        return Answer.noStore(Response.ok(request.store().search().count(query, request.now())));
    }

    /** All tokens that {@link #list} finds on all its pages, as a table. */
    @GET
    @Path("export")
    @Produces(TokenTable.CSV)
    public Response export() {
        return Answer.committed(request.session(), () -> {
            Filter filter = Filter.of(parameters());
            return new TokenExport(request, filter, reader(filter).query(filter)).answer();
        });
    }

    /** Who has most of the tokens that {@link #list} finds. */
    @GET
    @Path("owners")
    public Response owners() {
        return Answer.committed(request.session(), () -> {
            Filter filter = Filter.of(parameters());
            return Answer.noStore(
                    Response.ok(TopOwners.find(request, reader(filter).query(filter))));
        });
    }

    /** The realm's resource servers, which tokens can be limited to. */
    @GET
    @Path("resource-servers")
    public Response resourceServers() {
        return Answer.committed(request.session(), () -> {
            request.access().requireViewResourceServers();
            return Answer.noStore(Response.ok(ResourceServer.all(request.session())
                    .map(server -> ResourceServerRepresentation.of(server, request.session()))
                    .toList()));
        });
    }

    /** What introspection would tell a resource server of a token. */
    @POST
    @Path("resource-servers/{clientId}/trial")
    public Response trial(@PathParam("clientId") String clientId, InputStream body) {
        return Answer.committed(request.session(), () -> new IntrospectionTrial(request).run(clientId, body));
    }

    @Path("settings")
    public ApiTokenSettingsResource settings() {
        return new ApiTokenSettingsResource(request);
    }

    /** Whose token is this? */
    @POST
    @Path("lookup")
    public Response lookup(InputStream body) {
        return Answer.committed(request.session(), () -> owner(body));
    }

    private Response owner(InputStream body) {
        request.access().requireAnySight();
        String text =
                JsonBody.read(request.session(), body, LookupRequest.class).token();
        ApiTokenSecret secret = Optional.ofNullable(text)
                .flatMap(ApiTokenSecret::parsePasted)
                .orElseThrow(() -> badRequest("This is no API token: its form or its checksum is wrong"));
        ApiToken token = request.store()
                .findBySecretHash(secret.hash())
                // A secret that a rotation has ended is nobody's: the token that it was of goes on with another one.
                .filter(found -> !found.isRotatedAway(request.now()))
                .map(PresentedToken::token)
                .filter(found -> found.realmId().equals(request.realm().getId()))
                .orElseThrow(AdminRequest::notFound);
        request.access().requireView(token);
        return request.answer(token);
    }

    /** Revokes what a filter finds. */
    @POST
    @Path("revoke")
    public CompletionStage<Response> revoke(InputStream body) {
        return Acknowledgement.of(request.session(), () -> revokeAll(body));
    }

    private Response revokeAll(InputStream body) {
        request.access().requireAnySight();
        Filter filter = JsonBody.read(request.session(), body, Filter.class, Filter.MAX_KILOBYTES);
        if (filter.isEmpty() != filter.isAll()) {
            throw badRequest("Give a filter, or \"all\": true without one to revoke every token of the realm");
        }
        // Of each batch it is asked whom of its owners the admin may manage.
        FilterReader reader = reader(filter, new ApiTokenQuery.Elsewhere.Anybody());
        return new FilterRevocation(request, filter, reader.query(filter)).answer();
    }

    @Path("{id}")
    public AdminApiTokenResource token(@PathParam("id") String id) {
        return new AdminApiTokenResource(request, id);
    }

    private FilterReader reader(Filter filter) {
        return reader(filter, new ApiTokenQuery.Elsewhere.Some(new PeopleElsewhere(request, filter.userId())));
    }

    private FilterReader reader(Filter filter, ApiTokenQuery.Elsewhere elsewhere) {
        return new FilterReader(
                request.session(), request.realm(), request.access().requireVisibility(filter.clientId()), elsewhere);
    }

    private MultivaluedMap<String, String> parameters() {
        return request.session().getContext().getUri().getQueryParameters();
    }

    private static ApiTokenErrorException badRequest(String description) {
        return ApiTokenErrorException.invalidRequest(Response.Status.BAD_REQUEST, description);
    }
}
