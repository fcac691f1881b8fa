package dev.apitokens.keycloak.admin;

import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ResourceServers;
import dev.apitokens.keycloak.rest.Answer;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.keycloak.events.admin.OperationType;
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
        request.access().requireVisibility();
        ApiToken token = find();
        request.access().requireView(token);
        return request.answer(token);
    }

    /** Revokes the token; that has been committed, and so every node refuses it, before the answer goes out. */
    @DELETE
    public Response revoke() {
        request.access().requireVisibility();
        ApiToken token = find();
        request.access().requireRevoke(token);
        Instant now = request.now();
        request.revocation().revoke(List.of(token.id()), (event, tokens) -> describe(event, tokens.get(0), now), now);
        return Answer.noStore(Response.noContent());
    }

    private void describe(AdminEventBuilder event, ApiToken revoked, Instant now) {
        event.operation(OperationType.DELETE)
                .resourcePath(AdminRequest.PATH, id)
                .representation(AdminApiTokenRepresentation.of(
                        revoked, request.access().owner(revoked), ResourceServers.of(request.session()), null, now));
    }

    private ApiToken find() {
        return request.store().find(request.realm().getId(), id).orElseThrow(AdminRequest::notFound);
    }
}
