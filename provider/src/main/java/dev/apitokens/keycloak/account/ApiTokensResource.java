package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.introspection.ApiTokensOnly;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.RealmSettings;
import dev.apitokens.keycloak.model.RenameOutcome;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.policy.ApiTokenName;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.ApiTokenRepresentation;
import dev.apitokens.keycloak.rest.JsonBody;
import dev.apitokens.keycloak.rest.Refusal;
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
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.cors.Cors;
import org.keycloak.services.util.ResolveRelative;

/** {@code /realms/{realm}/api-tokens}: what people do with their own API tokens. See {@code docs/api.md}. */
@Produces(MediaType.APPLICATION_JSON)
public class ApiTokensResource {

    private final KeycloakSession session;
    private final Clock clock;

    ApiTokensResource(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
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
        List<ApiTokenRepresentation> tokens = store()
                .list(realm().getId(), caller.user().getId())
                .stream()
                .map(token -> ApiTokenRepresentation.of(token, realm(), now))
                .toList();
        return Answer.noStore(Response.ok(tokens));
    }

    /** Makes a token. */
    @POST
    @Path("")
    public Response create(InputStream body) {
        Caller caller = Caller.authenticate(session);
        Instant now = clock.instant();
        Made made = caller.journalled(session, null, () -> {
            TokenCreation.Draft draft =
                    new TokenCreation(session, caller, now).draft(JsonBody.read(session, body, CreateRequest.class));
            ApiToken token = new OwnerTransaction(session, caller).run((store, journal) -> {
                ApiToken stored = draft.store(store);
                journal.created(stored);
                return stored;
            });
            return new Made(token, draft.secret());
        });
        return Answer.noStore(Response.created(session.getContext()
                        .getUri()
                        .getBaseUriBuilder()
                        .path("realms/{realm}/api-tokens/{id}")
                        .build(realm().getName(), made.token().id()))
                .entity(ApiTokenRepresentation.created(made.token(), realm(), now, made.secret())));
    }

    /** A new token with its secret. */
    private record Made(ApiToken token, ApiTokenSecret secret) {}

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
        return ApiTokensOnly.introspect(session, event);
    }

    /** One token. */
    @GET
    @Path("{id}")
    public Response get(@PathParam("id") String id) {
        Caller caller = Caller.authenticate(session);
        return Answer.noStore(Response.ok(ApiTokenRepresentation.of(
                store().find(realm().getId(), caller.user().getId(), id).orElseThrow(ApiTokensResource::notFound),
                realm(),
                clock.instant())));
    }

    /** Renames a token. */
    @PUT
    @Path("{id}")
    public Response rename(@PathParam("id") String id, InputStream body) {
        Caller caller = Caller.authenticate(session);
        Instant now = clock.instant();
        ApiToken token = caller.journalled(session, id, () -> {
            ApiTokenName name = TokenCreation.name(
                    JsonBody.read(session, body, RenameRequest.class).name());
            String realmId = realm().getId();
            return new OwnerTransaction(session, caller).run((store, journal) -> {
                RenameOutcome outcome = store.rename(realmId, caller.user().getId(), id, name, now);
                if (outcome instanceof RenameOutcome.Renamed renamed) {
                    journal.renamed(renamed.token());
                    return renamed.token();
                }
                throw outcome instanceof RenameOutcome.NameInUse ? TokenCreation.nameInUse() : notFound();
            });
        });
        return Answer.noStore(Response.ok(ApiTokenRepresentation.of(token, realm(), now)));
    }

    /** Revokes a token; the transaction is committed, and so every node refuses it, before the answer goes out. */
    @DELETE
    @Path("{id}")
    public Response revoke(@PathParam("id") String id) {
        Caller caller = Caller.authenticate(session);
        String realmId = realm().getId();
        caller.journalled(
                session,
                id,
                () -> new OwnerTransaction(session, caller).run((store, journal) -> {
                    ApiToken token =
                            store.find(realmId, caller.user().getId(), id).orElseThrow(ApiTokensResource::notFound);
                    RevocationCause cause = RevocationCause.REVOKED_BY_USER;
                    boolean revoked = store.revoke(
                            token.id(), clock.instant(), caller.user().getId(), cause);
                    if (revoked) {
                        journal.revoked(token, cause);
                    }
                    return revoked;
                }));
        return Answer.noStore(Response.noContent());
    }

    private static RuntimeException notFound() {
        return Refusal.of(ApiTokenError.NOT_FOUND, "You have no such API token");
    }

    private ApiTokenProvider store() {
        return session.getProvider(ApiTokenProvider.class);
    }

    private RealmModel realm() {
        return session.getContext().getRealm();
    }
}
