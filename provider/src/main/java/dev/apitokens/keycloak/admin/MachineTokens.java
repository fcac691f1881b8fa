package dev.apitokens.keycloak.admin;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.apitokens.keycloak.change.CreateToken;
import dev.apitokens.keycloak.change.IssuedToken;
import dev.apitokens.keycloak.change.IssuingRight;
import dev.apitokens.keycloak.change.IssuingRules;
import dev.apitokens.keycloak.change.OwnerTransaction;
import dev.apitokens.keycloak.change.OwnerWork;
import dev.apitokens.keycloak.change.RotateRequest;
import dev.apitokens.keycloak.change.RotateToken;
import dev.apitokens.keycloak.model.ApiToken;
import dev.apitokens.keycloak.model.Contact;
import dev.apitokens.keycloak.model.Owner;
import dev.apitokens.keycloak.model.RequestTransaction;
import dev.apitokens.keycloak.model.ServiceAccount;
import dev.apitokens.keycloak.policy.ApiTokenDescription;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.JsonBody;
import dev.apitokens.keycloak.rest.RequestText;
import dev.apitokens.keycloak.verification.Standing;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resources.admin.AdminAuth;
import org.keycloak.utils.EmailValidationUtil;

/** Makes and rotates the tokens of service accounts: what an admin gets a secret for. */
final class MachineTokens {

    /** For a person's token nobody gets a secret but they themselves. */
    private static final IssuingRight BY_ADMIN = (work, now) -> IssuingRules.metByOwner(work);

    /** What a mail can be sent to (RFC 5321, section 4.5.3.1.3, without the brackets), and a column holds. */
    private static final int MAX_EMAIL_BYTES = 254;

    private final AdminRequest request;

    MachineTokens(AdminRequest request) {
        this.request = request;
    }

    /** @param body a {@link MachineTokenRequest} */
    Response create(InputStream body) {
        request.access().requireClients();
        MachineTokenRequest wanted = JsonBody.read(request.session(), body, MachineTokenRequest.class);
        String clientId = RequestText.blankToNull(wanted.clientId());
        ServiceAccount account = request.access().clients().requireServiceAccount(clientId);
        AdminAuth admin = request.access().admin();
        Contact contact = new Contact(
                email(wanted.contact()),
                admin.getRealm().getId(),
                admin.getUser().getId());
        CreateToken change =
                new CreateToken(BY_ADMIN, account.client().getClientId(), contact, wanted.creation(), request.clock());
        return changed(new Owner(request.realm().getId(), account.user().getId()), (work, access) -> {
            ServiceAccount now = access.clients().requireServiceAccount(clientId);
            if (!now.user().getId().equals(work.owner().userId())) {
                throw AdminRequest.notFound();
            }
            work.store()
                    .housekeeping()
                    .owners()
                    .noteClient(work.owner(), now.client().getId());
            return answer(change.make(work), OperationType.CREATE, work);
        });
    }

    /** @param body a {@link RotateRequest} */
    Response rotate(ApiToken token, InputStream body) {
        request.access().requireManageClientOf(token);
        RotateToken change = new RotateToken(
                BY_ADMIN, token.id(), JsonBody.read(request.session(), body, RotateRequest.class), request.clock());
        return changed(token.owner(), (work, access) -> {
            access.requireManageClientOf(token);
            return answer(change.make(work), OperationType.ACTION, work);
        });
    }

    /** What is done under the lock, with what the admin may do by then: they have waited for it. */
    private interface Change {
        Response make(OwnerWork work, AdminAccess access);
    }

    private Response changed(Owner owner, Change change) {
        KeycloakSession session = request.session();
        SameAdmin admin = SameAdmin.of(request.access().admin());
        RequestTransaction.end(session);
        return new OwnerTransaction(session.getKeycloakSessionFactory())
                .run(owner, request.access().actor(), work -> change.make(work, admin.stillIn(work.session())));
    }

    /** The one answer that tells the secret; the admin event does not. */
    private Response answer(IssuedToken issued, OperationType operation, OwnerWork work) {
        AdminApiTokenRepresentation token = AdminApiTokenRepresentation.of(
                issued.token(),
                new OwnerReader(work.session()).find(issued.token().userId()),
                Standing.of(work.session(), request.now()),
                null);
        boolean isNew = operation == OperationType.CREATE;
        request.event(work.session())
                .operation(operation)
                .resourcePath(
                        isNew
                                ? new String[] {AdminRequest.PATH, token.token().id()}
                                : new String[] {AdminRequest.PATH, token.token().id(), "rotate"})
                .representation(token)
                .success();
        Response.ResponseBuilder response = isNew
                ? Response.created(request.session()
                        .getContext()
                        .getUri()
                        .getAbsolutePathBuilder()
                        .path(token.token().id())
                        .build())
                : Response.ok();
        return Answer.noStore(response.entity(token.with(issued.representation(work, request.now()))));
    }

    private static @Nullable String email(@Nullable String text) {
        String email = RequestText.blankToNull(text);
        if (email != null && !isEmail(email)) {
            throw ApiTokenErrorException.invalidRequest(
                    Response.Status.BAD_REQUEST, "contact must be an e-mail address of at most 254 bytes");
        }
        return email;
    }

    /** Keycloak takes longer ones for such, and control characters in them. */
    private static boolean isEmail(String text) {
        return text.getBytes(UTF_8).length <= MAX_EMAIL_BYTES
                && ApiTokenDescription.isAllowed(text)
                && EmailValidationUtil.isValidEmail(text);
    }
}
