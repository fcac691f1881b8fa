package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.change.ChangeErrors;
import dev.apitokens.keycloak.change.ChangeRequest;
import dev.apitokens.keycloak.change.ChangeToken;
import dev.apitokens.keycloak.change.RevokeToken;
import dev.apitokens.keycloak.change.RotateRequest;
import dev.apitokens.keycloak.change.RotateToken;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ApiTokenProvider;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.rest.Acknowledgement;
import dev.apitokens.keycloak.rest.Acknowledgement.Outcome;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.ApiTokenRepresentation;
import dev.apitokens.keycloak.rest.JsonBody;
import dev.apitokens.keycloak.verification.Standing;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;

/** {@code /realms/{realm}/api-tokens/{id}}: one token of the caller's. */
@Produces(MediaType.APPLICATION_JSON)
public class ApiTokenResource {

    private final KeycloakSession session;
    private final Clock clock;
    private final String id;

    ApiTokenResource(KeycloakSession session, Clock clock, String id) {
        this.session = session;
        this.clock = clock;
        this.id = id;
    }

    /** CORS preflight. */
    @OPTIONS
    @Path("{any:.*}")
    public Response preflight() {
        return Preflight.answer();
    }

    @GET
    public Response get() {
        return Answer.committed(session, () -> {
            Caller caller = Caller.authenticate(session);
            return answer(store(session).find(caller.owner(), id).orElseThrow(ChangeErrors::notFound), session);
        });
    }

    /** What happened to the token. */
    @Path("events")
    public TokenEventsResource events() {
        return new TokenEventsResource(session, id);
    }

    /** Renames the token, or narrows its access. */
    @PUT
    public CompletionStage<Response> change(InputStream body) {
        OwnChange<Outcome> wanted = caller -> {
            ChangeRequest request = JsonBody.read(session, body, ChangeRequest.class);
            ChangeToken change = new ChangeToken(id, request, clock);
            return work -> {
                Response answer = answer(change.make(work), work.session());
                return request.isNarrowing() ? new Outcome.Ended(answer) : new Outcome.Kept(answer);
            };
        };
        return Acknowledgement.ofOutcome(session, () -> wanted.run(session, id));
    }

    /** Gives the token another secret. */
    @POST
    @Path("rotate")
    public CompletionStage<Response> rotate(InputStream body) {
        return acknowledged(caller -> {
            RotateToken change = new RotateToken(
                    new LoginRight(caller), id, JsonBody.read(session, body, RotateRequest.class), clock);
            return work -> Answer.noStore(Response.ok(change.make(work).representation(work, clock.instant())));
        });
    }

    /** Revokes the token; every node, and every resource server, refuses it before the answer goes out. */
    @DELETE
    public CompletionStage<Response> revoke() {
        return acknowledged(caller -> work -> {
            new RevokeToken(id, RevocationCause.REVOKED_BY_USER, clock).make(work);
            return Answer.noStore(Response.noContent());
        });
    }

    private CompletionStage<Response> acknowledged(OwnChange<Response> change) {
        return Acknowledgement.of(session, () -> change.run(session, id));
    }

    private Response answer(ApiToken token, KeycloakSession reader) {
        UserModel owner = reader.users().getUserById(reader.getContext().getRealm(), token.userId());
        return Answer.noStore(Response.ok(ApiTokenRepresentation.of(token, owner, Standing.of(reader, clock.instant()))
                .with(store(reader).housekeeping().origins().of(List.of(token)))));
    }

    private static ApiTokenProvider store(KeycloakSession reader) {
        return reader.getProvider(ApiTokenProvider.class);
    }
}
