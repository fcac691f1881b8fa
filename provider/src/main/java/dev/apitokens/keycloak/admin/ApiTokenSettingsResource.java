package dev.apitokens.keycloak.admin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.apitokens.keycloak.rest.Acknowledgement;
import dev.apitokens.keycloak.rest.Answer;
import dev.apitokens.keycloak.rest.ApiTokenErrorException;
import dev.apitokens.keycloak.rest.JsonBody;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.keycloak.events.admin.OperationType;

/** {@code /admin/realms/{realm}/api-tokens/settings}: what applies in the realm. */
@Produces(MediaType.APPLICATION_JSON)
public class ApiTokenSettingsResource {

    private static final String SETTINGS = "API_TOKEN_SETTINGS";

    private final AdminRequest request;

    ApiTokenSettingsResource(AdminRequest request) {
        this.request = request;
    }

    @GET
    public Response get() {
        return Answer.committed(request.session(), this::read);
    }

    private Response read() {
        request.access().requireViewRealm();
        return answer(document().read());
    }

    /** What there is to set: names, defaults and what each may be. The same in every realm. */
    @GET
    @Path("definitions")
    public Response definitions() {
        return Answer.committed(request.session(), () -> {
            request.access().requireViewRealm();
            return Answer.noStore(Response.ok(SettingDefinition.all()));
        });
    }

    /** What can't be read of the settings as they are stored, and what applies instead. */
    @GET
    @Path("unreadable")
    public Response unreadable() {
        return Answer.committed(request.session(), () -> {
            request.access().requireViewRealm();
            return Answer.noStore(Response.ok(document().unreadable()));
        });
    }

    /** Changes settings, all of those given or none; what they end is refused before the answer goes out. */
    @PUT
    public CompletionStage<Response> update(InputStream body) {
        return Acknowledgement.of(request.session(), () -> write(body));
    }

    private Response write(InputStream body) {
        request.access().requireManageRealm();
        SettingsDocument document = document();
        List<SettingFault> faults = document.write(
                JsonBody.read(request.session(), body, ObjectNode.class, SettingsDocument.MAX_KILOBYTES));
        if (!faults.isEmpty()) {
            throw ApiTokenErrorException.invalidRequest("Nothing was changed, see faults", Map.of("faults", faults));
        }
        ObjectNode settings = document.read();
        request.event()
                .operation(OperationType.UPDATE)
                .resource(SETTINGS)
                .resourcePath(AdminRequest.PATH, "settings")
                .representation(settings)
                .success();
        return answer(settings);
    }

    private SettingsDocument document() {
        return new SettingsDocument(request.realm());
    }

    private static Response answer(ObjectNode settings) {
        return Answer.noStore(Response.ok(settings.toString()));
    }
}
