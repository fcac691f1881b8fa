package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.ResourceServers;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.ApiTokenRepresentation;
import dev.apitokens.keycloak.verification.ApiTokenVerifier;
import dev.apitokens.keycloak.verification.Outage;
import dev.apitokens.keycloak.verification.Purpose;
import dev.apitokens.keycloak.verification.Verdict;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.managers.AppAuthManager;

/** {@code /realms/{realm}/api-tokens/self}: what an API token tells of itself, and how it revokes itself. */
@Produces(MediaType.APPLICATION_JSON)
public class HeldTokenResource {

    private static final Logger LOG = Logger.getLogger(HeldTokenResource.class);

    private final KeycloakSession session;
    private final Clock clock;

    HeldTokenResource(KeycloakSession session, Clock clock) {
        this.session = session;
        this.clock = clock;
    }

    /** What the token is. */
    @GET
    public Response get() {
        Instant now = clock.instant();
        return Answer.noStore(
                Response.ok(ApiTokenRepresentation.of(authenticate(now), ResourceServers.of(session), now)));
    }

    /** Revokes the token; every node refuses it before the answer goes out. */
    @DELETE
    public Response revoke() {
        ApiToken token = authenticate(clock.instant());
        new OwnerTransaction(session.getKeycloakSessionFactory())
                .run(
                        token.owner(),
                        ApiTokenEvents.Actor.NONE,
                        new RevokeToken(token.id(), RevocationCause.REVOKED_BY_HOLDER, clock));
        return Answer.noStore(Response.noContent());
    }

    private ApiToken authenticate(Instant now) {
        Caller.requireTls(session);
        AppAuthManager.@Nullable AuthHeader header = AppAuthManager.extractAuthorizationHeaderTokenOrReturnNull(
                session.getContext().getHttpRequest().getHttpHeaders());
        if (header == null || !header.getScheme().equalsIgnoreCase("Bearer")) {
            throw ApiTokenErrorException.missingToken();
        }
        Verdict verdict = Outage.guard(
                () -> new ApiTokenVerifier(session, now).verify(header.getToken(), new Purpose.Holding()),
                HeldTokenResource::unavailable);
        if (verdict instanceof Verdict.Held held) {
            return held.token();
        }
        throw ApiTokenErrorException.invalidToken();
    }

    private static ApiTokenErrorException unavailable(Outage outage) {
        LOG.debug("An API token could not be looked up", outage.cause());
        return ApiTokenErrorException.of(
                ApiTokenError.TEMPORARILY_UNAVAILABLE, "The token could not be looked up, try again later");
    }
}
