package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.change.OwnerTransaction;
import dev.apitokens.keycloak.change.RefusedChange;
import dev.apitokens.keycloak.change.RevokeToken;
import dev.apitokens.keycloak.change.RotateRequest;
import dev.apitokens.keycloak.change.RotateToken;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.model.UpstreamCheck;
import dev.apitokens.keycloak.policy.Origin;
import dev.apitokens.keycloak.rest.Acknowledgement;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.ApiTokenRepresentation;
import dev.apitokens.keycloak.rest.JsonBody;
import dev.apitokens.keycloak.rest.RequestGate;
import dev.apitokens.keycloak.rest.RequestOrigin;
import dev.apitokens.keycloak.verification.ApiTokenVerifier;
import dev.apitokens.keycloak.verification.Purpose;
import dev.apitokens.keycloak.verification.Standing;
import dev.apitokens.keycloak.verification.Verdict;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.managers.AppAuthManager;

/** {@code /realms/{realm}/api-tokens/self}: what an API token tells of itself, and how it rotates and revokes itself. */
@Produces(MediaType.APPLICATION_JSON)
public class HeldTokenResource {

    private final KeycloakSession session;
    private final Clock clock;

    HeldTokenResource(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** CORS preflight. */
    @OPTIONS
    @Path("{any:.*}")
    public Response preflight() {
        return Preflight.answer();
    }

    /** What the token is; of one that nobody takes for now, that, and why. */
    @GET
    public Response get() {
        return Answer.committed(session, () -> {
            Instant now = clock.instant();
            ApiToken token = authenticate(new Purpose.Telling(), now).token();
            UserModel owner = UpstreamCheck.of(session)
                    .find(session.getContext().getRealm(), token.userId(), now)
                    .orElse(null);
            return Answer.noStore(Response.ok(ApiTokenRepresentation.of(token, owner, Standing.of(session, now))));
        });
    }

    /**
     * Gives the token another secret. One that the realm does not let do so, or whose owner may not have tokens any more,
     * stays as it is.
     */
    @POST
    @Path("rotate")
    public CompletionStage<Response> rotate(InputStream body) {
        return Acknowledgement.of(session, () -> {
            Presented presented = authenticate(new Purpose.Holding(), clock.instant());
            ApiToken token = presented.token();
            RotateToken change = new RotateToken(
                    new HolderRight(presented.secret(), RequestOrigin.ofCaller(session)),
                    token.id(),
                    JsonBody.read(session, body, RotateRequest.class),
                    clock);
            RequestTransaction.end(session);
            return new RefusedChange(session, EventType.UPDATE_CREDENTIAL, ApiTokenEvents.Actor.NONE)
                    .recorded(
                            token.userId(),
                            token.id(),
                            () -> new OwnerTransaction(session.getKeycloakSessionFactory())
                                    .run(
                                            token.owner(),
                                            ApiTokenEvents.Actor.NONE,
                                            work -> Answer.noStore(Response.ok(
                                                    change.make(work).representation(work, clock.instant())))));
        });
    }

    /** Revokes the token, be it blocked or not; every node, and every resource server, refuses it before the answer goes out. */
    @DELETE
    public CompletionStage<Response> revoke() {
        return Acknowledgement.of(session, () -> {
            Presented presented = authenticate(new Purpose.Ending(null), clock.instant());
            Origin origin = RequestOrigin.ofCaller(session);
            RequestTransaction.end(session);
            new OwnerTransaction(session.getKeycloakSessionFactory())
                    .run(presented.token().owner(), ApiTokenEvents.Actor.NONE, work -> {
                        // Once more: it may have been rotated meanwhile, and whoever holds a dead secret ends nothing.
                        Verdict verdict = new ApiTokenVerifier(work.session(), origin, clock.instant())
                                .verify(presented.secret(), new Purpose.Ending(null));
                        if (!(verdict instanceof Verdict.Held held)) {
                            throw HolderRefusal.of(verdict);
                        }
                        return new RevokeToken(held.token().id(), RevocationCause.REVOKED_BY_HOLDER, clock).make(work);
                    });
            return Answer.noStore(Response.noContent());
        });
    }

    /**
     * What the caller holds.
     *
     * @param secret as it came
     */
    private record Presented(String secret, ApiToken token) {

        @Override
        public String toString() {
            return token.id();
        }
    }

    private Presented authenticate(Purpose purpose, Instant now) {
        RequestGate.requireTls(session);
        AppAuthManager.@Nullable AuthHeader header = AppAuthManager.extractAuthorizationHeaderTokenOrReturnNull(
                session.getContext().getHttpRequest().getHttpHeaders());
        if (header == null || !header.getScheme().equalsIgnoreCase("Bearer")) {
            throw ApiTokenErrorException.missingToken();
        }
        Verdict verdict =
                new ApiTokenVerifier(session, RequestOrigin.ofCaller(session), now).verify(header.getToken(), purpose);
        if (verdict instanceof Verdict.Held held) {
            return new Presented(header.getToken(), held.token());
        }
        throw HolderRefusal.of(verdict);
    }
}
