package dev.apitokens.keycloak.admin;

import static dev.apitokens.keycloak.model.ApiTokenQuery.Visibility.EVERYBODY;
import static dev.apitokens.keycloak.model.ApiTokenQuery.Visibility.PERMITTED;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.ApiTokenQuery;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.ResourceServers;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.JsonBody;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import org.keycloak.authorization.fgap.AdminPermissionsSchema;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** {@code /admin/realms/{realm}/api-tokens}: what a realm's admins do with its tokens. See {@code docs/api.md}. */
@Produces(MediaType.APPLICATION_JSON)
public class AdminApiTokensResource {

    private static final String PATH = "api-tokens";
    private static final String TOKEN = "API_TOKEN";
    private static final String SETTINGS = "API_TOKEN_SETTINGS";
    private static final int DEFAULT_PAGE = 100;
    private static final int LARGEST_PAGE = 1000;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;
    private final AdminEventBuilder event;
    private final Clock clock;

    AdminApiTokensResource(
            KeycloakSession session,
            RealmModel realm,
            AdminPermissionEvaluator permissions,
            AdminEventBuilder event,
            Clock clock) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
        this.event = event;
        this.clock = clock;
    }

    /** A page of the realm's tokens, as far as the admin may see their owners. */
    @GET
    @Path("")
    public Response list() {
        FilterReader reader = reader();
        MultivaluedMap<String, String> parameters = parameters();
        Instant now = clock.instant();
        ResourceServers servers = ResourceServers.of(session);
        List<AdminApiTokenRepresentation> tokens = store()
                .search()
                .page(
                        reader.query(Filter.of(parameters)),
                        now,
                        FilterReader.order(parameters.getFirst("sort"), parameters.getFirst("direction")),
                        FilterReader.number("first", parameters.getFirst("first"), 0, Integer.MAX_VALUE),
                        FilterReader.number("max", parameters.getFirst("max"), DEFAULT_PAGE, LARGEST_PAGE))
                .stream()
                .map(token -> AdminApiTokenRepresentation.of(token, session, servers, permissions, now))
                .toList();
        return Answer.noStore(Response.ok(tokens));
    }

    /** How many tokens {@link #list} finds on all its pages. */
    @GET
    @Path("count")
    public Response count() {
        long count = store().search().count(reader().query(Filter.of(parameters())), clock.instant());
        return Answer.noStore(Response.ok(Map.of("count", count)));
    }

    /** What applies in the realm. */
    @GET
    @Path("settings")
    public Response settings() {
        permissions.realm().requireViewRealm();
        return Answer.noStore(Response.ok(new SettingsDocument(realm).read().toString()));
    }

    /** Changes settings, all of those given or none. */
    @PUT
    @Path("settings")
    public Response updateSettings(InputStream body) {
        permissions.realm().requireManageRealm();
        SettingsDocument document = new SettingsDocument(realm);
        List<SettingsDocument.Fault> faults = document.write(JsonBody.read(session, body, ObjectNode.class));
        if (!faults.isEmpty()) {
            throw ApiTokenErrorException.invalidRequest("Nothing was changed, see faults", Map.of("faults", faults));
        }
        ObjectNode settings = document.read();
        event.operation(OperationType.UPDATE)
                .resource(SETTINGS)
                .resourcePath(PATH, "settings")
                .representation(settings)
                .success();
        return Answer.noStore(Response.ok(settings.toString()));
    }

    /** Whose token is this? */
    @POST
    @Path("lookup")
    public Response lookup(InputStream body) {
        requireVisibility();
        String text = JsonBody.read(session, body, LookupRequest.class).token();
        ApiTokenSecret secret = Optional.ofNullable(text)
                .map(String::strip)
                .flatMap(ApiTokenSecret::parse)
                .orElseThrow(() -> ApiTokenErrorException.invalidRequest(
                        Response.Status.BAD_REQUEST, "This is no API token: its form or its checksum is wrong"));
        ApiToken token = store().findBySecretHash(secret.hash())
                // A secret that a rotation has ended is nobody's: the token that it was of goes on with another one.
                .filter(found -> !found.isRotatedAway(clock.instant()))
                .map(PresentedToken::token)
                .filter(found -> found.realmId().equals(realm.getId()))
                .orElseThrow(AdminApiTokensResource::notFound);
        return answer(visible(token));
    }

    /** Revokes what a filter finds. */
    @POST
    @Path("revoke")
    public Response revokeAll(InputStream body) {
        FilterReader reader = reader();
        Filter filter = JsonBody.read(session, body, Filter.class);
        if (filter.isEmpty() != filter.isAll()) {
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.BAD_REQUEST,
                    "Give a filter, or \"all\": true without one to revoke every token of the realm");
        }
        Instant now = clock.instant();
        ApiTokenQuery query = reader.query(filter);
        // Those that were revoked already stay as they are, and those that expired need it only when it is asked for.
        SortedMap<String, String> owners =
                store().search().owners(query.status() == null ? query.withStatus(ApiToken.Status.ACTIVE) : query, now);
        List<String> ids = revocable(owners);
        if (ids.isEmpty() && !permissions.users().canManage() && reader.visibility() == EVERYBODY) {
            throw new ForbiddenException();
        }
        int revoked = revocation(now)
                .run(
                        ids,
                        (own, tokens) -> own.operation(OperationType.ACTION)
                                .resource(TOKEN)
                                .resourcePath(PATH, "revoke")
                                .representation(Map.of(
                                        "filter",
                                        filter,
                                        "revoked",
                                        tokens.size(),
                                        "ids",
                                        tokens.stream().map(ApiToken::id).toList())));
        return Answer.noStore(Response.ok(Map.of("revoked", revoked)));
    }

    /** One token. */
    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        requireVisibility();
        return answer(visible(find(id)));
    }

    /** Revokes a token; that has been committed, and so every node refuses it, before the answer goes out. */
    @DELETE
    @Path("{id}")
    public Response revoke(@PathParam("id") String id) {
        requireVisibility();
        ApiToken token = find(id);
        if (!AdminApiTokenRepresentation.mayRevoke(permissions, owner(token))) {
            throw new ForbiddenException();
        }
        Instant now = clock.instant();
        revocation(now)
                .run(
                        List.of(token.id()),
                        (own, tokens) -> own.operation(OperationType.DELETE)
                                .resource(TOKEN)
                                .resourcePath(PATH, id)
                                .representation(AdminApiTokenRepresentation.of(
                                        tokens.get(0), session, ResourceServers.of(session), null, now)));
        return Answer.noStore(Response.noContent());
    }

    /** The tokens whose owners the admin may manage. */
    private List<String> revocable(SortedMap<String, String> owners) {
        if (permissions.users().canManage()) {
            return List.copyOf(owners.keySet());
        }
        Map<String, Boolean> allowed = new HashMap<>();
        return owners.entrySet().stream()
                .filter(entry -> allowed.computeIfAbsent(
                        entry.getValue(),
                        userId -> AdminApiTokenRepresentation.mayRevoke(
                                permissions, session.users().getUserById(realm, userId))))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Revocation revocation(Instant now) {
        return new Revocation(
                session, realm, event, permissions.adminAuth().getUser().getId(), now);
    }

    private ApiToken find(String id) {
        return store().find(realm.getId(), id).orElseThrow(AdminApiTokensResource::notFound);
    }

    private ApiToken visible(ApiToken token) {
        UserModel owner = owner(token);
        if (owner == null) {
            permissions.users().requireView();
        } else {
            permissions.users().requireView(owner);
        }
        return token;
    }

    private @Nullable UserModel owner(ApiToken token) {
        return session.users().getUserById(realm, token.userId());
    }

    private Response answer(ApiToken token) {
        return Answer.noStore(Response.ok(AdminApiTokenRepresentation.of(
                token, session, ResourceServers.of(session), permissions, clock.instant())));
    }

    private MultivaluedMap<String, String> parameters() {
        return session.getContext().getUri().getQueryParameters();
    }

    private FilterReader reader() {
        return new FilterReader(session, realm, requireVisibility());
    }

    /** Whose tokens the admin may see; refuses who may see nobody's. */
    private ApiTokenQuery.Visibility requireVisibility() {
        permissions.users().requireQuery();
        if (permissions.users().canView()) {
            return EVERYBODY;
        }
        if (!AdminPermissionsSchema.SCHEMA.isAdminPermissionsEnabled(realm)) {
            throw new ForbiddenException();
        }
        return PERMITTED;
    }

    private static ApiTokenErrorException notFound() {
        return ApiTokenErrorException.of(ApiTokenError.NOT_FOUND, "There is no such API token in this realm");
    }

    private ApiTokenProvider store() {
        return session.getProvider(ApiTokenProvider.class);
    }
}
