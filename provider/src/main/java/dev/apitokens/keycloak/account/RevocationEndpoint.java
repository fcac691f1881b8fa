package dev.apitokens.keycloak.account;

import dev.apitokens.keycloak.audit.ApiTokenEventDetails;
import dev.apitokens.keycloak.audit.ApiTokenEvents;
import dev.apitokens.keycloak.change.OwnerTransaction;
import dev.apitokens.keycloak.change.RevokeToken;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.model.RevocationCause;
import dev.apitokens.keycloak.policy.Origin;
import dev.apitokens.keycloak.rest.Acknowledgement;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.RequestGate;
import dev.apitokens.keycloak.rest.SecurityHeaders;
import dev.apitokens.keycloak.token.ApiTokenSecret;
import dev.apitokens.keycloak.verification.ApiTokenVerifier;
import dev.apitokens.keycloak.verification.InactiveReason;
import dev.apitokens.keycloak.verification.Purpose;
import dev.apitokens.keycloak.verification.Verdict;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.events.Details;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.endpoints.TokenRevocationEndpoint;
import org.keycloak.protocol.oidc.utils.AuthorizeClientUtil;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.clientpolicy.context.TokenRevokeContext;
import org.keycloak.services.cors.Cors;

/**
 * The realm's revocation endpoint (RFC 7009). Keycloak's own answers 200 for whatever is no token of its own, and would
 * leave an API token alive. A resource server that the token is good for, or a gateway, revokes it; all other tokens go on
 * to Keycloak.
 */
public final class RevocationEndpoint {

    private static final String TOKEN = "token";

    private final KeycloakSession session;
    private final EventBuilder event;
    private final Clock clock;
    private final TokenRevocationEndpoint keycloaks;

    RevocationEndpoint(KeycloakSession session, EventBuilder event, Clock clock) {
        this.session = session;
        this.event = event;
        this.clock = clock;
        this.keycloaks = new TokenRevocationEndpoint(session, event);
    }

    /**
     * Section 2.1.
     *
     * @return when it is committed, and no lease can be out on it
     */
    @POST
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public CompletionStage<Response> revoke() {
        MultivaluedMap<String, String> form =
                session.getContext().getHttpRequest().getDecodedFormParameters();
        @Nullable String token = form.getFirst(TOKEN);
        return token == null || !isMeant(token)
                ? CompletableFuture.completedFuture(
                        Acknowledgement.withinSession(session, () -> answered(keycloaks.revoke())))
                : Acknowledgement.of(session, () -> answered(revoke(token, form)));
    }

    /** What is no error has no content. */
    private Response answered(Response done) {
        SecurityHeaders.setOfForm(session);
        return done;
    }

    /** One with white space or a scheme around it as well: Keycloak would answer that it is gone. */
    private static boolean isMeant(String token) {
        return ApiTokenSecret.looksLike(token)
                || ApiTokenSecret.parsePasted(token).isPresent();
    }

    /** What a browser asks before. */
    @OPTIONS
    public Response preflight() {
        return keycloaks.preflight();
    }

    private Response revoke(String presented, MultivaluedMap<String, String> form) {
        event.event(EventType.REVOKE_GRANT).detail(Details.TOKEN_TYPE, ApiTokenEventDetails.API_TOKEN);
        Cors cors = Cors.builder().auth().allowedMethods("POST").exposedHeaders(Cors.ACCESS_CONTROL_ALLOW_METHODS);
        RequestGate.requireTls(session);
        ClientModel client =
                AuthorizeClientUtil.authorizeClient(session, event, cors).getClient();
        event.client(client);
        cors.checkAllowedOrigins(session, client);
        applyPolicies(client, form, cors);
        if (form.values().stream().anyMatch(values -> values.size() > 1)) {
            throw refused(
                    cors,
                    OAuthErrorException.INVALID_REQUEST,
                    "repeated_parameter",
                    "A parameter is given more than once");
        }
        if (ApiTokenSecret.parse(presented).isEmpty()
                && ApiTokenSecret.parsePasted(presented).isPresent()) {
            throw refused(
                    cors,
                    OAuthErrorException.INVALID_REQUEST,
                    "text_around_token",
                    "The token has something around it");
        }
        Verdict verdict = verify(presented, client, session)
                .orElseThrow(() -> refused(
                        cors,
                        OAuthErrorException.UNAUTHORIZED_CLIENT,
                        "client_not_allowed",
                        "Only a confidential client that is a resource server or a gateway may revoke API tokens"));
        if (verdict instanceof Verdict.Held held) {
            revoke(presented, held.token(), client).ifPresent(this::failed);
        } else {
            // In this transaction, as that of a refusal.
            event.storeImmediately(false);
            failed((Verdict.Inactive) verdict);
        }
        // The same for what is gone, or was never good here (section 2.2).
        cors.add();
        return Answer.noStore(Response.ok());
    }

    private void applyPolicies(ClientModel client, MultivaluedMap<String, String> form, Cors cors) {
        try {
            session.clientPolicy().triggerOnEvent(new TokenRevokeContext(client, form));
        } catch (ClientPolicyException e) {
            event.error(e.getError());
            throw new CorsErrorResponseException(cors, e.getError(), e.getErrorDetail(), e.getErrorStatus());
        }
    }

    /**
     * Empty when the client may revoke none at all; then nothing is looked up.
     *
     * @param client as the session reads it, or null: gone
     */
    private Optional<Verdict> verify(String presented, @Nullable ClientModel client, KeycloakSession reader) {
        if (client == null || client.isPublicClient()) {
            return Optional.empty();
        }
        Optional<Purpose> purpose = ResourceServer.isGateway(client)
                ? Optional.of(new Purpose.Ending(null))
                : ResourceServer.of(client).map(Purpose.Ending::new);
        return purpose.map(
                known -> new ApiTokenVerifier(reader, Origin.UNKNOWN, clock.instant()).verify(presented, known));
    }

    /**
     * Its event comes with the change, and not before it.
     *
     * @return why nothing was revoked: the secret may have ended while the lock was waited for, and the token not
     */
    private Optional<Verdict.Inactive> revoke(String presented, ApiToken token, ClientModel client) {
        String clientUuid = client.getId();
        RequestTransaction.end(session);
        return new OwnerTransaction(session.getKeycloakSessionFactory())
                .run(token.owner(), ApiTokenEvents.Actor.client(client.getClientId()), work -> {
                    Verdict verdict = verify(presented, work.realm().getClientById(clientUuid), work.session())
                            .orElseGet(() -> Verdict.Inactive.because(InactiveReason.NOT_A_RESOURCE_SERVER));
                    if (!(verdict instanceof Verdict.Held held)) {
                        return Optional.of((Verdict.Inactive) verdict);
                    }
                    new RevokeToken(held.token().id(), RevocationCause.REVOKED_BY_HOLDER, clock).make(work);
                    return Optional.empty();
                });
    }

    private void failed(Verdict.Inactive inactive) {
        ApiToken token = inactive.nameable();
        if (token != null) {
            event.user(token.userId()).detail(Details.TOKEN_ID, token.id());
        }
        event.detail(Details.REASON, inactive.reason().code()).error(Errors.INVALID_TOKEN);
    }

    private CorsErrorResponseException refused(Cors cors, String error, String reason, String description) {
        // In this transaction, which is committed with it: one of its own would need a second connection while this one
        // holds the first.
        event.detail(Details.REASON, reason).storeImmediately(false).error(error);
        return new CorsErrorResponseException(cors, error, description, Response.Status.BAD_REQUEST);
    }
}
