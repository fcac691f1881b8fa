package dev.apitokens.keycloak.admin;

import dev.apitokens.keycloak.audit.TokenHistory;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.rest.Acknowledgement;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.Page;
import dev.apitokens.keycloak.verification.Standing;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resources.admin.AdminEventBuilder;

/** {@code /admin/realms/{realm}/api-tokens/{id}}: one token. */
@Produces(MediaType.APPLICATION_JSON)
public class AdminApiTokenResource {

    private final AdminRequest request;
    private final String id;

    AdminApiTokenResource(AdminRequest request, String id) {
        this.request = request;
        this.id = id;
    }

    @GET
    public Response get() {
        return Answer.committed(request.session(), this::read);
    }

    private Response read() {
        request.access().requireAnySight();
        ApiToken token = find();
        request.access().requireView(token);
        return request.answer(token);
    }

    /** What happened to the token: a page of its events, the newest first. */
    @GET
    @Path("events")
    public Response events() {
        return Answer.committed(request.session(), () -> {
            request.access().requireAnySight();
            Page page = Page.of(request.session().getContext().getUri().getQueryParameters());
            ApiToken token = find();
            request.access().requireViewEvents(token);
            return Answer.noStore(
                    Response.ok(TokenHistory.toAdmin(request.session()).of(token, page.first(), page.max())));
        });
    }

    /** Gives a machine's token another secret. */
    @POST
    @Path("rotate")
    public CompletionStage<Response> rotate(InputStream body) {
        return Acknowledgement.of(request.session(), () -> {
            request.access().requireClients();
            return new MachineTokens(request).rotate(find(), body);
        });
    }

    /** Revokes the token; every node, and every resource server, refuses it before the answer goes out. */
    @DELETE
    public CompletionStage<Response> revoke() {
        return Acknowledgement.of(request.session(), this::revokeIt);
    }

    private Response revokeIt() {
        request.access().requireAnySight();
        ApiToken token = find();
        request.access().requireRevoke(token);
        Instant now = request.now();
        request.revocation()
                .revoke(List.of(token.id()), (event, tokens, own) -> describe(event, tokens.get(0), own, now), now);
        return Answer.noStore(Response.noContent());
    }

    private void describe(AdminEventBuilder event, ApiToken revoked, KeycloakSession own, Instant now) {
        event.operation(OperationType.DELETE)
                .resourcePath(AdminRequest.PATH, id)
                .representation(AdminApiTokenRepresentation.of(
                        revoked, new OwnerReader(own).find(revoked.userId()), Standing.of(own, now), null));
    }

    private ApiToken find() {
        return request.store().search().find(request.realm().getId(), id).orElseThrow(AdminRequest::notFound);
    }
}
