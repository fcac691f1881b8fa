package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.audit.TokenHistory;
import dev.apitokens.keycloak.change.ChangeErrors;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.Page;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.KeycloakSession;

/** {@code /realms/{realm}/api-tokens/{id}/events}: what happened to a token of the caller's. */
@Produces(MediaType.APPLICATION_JSON)
public class TokenEventsResource {

    private final KeycloakSession session;
    private final String id;

    TokenEventsResource(KeycloakSession session, String id) {
        this.session = session;
        this.id = id;
    }

    /** CORS preflight. */
    @OPTIONS
    @Path("{any:.*}")
    public Response preflight() {
        return Preflight.answer();
    }

    /** A page of the events, the newest first. */
    @GET
    public Response list() {
        return Answer.committed(session, () -> {
            Caller caller = Caller.authenticate(session);
            Page page = Page.of(session.getContext().getUri().getQueryParameters());
            ApiToken token = session.getProvider(ApiTokenProvider.class)
                    .find(caller.owner(), id)
                    .orElseThrow(ChangeErrors::notFound);
            return Answer.noStore(Response.ok(TokenHistory.toOwner(session).of(token, page.first(), page.max())));
        });
    }
}
