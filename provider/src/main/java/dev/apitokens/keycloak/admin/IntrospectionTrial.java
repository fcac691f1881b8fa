package dev.apitokens.keycloak.admin;

import dev.apitokens.keycloak.introspection.ApiTokenIntrospection.Introspected;
import dev.apitokens.keycloak.introspection.SessionIntrospection;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.PresentedToken;
import dev.apitokens.keycloak.model.ResourceServer;
import dev.apitokens.keycloak.policy.Access;
import dev.apitokens.keycloak.policy.AddressBound;
import dev.apitokens.keycloak.policy.ApiTokenError;
import dev.apitokens.keycloak.policy.Origin;
import dev.apitokens.keycloak.policy.Restriction;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.JsonBody;
import dev.apitokens.keycloak.rest.RequestText;
import dev.apitokens.keycloak.verification.InactiveReason;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.services.resources.admin.AdminAuth;

/**
 * What introspection would tell a resource server, tried out with a token that is made for it and never stored: it has no secret,
 * so that nobody can use it, and nothing is left to revoke. The checks and the claims are introspection's own.
 */
final class IntrospectionTrial {

    /** Introspection is for clients that can prove who they are. */
    static final String NOT_CONFIDENTIAL = "client_not_confidential";

    private static final String NAME = "trial";
    private static final Duration LIFE = Duration.ofMinutes(1);

    /** Where it is used from, so that a demand for addresses, which the trial is not about, is met. */
    private static final String HERE = "127.0.0.1";

    private final AdminRequest request;

    IntrospectionTrial(AdminRequest request) {
        this.request = request;
    }

    /** @param body a {@link TrialRequest} */
    Response run(String clientId, InputStream body) {
        ClientModel client = request.access().clients().requireViewClient(clientId);
        TrialRequest wanted = JsonBody.read(request.session(), body, TrialRequest.class);
        UserModel person = person(RequestText.blankToNull(wanted.username()));
        TrialRepresentation outcome = outcome(client, person);
        request.event()
                .operation(OperationType.ACTION)
                .resource("API_TOKEN_TRIAL")
                .resourcePath(AdminRequest.PATH, "resource-servers", clientId, "trial")
                .representation(outcome.withoutClaims())
                .success();
        return Answer.noStore(Response.ok(outcome));
    }

    /** Whose token it is; without a name the admin's, who always may see themselves. */
    private UserModel person(@Nullable String username) {
        AdminAuth admin = request.access().admin();
        if (username == null) {
            if (!admin.getRealm().getId().equals(request.realm().getId())) {
                throw ApiTokenErrorException.invalidRequest(
                        Response.Status.BAD_REQUEST, "username is required: the admin is no user of this realm");
            }
            return admin.getUser();
        }
        UserModel person = request.session().users().getUserByUsername(request.realm(), username);
        if (!request.access().mayView(person)) {
            throw new ForbiddenException();
        }
        if (person == null) {
            throw ApiTokenErrorException.of(ApiTokenError.NOT_FOUND, "There is no such person in this realm");
        }
        return person;
    }

    private TrialRepresentation outcome(ClientModel client, UserModel person) {
        String username = person.getUsername();
        if (client.isPublicClient() || client.isBearerOnly()) {
            return TrialRepresentation.inactive(NOT_CONFIDENTIAL, username);
        }
        return ResourceServer.of(client)
                .map(server -> outcome(server, person))
                .orElseGet(() -> TrialRepresentation.inactive(InactiveReason.NOT_A_RESOURCE_SERVER.code(), username));
    }

    private TrialRepresentation outcome(ResourceServer server, UserModel person) {
        KeycloakSession session = request.session();
        session.getContext().setClient(server.client());
        EventBuilder event = new EventBuilder(request.realm(), session);
        Introspected introspected = SessionIntrospection.of(session, event)
                .introspect(PresentedToken.bySecretOf(token(server, person)), server, Origin.of(HERE, null));
        return introspected instanceof Introspected.Active active
                ? TrialRepresentation.active(person.getUsername(), active.claims())
                : TrialRepresentation.inactive(
                        ((Introspected.Inactive) introspected)
                                .verdict()
                                .reason()
                                .code(),
                        person.getUsername());
    }

    /** Limited to the resource server, as some take no other. */
    private ApiToken token(ResourceServer server, UserModel person) {
        Instant now = request.now();
        return new ApiToken(
                UUID.randomUUID().toString(),
                new Owner(request.realm().getId(), person.getId()),
                null,
                NAME,
                null,
                "",
                now,
                server.client().getClientId(),
                now.plus(LIFE),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new Access(
                        Restriction.none(),
                        Restriction.toAnyOf(List.of(server.client().getId())),
                        AddressBound.stored(HERE + "/32")));
    }
}
